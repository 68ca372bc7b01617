"""Settings shared by every environment; the environment variables are listed in README.md."""

import os
from decimal import Decimal
from pathlib import Path

import environ
from celery.schedules import crontab, schedule
from django.utils.translation import gettext_lazy as _
from kombu import Queue

from marketplace.runtime.address import private_database_url

from .oscar import *  # noqa: F403 - see oscar.py
from .oscar import OSCAR_APPS
from .payment import payment_origin
from .storage import picture_origins, picture_storages

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
STATE_DIR = Path(os.environ.get("STATE_DIR") or BASE_DIR / "var").absolute()

DEBUG = False
ALLOWED_HOSTS: list[str] = []
SITE_ID = 1
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "marketplace.urls"
WSGI_APPLICATION = "marketplace.wsgi.application"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "django.contrib.sitemaps",
    "django.contrib.flatpages",
    "django.contrib.postgres",
    "django.forms",
    "marketplace.runtime",
    "marketplace.demo",
    "marketplace.formats",
    "marketplace.searchindex",
    "marketplace.mydata",
    "marketplace.places",
    "marketplace.outbox",
    "marketplace.audit",
    "marketplace.accounts",
    "cooperatives",
    *OSCAR_APPS,
    "marketplace.shop.delivery",
    "marketplace.shop.voucher",
    "marketplace.shop.voices",
    "marketplace.shop.facets",
    "marketplace.money",
    "marketplace.stories",
    "marketplace.programmes",
    "marketplace.interest",
    "marketplace.storefront",
    "marketplace.seller",
    "marketplace.delegation",
    "allauth",
    "allauth.account",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Above all that knows sessions, languages or baskets; what these and the policy add is kept with the page.
    "marketplace.storefront.page_cache.PageCacheMiddleware",
    "csp.middleware.CSPMiddleware",
    # Outside those that set the cookies it watches: session and basket.
    "marketplace.storefront.middleware.MarkerCookieMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "marketplace.storefront.wordless.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "marketplace.storefront.middleware.LazyBasketMiddleware",
    "marketplace.storefront.middleware.DatabaseAwayMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        # No auth, messages or notification processors: public pages are the same for everybody (DESIGN section 5).
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "marketplace.storefront.context.site",
            ],
        },
    },
]

# Django's own, and ours where there is one (templates/django/forms).
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- data ---------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url_config(os.environ.get("DATABASE_URL") or private_database_url(STATE_DIR))}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Seconds. A database that does not answer must not hold a page: the reader is told (storefront/middleware.py).
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
# A question asked for the fifth time by a connection is prepared: planning the wide ones takes longer than answering
# them (1.7 ms and 0.4 ms for a product with its cooperative). DATABASE_URL can say otherwise, as for a pooler that
# gives each transaction another connection.
DATABASES["default"]["OPTIONS"].setdefault("server_side_binding", True)
DATABASES["default"]["OPTIONS"].setdefault("prepare_threshold", 5)

REDIS_URL = os.environ.get("REDIS_URL", "")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "marketplace.pagecache.redis_cache.RedisCache",
            "LOCATION": REDIS_URL,
            # Seconds. A cache that does not answer must not hold a page, which can do without it.
            "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
        }
    }
else:
    # 20,000 rows: Django's default of 300 would evict a page cache at once (DESIGN section 7).
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache_entries",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    }

# Public pages are kept (storefront/page_cache.py).
PAGE_CACHE = True
# What they are made of is read once until it changes (pagecache/readings.py).
READINGS_KEPT = True

# --- languages ----------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("ar", _("Arabic")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "marketplace" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Casablanca"
USE_THOUSAND_SEPARATOR = False
MODELTRANSLATION_DEFAULT_LANGUAGE = "fr"
MODELTRANSLATION_LANGUAGES = ("fr", "ar", "en")
MODELTRANSLATION_FALLBACK_LANGUAGES = ("fr", "en", "ar")
MODELTRANSLATION_CUSTOM_FIELDS = ("NullCharField",)

# --- files --------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = STATE_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = STATE_DIR / "media"
STORAGES = {
    **picture_storages(os.environ, STATE_DIR),
    "staticfiles": {"BACKEND": "marketplace.pages.sheets.SheetStorage"},
}

# --- mail ---------------------------------------------------------------------------------------------------------
if os.environ.get("EMAIL_URL"):
    globals().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = STATE_DIR / "mail"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Taâwon <marche@taawon.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Who draws the woven band in a letter (outbox may not import cooperatives), and who takes an SMS; empty: no SMS.
