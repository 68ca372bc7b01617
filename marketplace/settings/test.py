"""Tests: as production where behaviour counts, quick where it does not."""

import os
import tempfile

from .base import *  # noqa: F403 - settings are layered
from .base import STORAGES

SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["*"]
DEMO_SIGN_INS = True
# Argon2 is slow on purpose; hundreds of test users need not be.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MEDIA_ROOT = tempfile.mkdtemp(prefix="taawon-test-media-")
WHITENOISE_AUTOREFRESH = True
if not os.environ.get("EMAIL_URL"):
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
