"""A market that is paid at Stripe itself, with a test key: no money moves."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.conftest import browser, filled_state, mailbox, phone  # noqa: F401 - pytest finds them by name
from tests.journeys.running import RunningMarket
from tests.journeys.tills import StripeTill

KEY = os.environ.get("STRIPE_SECRET_KEY", "")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Never with a live key, which would move money."""
    if not KEY.startswith(("sk_test_", "rk_test_")):
        pytest.exit("STRIPE_SECRET_KEY must be a test key (sk_test_...) of a Stripe account.", returncode=2)


@pytest.fixture(scope="module")
def market(mailbox, filled_state: Path) -> Iterator[RunningMarket]:  # noqa: F811 - the fixtures above
    told = {name: os.environ[name] for name in ("STRIPE_WEBHOOK_SECRET", "STRIPE_CURRENCY", "STRIPE_MAD_PER_UNIT")
            if name in os.environ}  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="taawon-stripe-") as folder:
        subprocess.run(["cp", "-a", filled_state, Path(folder) / "state"], check=True)
        mail = f"smtp://127.0.0.1:{mailbox.port}"
        running = RunningMarket(Path(folder) / "state", email_url=mail, STRIPE_SECRET_KEY=KEY, **told)
        yield running
        running.stop()


@pytest.fixture(scope="module")
def till() -> StripeTill:
    return StripeTill(KEY)
