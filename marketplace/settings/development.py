"""Development and demonstration: what `make run` uses."""

import os

from .base import *  # noqa: F403 - settings are layered
from .base import STATE_DIR

# Not a secret: the demo is public. Production has no default (production.py).
SECRET_KEY = os.environ.get("SECRET_KEY", "demonstration-only-not-a-secret-0123456789abcdef")
DEBUG = os.environ.get("DEBUG") == "1"
ALLOWED_HOSTS = ["*"]
DEMO_SIGN_INS = True
SMS_BACKEND = os.environ.get("SMS_BACKEND", "marketplace.outbox.sms.file_backend")
STATIC_ROOT = STATE_DIR / "static"
# No bank has this code: nobody can send money there.
BANK_HOLDER = os.environ.get("BANK_HOLDER", "Taâwon (démonstration)")
BANK_NAME = os.environ.get("BANK_NAME", "Banque de la démonstration")
BANK_RIB = os.environ.get("BANK_RIB", "000780000000000001202638")
