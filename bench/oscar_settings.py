"""Stock Oscar as its documentation sets it up, dashboard and all, on the same database settings as ours.

It is compared with and measured against, and never enters the product.
"""

from oscar.defaults import *  # noqa: F403

from config.settings.base import DATABASES  # noqa: F401  (the very same: pragmas, time-outs, transaction mode)

SECRET_KEY = "for a bench only"  # noqa: S105
ALLOWED_HOSTS = ["testserver"]
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "django.contrib.flatpages",
    "oscar.config.Shop",
    *(
        f"oscar.apps.{name}Config"
        for name in (
            "analytics.apps.Analytics",
            "checkout.apps.Checkout",
            "address.apps.Address",
            "shipping.apps.Shipping",
            "catalogue.apps.Catalogue",
            "catalogue.reviews.apps.CatalogueReviews",
            "communication.apps.Communication",
            "partner.apps.Partner",
            "basket.apps.Basket",
            "payment.apps.Payment",
            "offer.apps.Offer",
            "order.apps.Order",
            "customer.apps.Customer",
            "search.apps.Search",
            "voucher.apps.Voucher",
            "wishlists.apps.Wishlists",
            "dashboard.apps.Dashboard",
            "dashboard.reports.apps.ReportsDashboard",
            "dashboard.users.apps.UsersDashboard",
            "dashboard.orders.apps.OrdersDashboard",
            "dashboard.catalogue.apps.CatalogueDashboard",
            "dashboard.offers.apps.OffersDashboard",
            "dashboard.partners.apps.PartnersDashboard",
            "dashboard.pages.apps.PagesDashboard",
            "dashboard.ranges.apps.RangesDashboard",
            "dashboard.reviews.apps.ReviewsDashboard",
            "dashboard.vouchers.apps.VouchersDashboard",
            "dashboard.communications.apps.CommunicationsDashboard",
            "dashboard.shipping.apps.ShippingDashboard",
        )
    ),
    "widget_tweaks",
    "haystack",
    "treebeard",
    "sorl.thumbnail",
    "django_tables2",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "oscar.apps.basket.middleware.BasketMiddleware",
]
AUTHENTICATION_BACKENDS = [
    "oscar.apps.customer.auth_backends.EmailBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "oscar.apps.search.context_processors.search_form",
                "oscar.apps.checkout.context_processors.checkout",
                "oscar.apps.communication.notifications.context_processors.notifications",
                "oscar.core.context_processors.metadata",
            ],
        },
    },
]
ROOT_URLCONF = "bench.oscar_urls"
SITE_ID = 1
STATIC_URL = "/static/"
USE_TZ = True
TIME_ZONE = "Asia/Dhaka"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
HAYSTACK_SIGNAL_PROCESSOR = "haystack.signals.BaseSignalProcessor"
LOGGING = {"version": 1, "disable_existing_loggers": True, "loggers": {"oscar": {"level": "CRITICAL"}}}

OSCAR_DEFAULT_CURRENCY = "BDT"
# Guests buy, as in our shop.
OSCAR_ALLOW_ANON_CHECKOUT = True


class _WithoutMigrations:
    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


MIGRATION_MODULES = _WithoutMigrations()
