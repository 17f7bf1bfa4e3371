"""Settings for django-hordak alone: it is measured against, and never enters the product."""

import os
from urllib.parse import unquote

import environ

DATABASES = {"default": environ.Env().db_url_config(os.environ["DATABASE_URL"])}
DATABASES["default"]["HOST"] = unquote(DATABASES["default"]["HOST"])
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "mptt", "hordak"]
SECRET_KEY = "for a bench only"  # noqa: S105
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEFAULT_CURRENCY = "BDT"
CURRENCIES = ("BDT",)
