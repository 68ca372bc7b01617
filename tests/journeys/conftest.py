"""One market and one browser for the journeys of a module."""

from __future__ import annotations

import fcntl
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import CHROMIUM

from .mailbox import Mailbox
from .running import RunningMarket

# Without them Chromium looks for hosts of its own maker at every start.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    yield box
    box.close()


@pytest.fixture(scope="session")
def filled_state(tmp_path_factory, worker_id: str) -> Path:
    """The state folder of a market filled once for all modules and workers, its first letters sent, then stopped."""
    base = tmp_path_factory.getbasetemp()
    base = base if worker_id == "master" else base.parent
    with (base / "filled.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (base / "filled").exists():
            running = RunningMarket(base / "filling")
            running.wait_until_told()
            running.stop()
            (base / "filling").rename(base / "filled")
    return base / "filled"


@pytest.fixture(scope="module")
def market(mailbox: Mailbox, filled_state: Path) -> Iterator[RunningMarket]:
    with tempfile.TemporaryDirectory(prefix="taawon-journey-") as folder:
        subprocess.run(["cp", "-a", filled_state, Path(folder) / "state"], check=True)
        running = RunningMarket(Path(folder) / "state", email_url=f"smtp://127.0.0.1:{mailbox.port}")
        yield running
        running.stop()


@pytest.fixture(scope="module")
def browser():
    """Ended with its module: while it lives, its event loop keeps Django from the database in this worker."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


def land(page, address: str, *, timeout: int = 15_000) -> None:
    """After a double click: its second navigation ends the first, which a wait for navigation takes for a failure.

    address: a regular expression.
    """
    from playwright.sync_api import expect

    expect(page).to_have_url(re.compile(address), timeout=timeout)
    page.wait_for_load_state()


def phone_of(browser, market: RunningMarket, *, script: bool = True, width: int = 390):
    """A telephone-sized page with cookies of its own; `faults` collects errors of script and of the server, ours."""
    context = browser.new_context(
        base_url=market.url, viewport={"width": width, "height": 844}, java_script_enabled=script
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.faults = []

    def note_fault(text: str) -> None:
        if page.url.startswith("http://localhost"):  # the real Stripe's page is not ours to mend
            page.faults.append(text)

    page.on("pageerror", lambda error: note_fault(str(error)))
    page.on("console", lambda note: note_fault(note.text) if note.type == "error" else None)
    page.on("response", lambda answer: note_fault(answer.url) if answer.status >= 500 else None)
    click = page.click

    def click_and_arrive(selector: str, **options) -> None:
        """A click ends when the next page has begun; what is counted on it must wait until it is all here."""
        click(selector, **options)
        page.wait_for_load_state()

    page.click = click_and_arrive
    return page


@pytest.fixture
def phone(browser, market) -> Iterator[Callable]:
    """Makes pages of the shared market."""
    pages = []

    def open_phone(**options):
        pages.append(phone_of(browser, market, **options))
        return pages[-1]

    yield open_phone
    for page in pages:
        page.context.close()
