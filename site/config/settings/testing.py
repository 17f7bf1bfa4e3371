"""Tests: the same settings, with fixed secrets, quick passwords and no files kept."""

import os

os.environ.setdefault("DEMONSTRATION", "true")
os.environ.setdefault("SECRET_KEY", "for the tests only, fifty characters of no secrecy at all")
os.environ.setdefault("IDENTITY_KEYS", "dGVzdHMtb25seS1rZXktbm8tc2VjcmVjeS1hdC1hbGw=")

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import STORAGES, VAR  # noqa: E402

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
STYLEGUIDE = True
CLOCK_MAY_BE_SET = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SMS_SENDER = "letters.senders.MemorySms"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MEDIA_ROOT = VAR / "test" / "media"
PRIVATE_ROOT = VAR / "test" / "private"
STORAGES["private"] = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": str(PRIVATE_ROOT), "base_url": None},
}
