"""Oscar's own applications, templates and views. What differs from its documentation says why."""

import os
from pathlib import Path

import environ
from oscar import INSTALLED_APPS as OSCAR_APPS
from oscar.defaults import *  # noqa: F403 - Oscar reads its own defaults from the settings module

env = environ.Env()
STATE_DIR = Path(os.environ["STATE_DIR"])

DEBUG = False
SECRET_KEY = "measured-only"
ALLOWED_HOSTS = ["*"]
SITE_ID = 1
ROOT_URLCONF = "tests.bench.stock_oscar.urls"
WSGI_APPLICATION = "tests.bench.stock_oscar.wsgi.application"

INSTALLED_APPS = [*OSCAR_APPS, "sorl.thumbnail"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "oscar.apps.basket.middleware.BasketMiddleware",
    "django.contrib.flatpages.middleware.FlatpageFallbackMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.i18n",
                "django.template.context_processors.media",
                "django.template.context_processors.static",
                "django.template.context_processors.tz",
                "django.contrib.messages.context_processors.messages",
                "oscar.apps.search.context_processors.search_form",
                "oscar.apps.checkout.context_processors.checkout",
                "oscar.apps.communication.notifications.context_processors.notifications",
                "oscar.core.context_processors.metadata",
            ],
        },
    },
]
AUTHENTICATION_BACKENDS = [
    "oscar.apps.customer.auth_backends.EmailBackend",
    "django.contrib.auth.backends.ModelBackend",
]

# The same server and the same handling of connections as ours.
DATABASES = {"default": env.db_url_config(os.environ["DATABASE_URL"])}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "French")]
USE_TZ = True
TIME_ZONE = "Africa/Casablanca"
STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "stock-oscar-static"
MEDIA_URL = "/media/"
MEDIA_ROOT = STATE_DIR / "stock-oscar-media"

OSCAR_DEFAULT_CURRENCY = "MAD"
OSCAR_INITIAL_ORDER_STATUS = "Pending"
# For whole purchases (tests/bench/orders): guests, and letters that go nowhere, which costs nothing.
OSCAR_ALLOW_ANON_CHECKOUT = True
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
OSCAR_REQUIRED_ADDRESS_FIELDS = ("first_name", "last_name", "line1", "line4", "postcode")
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "tests.bench.stock_oscar.search.SlicedEngine"}}
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "ERROR"}}
