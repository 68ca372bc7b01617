"""Production: no default for anything secret; demo accounts are refused."""

import os

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403 - settings are layered


def _required(name: str) -> str:
    """The environment variable, or a sentence that says which one is missing."""
    value = os.environ.get(name)
    if not value:
        raise ImproperlyConfigured(f"Set {name}: production does not start without it.")
    return value


def _refused(name: str) -> None:
    """Raises ImproperlyConfigured where orders would be paid with money that does not exist."""
    if os.environ.get(name):
        raise ImproperlyConfigured(f"Unset {name}: production does not start with a test payment server.")


SECRET_KEY = _required("SECRET_KEY")
_required("DATABASE_URL")
_required("REDIS_URL")
_required("EMAIL_URL")
SITE_URL = _required("SITE_URL").rstrip("/")
ALLOWED_HOSTS = _required("ALLOWED_HOSTS").split(",")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
_refused("STRIPE_API_BASE")
_refused("STRIPE_TEST_SERVER")
DEMO_SIGN_INS = False
SECURE_SSL_REDIRECT = True
# Probes ask from inside, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
OSCAR_BASKET_COOKIE_SECURE = True
