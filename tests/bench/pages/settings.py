"""Production's settings as they are; MEASURED=uncached turns the page cache off, and nothing else.

Off by its own switch: what it does besides keeping (zipping a page) is part of making a page, and is measured with it.
"""

import os

for _name, _value in {
    "SECRET_KEY": "measured-only",
    "EMAIL_URL": "dummymail://",
    "SITE_URL": "https://market.example",
    "ALLOWED_HOSTS": "*",
    "REDIS_URL": "redis://127.0.0.1:1/0",  # without a Redis: never asked
}.items():
    os.environ.setdefault(_name, _value)

from marketplace.settings.production import *  # noqa: E402,F403 - settings are layered
from marketplace.settings.production import CACHES, DATABASES, MIDDLEWARE  # noqa: E402

ROOT_URLCONF = "tests.bench.pages.urls"
MEASURED_PAGE_CACHE = [name for name in MIDDLEWARE if "pagecache" in name.lower().replace("_", "")]
PAGE_CACHE = os.environ.get("MEASURED") != "uncached"
if os.environ.get("NO_REDIS") == "1":
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Nothing that was kept of one database is ever shown of another.
CACHES["default"]["KEY_PREFIX"] = DATABASES["default"]["NAME"]
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "ERROR"}}
