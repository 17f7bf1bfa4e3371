"""A developer's machine and the demonstration: production without TLS, with the style guide."""

from config.settings.base import *  # noqa: F403
from config.settings.base import env

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
STYLEGUIDE = True
# What would go to a phone is printed, with the number withheld.
SMS_SENDER = env.str("SMS_SENDER", default="letters.senders.ConsoleSms")
