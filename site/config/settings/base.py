"""Settings in the shape of production; development and tests subtract from them.

The environment decides what differs between machines; `.env.example` documents each name.
"""

from datetime import datetime
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import environ
from django.utils.translation import gettext_lazy as _

from config.settings.cms import *  # noqa: F403
from config.settings.cms import CMS_APPS
from config.settings.shop import *  # noqa: F403
from config.settings.shop import OSCAR_APPS, SHOP_APPS
from config.settings.worker import *  # noqa: F403

ROOT = Path(__file__).resolve().parents[3]

env = environ.Env()
env.read_env(str(ROOT / ".env"))

# Everything that a running site writes, but what anybody may read (MEDIA_ROOT).
VAR = Path(env.str("VAR_ROOT", default=str(ROOT / "var")))

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}")
WAGTAILADMIN_BASE_URL = SITE_URL
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DEMONSTRATION = env.bool("DEMONSTRATION", default=False)
CLOCK_MAY_BE_SET = DEMONSTRATION
STYLEGUIDE = False
# Fernet keys, newest first: what inmates are called is encrypted with the first, read with any.
IDENTITY_KEYS = env.list("IDENTITY_KEYS", default=[])
# Nothing is entered in the book before this instant; the founding policy is in force from it.
BOOK_FIRST_INSTANT = datetime(2024, 7, 1, tzinfo=ZoneInfo("Asia/Dhaka"))

INSTALLED_APPS = [
    "config",
    "demonstration",
    "opendata",
    "portal",
    "charter_pages",
    "charter_pages.grievances",
    "charter_pages.circulation",
    "charter_pages.decisions",
    "charter_pages.practices",
    "noticeboard",
    *SHOP_APPS,
    "subscriptions",
    "publishing",
    "printing",
    "search",
    "letters",
    "accounts",
    "offices",
    "language",
    "worker",
    *CMS_APPS,
    *OSCAR_APPS,
    "axes",
    "csp",
    "django_structlog",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.flatpages",  # only because a migration of Oscar names it
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.languages.LanguageMiddleware",
    "language.typed.TypedAddresses",
    "language.numerals.StaffScreens",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.sessions.StaffAuthentication",
    "config.languages.StaffLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.security.ContentPolicyMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "portal.wall.OfficeWall",
    "charter_pages.circulation.refusing.AskForTheReason",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
SITE_ID = 1

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    # Ours instead of Django's: the same templates, less what some of them spell out in English.
                    ["django.template.loaders.filesystem.Loader", "portal.upstream.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "portal.navigation.for_templates",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "portal/locked_out.html"
AXES_VERBOSE = False
# Headquarters reads who tried (portal.trail); for so many days it can.
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "csrfmiddlewaretoken"]
# The same answer to "from where" as everywhere else: behind our own proxies what they saw, never what a reader claims.
AXES_CLIENT_IP_CALLABLE = "accounts.throttle.address_of"
# Tries to sign in, in a quarter of an hour from one address of the network; whole offices lie behind one.
SIGN_INS_PER_ADDRESS = env.int("SIGN_INS_PER_ADDRESS", default=100)
# Links for a new password, in an hour: from one address of the network, and to one e-mail address.
PASSWORD_LINKS_PER_ADDRESS = env.int("PASSWORD_LINKS_PER_ADDRESS", default=20)
PASSWORD_LINKS_PER_EMAIL = 3
# Whether staff sign in with a code beside the password, or not at all. Production says yes.
TWO_FACTOR_REQUIRED = env.bool("TWO_FACTOR_REQUIRED", default=False)
# So long a sign-in, or a code shown again, is fresh enough for what cannot be undone.
FRESH_FOR_MINUTES = 10
# For each kind of watch (accounts.roles): minutes without a click, and minutes in all, until one signs in again.
SESSION_LIMITS = {"ordinary": (60, 10 * 60), "strict": (20, 4 * 60)}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"

DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'db.sqlite3'}"),
}
# So long a request waits for a lock that another holds; then it answers 503 (config.outages).
DATABASE_WAIT_SECONDS = env.int("DATABASE_WAIT_SECONDS", default=20)
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["ENGINE"] = "config.sqlite"
    # Measured (MONEY.md): with Django's own defaults 74–94 % of checkouts fail with 8 writers, with these none.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": DATABASE_WAIT_SECONDS,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON; PRAGMA foreign_keys=ON;"
        ),
    }