OUTBOX_BAND = "cooperatives.weave.weave_png"
SMS_BACKEND = os.environ.get("SMS_BACKEND", "")
# Mails and tracking links are made by a worker, which has no request to learn the address from.
SITE_URL = os.environ.get("SITE_URL", f"http://localhost:{os.environ.get('PORT', '8000')}").rstrip("/")

# --- jobs ---------------------------------------------------------------------------------------------------------
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
else:
    _broker = STATE_DIR / "broker"
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker),
        "data_folder_out": str(_broker),
        "processed_folder": str(_broker / "processed"),
        "control_folder": str(_broker / "control"),
        "store_processed": False,
        "polling_interval": 0.1,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_QUEUES = (Queue("celery"),)
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A nudge that cannot be given must not hold the request: beat sweeps the rows anyway.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "outbox-sweep": {"task": "outbox.sweep", "schedule": schedule(run_every=10), "options": {"expires": 30}},
    "pictures-sweep": {"task": "catalogue.pictures", "schedule": schedule(run_every=15), "options": {"expires": 30}},
    "pictures-forget": {"task": "catalogue.pictures-forget", "schedule": crontab(hour=4, minute=20)},
    "papers-sweep": {"task": "money.papers", "schedule": schedule(run_every=15), "options": {"expires": 30}},
    "slips-forget": {"task": "money.slips-forget", "schedule": crontab(hour=4, minute=30)},
    "alerts-sweep": {"task": "interest.alerts", "schedule": schedule(run_every=300), "options": {"expires": 300}},
    "alerts-forget": {"task": "interest.alerts-forget", "schedule": crontab(hour=4, minute=40)},
    # Once a day to each reader; asked again each hour, so that a lost one is made up for the same day.
    "news": {"task": "interest.news", "schedule": crontab(hour="9-20", minute=5), "options": {"expires": 3000}},
    "inbox-sweep": {"task": "money.inbox", "schedule": schedule(run_every=30), "options": {"expires": 60}},
    "claims-sweep": {"task": "money.claims", "schedule": crontab(minute=20), "options": {"expires": 3000}},
    "refunds-sweep": {"task": "money.refunds", "schedule": schedule(run_every=30), "options": {"expires": 60}},
    "payments-sweep": {"task": "money.payments", "schedule": schedule(run_every=30), "options": {"expires": 60}},
    "ledger-check": {"task": "money.ledger-check", "schedule": crontab(hour=5, minute=10)},
    "payouts-propose": {"task": "money.payouts-propose", "schedule": crontab(hour=6, minute=10)},
    "payouts-hand-over": {
        "task": "money.payouts-hand-over",
        "schedule": schedule(run_every=60),
        "options": {"expires": 60},
    },
    "reviews-invite": {"task": "voices.invite", "schedule": crontab(hour=10, minute=10)},
}

# --- sign-in ------------------------------------------------------------------------------------------------------
# Refuses the demo accounts where DEMO_SIGN_INS is False; a system check refuses any other.
AUTHENTICATION_BACKENDS = ["marketplace.accounts.backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "marketplace.accounts.validators.NotTheDemoPasswordValidator"},
]
ACCOUNT_ADAPTER = "marketplace.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
# One field takes either (accounts/forms.py); the star tells allauth that an e-mail address must be proved.
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone", "password1*"]
ACCOUNT_FORMS = {
    "login": "marketplace.accounts.forms.SignInForm",
    "signup": "marketplace.accounts.forms.SignUpForm",
    "reset_password": "marketplace.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "marketplace.accounts.forms.NewPasswordForm",
    "change_password": "marketplace.accounts.forms.ChangePasswordForm",
    "set_password": "marketplace.accounts.forms.SetPasswordForm",
    "reauthenticate": "marketplace.accounts.forms.ReauthenticateForm",
    "add_email": "marketplace.accounts.forms.ChangeEmailForm",
    "change_phone": "marketplace.accounts.forms.ChangePhoneForm",
    "confirm_email_verification_code": "marketplace.accounts.forms.EmailCodeForm",
    "verify_phone": "marketplace.accounts.forms.PhoneCodeForm",
    "confirm_password_reset_code": "marketplace.accounts.forms.ResetCodeForm",
}
# "optional" would sign a newcomer in unproved, and then tell her which addresses are taken; accounts/stages.py says
# what "mandatory" means here: one proved contact, e-mail or telephone, opens the account for good.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Codes rather than links: the same for e-mail and SMS, typed on the page that asked for them, on a shared phone too.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
# Only failed sign-ins count in login_failed; many people of one village share an address on the mobile network.
# Each code may be guessed at three times: the days' limits keep a guesser below one chance in 10,000 a day.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/15m/key,20/d/key",
    "verify_phone": "1/30s/key,20/d/key,6/m/ip",
    "change_phone": "3/m/user",
    # Ours: a shopper has a handful of codes, a script that guesses them has thousands.
    "basket_code": "10/m/ip",
    # Ours: a guest's address gets a letter that somebody asked for in its name.
    "stock_alert": "5/m/ip,5/d/key",
    # Ours: what is written to a cooperative, or about its goods.
    "ask": "6/10m/ip",
    "voices": "30/10m/ip",
}
# How many proxies of ours stand before the market: the client's address is read that far back in X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "0"))
LOGIN_REDIRECT_URL = "account-home"
LOGIN_URL = "account_login"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True

