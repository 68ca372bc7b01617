"""Tests: as production where behaviour counts, quick where it does not."""

import os
import tempfile
from pathlib import Path

from .base import *  # noqa: F403 - settings are layered
from .base import STORAGES
from .storage import picture_storages

SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["*"]
DEMO_SIGN_INS = True
# Argon2 is slow on purpose; hundreds of test users need not be.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
_folder = tempfile.TemporaryDirectory(prefix="taawon-test-files-")  # removed with the process
STORAGES = {
    **STORAGES,
    **picture_storages({}, Path(_folder.name)),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = f"{_folder.name}/media"
# WhiteNoise warns of a missing folder; the finders serve what tests ask for.
STATIC_ROOT = _folder.name
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
if not os.environ.get("EMAIL_URL"):
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Each test sees its own rows, most of them never committed; tests/pagecache turns it on.
PAGE_CACHE = False
READINGS_KEPT = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# A test reads what it has just written; the one about lagging sets its own.
FACETS_MAY_LAG = 0