else:
    # A socket's folder is written %2Ftmp%2F… in a URL; environ leaves it so.
    DATABASES["default"]["HOST"] = unquote(DATABASES["default"]["HOST"])
    # Neither a host that is gone nor a table that is locked keeps a request for ever.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        "options": f"-c lock_timeout={DATABASE_WAIT_SECONDS}s",
        **DATABASES["default"].get("OPTIONS", {}),
    }
# A new connection costs each request 8 ms on SQLite, which reads the whole schema for it (docs/adr/0061).
DATABASES["default"].update({"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True})
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}

LANGUAGE_CODE = "bn"
LANGUAGES = [("bn", _("Bangla")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Asia/Dhaka"
USE_I18N = True
USE_TZ = True
# Digits and lakh grouping are ours (`language` tags); Django's own grouping knows thousands only.
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "var" / "static"
STATICFILES_DIRS = [ROOT / "var" / "build" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(ROOT / "media")))
PRIVATE_ROOT = VAR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "publishing.storage.PrivateStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT)},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# An upload larger than this is refused by name in the form; nothing larger is read into memory.
UPLOAD_LIMIT_BYTES = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = str(VAR / "letters" / "mail")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="no-reply@prison.gov.bd")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
SMS_SENDER = env.str("SMS_SENDER", default="letters.senders.FileSms")
SMS_FILE_PATH = VAR / "letters" / "sms"

# Complaints (charter_pages.grievances). So many days after an answer it may be appealed against.
GRIEVANCE_APPEAL_DAYS = env.int("GRIEVANCE_APPEAL_DAYS", default=30)
# Working days: the most that an officer may add, once; how long one lies before a vacant post; of the reminder.
GRIEVANCE_EXTENSION_DAYS = env.int("GRIEVANCE_EXTENSION_DAYS", default=10)
GRIEVANCE_VACANT_DAYS = env.int("GRIEVANCE_VACANT_DAYS", default=3)
GRIEVANCE_REMIND_DAYS = env.int("GRIEVANCE_REMIND_DAYS", default=5)
# So many months after one is closed its words, name and phone are forgotten; that there was one stays.
FORGET_GRIEVANCES_AFTER_MONTHS = env.int("FORGET_GRIEVANCES_AFTER_MONTHS", default=12)
# Complaints in an hour, from one address of the network and from one phone; answers to "was this useful" in an hour.
GRIEVANCES_PER_ADDRESS = env.int("GRIEVANCES_PER_ADDRESS", default=60)
GRIEVANCES_PER_PHONE = env.int("GRIEVANCES_PER_PHONE", default=5)
FEEDBACK_PER_ADDRESS = env.int("FEEDBACK_PER_ADDRESS", default=120)

# Mails about publications (subscriptions). So long an address may take to answer; the hour of the morning mail in Dhaka.
SUBSCRIPTION_CONFIRM_HOURS = env.int("SUBSCRIPTION_CONFIRM_HOURS", default=48)
SUBSCRIPTION_DIGEST_HOUR = env.int("SUBSCRIPTION_DIGEST_HOUR", default=7)
# After so many refusals for good a mailbox is written to no more, and after so many days more it is forgotten.
SUBSCRIPTION_PAUSE_AFTER = env.int("SUBSCRIPTION_PAUSE_AFTER", default=3)
FORGET_PAUSED_SUBSCRIPTIONS_AFTER_DAYS = env.int("FORGET_PAUSED_SUBSCRIPTIONS_AFTER_DAYS", default=90)
# Subscriptions asked for in an hour from one address of the network; mails to confirm to one e-mail address in a day.
SUBSCRIPTIONS_PER_ADDRESS = env.int("SUBSCRIPTIONS_PER_ADDRESS", default=30)
SUBSCRIPTIONS_PER_EMAIL = 3

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview panel frames our own pages
# Our own pages are framed by Wagtail's preview panel (W019).
SILENCED_SYSTEM_CHECKS = ["security.W019"]

from config.settings.logs import DJANGO_STRUCTLOG_USER_ID_FIELD, LOGGING  # noqa: E402, F401
