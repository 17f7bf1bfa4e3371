"""Tests: the same settings, with fixed secrets and quick passwords. Which database: tests/databases.py."""

import hashlib
import os
from pathlib import Path

# Before the settings are read: no `.env` of the machine may change what the tests see.
os.environ["DEMONSTRATION"] = "true"
os.environ["SECRET_KEY"] = "for the tests only, fifty characters of no secrecy at all"
os.environ["IDENTITY_KEYS"] = "dGVzdHMtb25seS1rZXktbm8tc2VjcmVjeS1hdC1hbGw="
# The browser's driver keeps an event loop running in the process; the tests' own queries are synchronous all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
_ROOT = Path(__file__).resolve().parents[3]
# A folder and a database a run and a test process, so that no two on one machine meet.
os.environ.setdefault("TEST_RUN", str(os.getpid()))
_PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "main")
# A process that a test started was told already where to write.
if os.environ.get("TEST_FOLDER_OF") != _PROCESS:
    os.environ["TEST_FOLDER_OF"] = _PROCESS
    os.environ["VAR_ROOT"] = str(_ROOT / "var" / "test" / os.environ["TEST_RUN"] / _PROCESS)
    os.environ["MEDIA_ROOT"] = str(Path(os.environ["VAR_ROOT"]) / "media")
os.environ.setdefault(
    "TEST_POSTGRES",
    f"/tmp/prisons-postgres-{hashlib.sha256(str(_ROOT).encode()).hexdigest()[:8]}",  # noqa: S108
)
if "DATABASE_URL" not in os.environ:
    if os.environ.get("TEST_DATABASE") == "postgresql":
        os.environ["DATABASE_URL"] = (
            f"postgres://postgres@{os.environ['TEST_POSTGRES'].replace('/', '%2F')}/postgres"
        )
    else:
        os.environ["DATABASE_URL"] = f"sqlite:///{os.environ['VAR_ROOT']}/main.sqlite3"

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import STORAGES  # noqa: E402

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
STYLEGUIDE = True
CLOCK_MAY_BE_SET = True
# One invented buyer makes most of the tests' orders; the limits have a test of their own.
CASH_OPEN_ORDERS = CASH_REFUSALS = 1_000_000
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SMS_SENDER = "letters.senders.MemorySms"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Each client of a test begins the middleware anew, which would read through 1,400 static files (a third of the
# processor's time in a package with screens): here a file is looked for when it is asked for.
WHITENOISE_AUTOREFRESH = True