# --- the page's policy --------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "worker-src": ["'self'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'", payment_origin(os.environ)],
        "img-src": ["'self'", "data:", *picture_origins(os.environ)],
    }
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

# --- card payment -------------------------------------------------------------------------------------------------
# No key: no card. The test server is the one of `make run` (runtime/payments.py); production refuses it.
STRIPE_SECRET_KEY = os.environ.get("STRIPE_SECRET_KEY", "")
STRIPE_WEBHOOK_SECRET = os.environ.get("STRIPE_WEBHOOK_SECRET", "")
STRIPE_API_BASE = os.environ.get("STRIPE_API_BASE", "")
STRIPE_TEST_SERVER = os.environ.get("STRIPE_TEST_SERVER") == "1"

# --- the market ---------------------------------------------------------------------------------------------------
# What cards are charged in, ISO in small letters; one other than MAD needs its rate: how many MAD one of it is.
STRIPE_CURRENCY = os.environ.get("STRIPE_CURRENCY", "mad").lower()
STRIPE_MAD_PER_UNIT = Decimal(os.environ.get("STRIPE_MAD_PER_UNIT", "1"))
# MAD. The gateway's least, with room for the rate of the day; and the most that one order may leave to be paid in cash.
CARD_LEAST = 10
CASH_CAP = int(os.environ.get("CASH_CAP", "5000"))
# The account that transfers and cooperatives' debts are paid to; empty: no transfer is offered. RIB: 24 digits.
# Working days until a transfer has to be in.
BANK_HOLDER = os.environ.get("BANK_HOLDER", "")
BANK_NAME = os.environ.get("BANK_NAME", "")
BANK_RIB = os.environ.get("BANK_RIB", "")
TRANSFER_DAYS = 3
# Told of an order that nobody in the cooperative can be told of. The delegation publishes no address: set one.
DELEGATION_EMAIL = os.environ.get("DELEGATION_EMAIL", "delegation@example.com")
# The delegation's published telephone, E.164; members are told to call it.
DELEGATION_PHONE = "+212524446708"
# Seconds by which the counts beside filters may lag behind the goods; prices and stock never do.
FACETS_MAY_LAG = 5
# Version of the terms of sale that a shopper accepts; stored on every order.
TERMS_VERSION = "2026-11"
# Law 31-08: days to change one's mind, counted from receipt. A dated setting the office can change.
WITHDRAWAL_DAYS = 7
# Days in which money must be back, by the same law, counted from when the shopper asked.
REFUND_DAYS = 15
# Working days in which a cooperative answers a claim; then the delegation decides.
CLAIM_ANSWER_DAYS = 3
# Days in which a suspended cooperative sends its paid orders under the delegation's eye; then they are given back.
SUSPENDED_ORDER_DAYS = 7
# Days after the delivery in which goods that are damaged, missing or not as described can be claimed.
CLAIM_DAYS = 30
# Days from its admission in which a new cooperative pays no commission.
COMMISSION_FREE_DAYS = 90
# Who carries payouts to the bank (money/payouts/provider.py).
PAYOUT_PROVIDER = "marketplace.money.payouts.bank_file.BankFile"
# The legal notice and the notice on personal data name these; empty: "to be completed by the office".
LEGAL_HOST = os.environ.get("LEGAL_HOST", "")
PUBLICATION_DIRECTOR = os.environ.get("PUBLICATION_DIRECTOR", "")
CNDP_NUMBER = os.environ.get("CNDP_NUMBER", "")
# The demo accounts' password is public; production refuses it (production.py).
DEMO_SIGN_INS = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # It tells of every call; ours say what came of them.
    "loggers": {"stripe": {"level": "WARNING"}},
}
