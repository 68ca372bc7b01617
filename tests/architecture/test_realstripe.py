"""The tests at Stripe itself run on request only; that they are the same journeys is looked at here."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from tests.journeys import test_card
from tests.journeys.running import PROJECT

OPTIONS = ["-o", "addopts=--ds=marketplace.settings.test --import-mode=importlib", "-p", "no:cacheprovider"]


def asked(key: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", *OPTIONS, "tests/realstripe"]
    told = {**os.environ, "STRIPE_SECRET_KEY": key}
    return subprocess.run(command, cwd=PROJECT, env=told, capture_output=True, text=True, check=False)


def test_every_card_journey_is_walked_there_too():
    listed = asked("sk_test_nobody")
    assert listed.returncode == 0, listed.stdout + listed.stderr
    assert set(re.findall(r"::(test_\w+)", listed.stdout)) == {name for name in vars(test_card) if name[:5] == "test_"}


def test_a_live_key_is_refused():
    refused = asked("sk_live_somebody")
    assert refused.returncode == 2
    assert "must be a test key" in refused.stdout + refused.stderr
