"""Production settings: they start only with everything named, and never with the demonstration's doors open."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from .test_layers import PROJECT

NAMED = {
    "SECRET_KEY": "k" * 12 + "0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp://127.0.0.1:1",
    "SITE_URL": "https://market.example",
    "ALLOWED_HOSTS": "market.example",
}
# What only the test payment server of the demonstration sets.
REFUSED = {"STRIPE_API_BASE": "http://localhost:8001", "STRIPE_TEST_SERVER": "1"}


def python(program: str, **environment: str) -> subprocess.CompletedProcess:
    inherited = {key: value for key, value in os.environ.items() if key not in NAMED and key not in REFUSED}
    settings = {"DJANGO_SETTINGS_MODULE": "marketplace.settings.production"}
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{program}"],
        cwd=PROJECT, env={**inherited, **settings, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("missing", NAMED)
def test_production_names_what_is_missing(missing):
    done = python("", **{key: value for key, value in NAMED.items() if key != missing})
    assert done.returncode != 0
    assert f"Set {missing}: production does not start without it." in done.stderr


@pytest.mark.parametrize("name", REFUSED)
def test_production_refuses_payments_that_are_only_played(name):
    done = python("", **NAMED, **{name: REFUSED[name]})
    assert done.returncode != 0
    assert f"Unset {name}: production does not start with a test payment server." in done.stderr


def test_production_has_no_demonstration_and_no_page_without_tls():
    done = python(
        "from django.conf import settings as s\n"
        "from django.core.management import call_command\n"
        "call_command('check', deploy=True, fail_level='ERROR')\n"
        "print(s.DEMO_SIGN_INS, s.DEBUG, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SMS_BACKEND == '')",
        **NAMED,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-5:] == ["False", "False", "True", "True", "True"]


def test_the_demo_is_not_loaded_in_production():
    done = python("from django.core.management import call_command\ncall_command('demo')", **NAMED)
    assert done.returncode != 0
    assert "demonstration settings only" in done.stderr
