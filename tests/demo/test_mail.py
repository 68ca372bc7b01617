"""Sent mail of the demonstration: readable in three languages, harmless, and nowhere else."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone

from marketplace.demo import mail
from marketplace.outbox.services import relay_due, tell
from tests.architecture.test_production import NAMED, python
from tests.conftest import CHROMIUM
from tests.factories import make_order, make_product
from tests.outbox.samples import PAYLOADS

pytestmark = pytest.mark.django_db
PAGE = "/en/demo/mail/"


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    """Mail goes into files, as it does in the demonstration."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return settings.EMAIL_FILE_PATH


def send(subject: str, html: str | None = None, to: str = "salma@example.com") -> None:
    letter = EmailMultiAlternatives(subject, f"Plain {subject}", to=[to])
    if html:
        letter.attach_alternative(html, "text/html")
    letter.send()


def told(language: str) -> mail.Letter:
    """A real letter of the market, sent by the relay."""
    tell(
        event_key="parcel 1 delivered", kind="parcel_delivered", address=f"{language}@example.com", language=language,
        payload=PAYLOADS["parcel_delivered"],
    )  # fmt: skip
    assert relay_due() == 1
    return mail.letters(0, 1)[0]


def test_an_orders_mails_are_listed_with_reader_subject_and_language(client, folder):
    make_order((make_product(), 1), email="salma@example.com")
    while relay_due():
        pass
    body = client.get(PAGE).content.decode()
    assert "salma@example.com" in body
    assert mail.letters(0, 50)[0].subject in body.replace("&#x27;", "'").replace("&amp;", "&")
    assert "French" in body


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl"), ("en", "ltr")])
def test_a_letter_is_shown_in_its_own_language_as_it_looks_and_as_text(client, folder, language, direction):
    letter = told(language)
    assert (letter.language, letter.direction, letter.to) == (language, direction, f"{language}@example.com")
    body = client.get(f"/fr/demo/mail/{letter.key}/").content.decode()
    assert f'lang="{language}" dir="{direction}"' in body
    assert "<iframe" in body
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in body
    assert letter.text.splitlines()[0] in body
    assert "Message-ID" in body


def test_the_look_of_a_letter_stands_alone_and_can_do_nothing(client, folder):
    response = client.get(f"{PAGE}{told('fr').key}/html/")
    body, rules = response.content.decode(), response["Content-Security-Policy"]
    assert "default-src 'none'" in rules
    assert "script" not in rules
    assert re.search(r"sandbox( allow-popups[-a-z]*)+$", rules)
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert 'src="data:image/png;base64,' in body  # its band came with the letter
    assert "cid:" not in body
    assert '<base target="_blank">' in body


def test_the_newest_letters_come_first_and_no_more_files_are_read_than_a_page_shows(client, folder):
    for number in range(mail.A_PAGE + 3):
        with time_machine.travel(timezone.now() + timedelta(minutes=number), tick=False):
            send(f"Letter {number:03}")
    for file in sorted(folder.glob("*.log"))[:3]:
        file.unlink()
        file.mkdir()  # whoever tried to read it would fail
    shown = re.findall(r"Letter (\d+)", client.get(PAGE).content.decode())
    assert shown == [f"{number:03}" for number in range(mail.A_PAGE + 2, 2, -1)]


def test_older_letters_are_on_the_next_page(client, folder):
    for number in range(mail.A_PAGE + 1):
        with time_machine.travel(timezone.now() + timedelta(minutes=number), tick=False):
            send(f"Letter {number:03}")
    assert re.findall(r"Letter (\d+)", client.get(f"{PAGE}?page=2").content.decode()) == ["000"]


def test_a_letter_that_is_half_written_is_not_shown_yet(client, folder):
    send("Whole")
    file = next(folder.glob("*.log"))
    (folder / "20990101-000000-1.log").write_bytes(file.read_bytes()[:-40])
    body = client.get(PAGE).content.decode()
    assert body.count("Whole") == 1


def test_a_letter_from_anybody_runs_nothing_in_the_list_or_beside_it(client, folder):
    send("<script>alert(1)</script>", html="<html><head></head><script>alert(2)</script></html>")
    key = mail.letters(0, 1)[0].key
    for address in (PAGE, f"{PAGE}{key}/"):
        body = client.get(address).content.decode()
        assert "<script>alert" not in body


@pytest.mark.parametrize(
    "key", ["20260101-000000-1.0", "..%2f..%2fsecret.0", "../secret.0", "20260101-000000-1", "x.0", "%2e%2e.0"]
)
def test_a_key_that_names_no_letter_is_not_found(client, folder, key):
    folder.mkdir(parents=True)
    (folder.parent / "secret.log").write_bytes(b"Date: Mon, 23 Nov 2026 10:00:00 +0000\n\nsecret\n" + b"-" * 79 + b"\n")
    for page in ("", "html/"):
        assert client.get(f"{PAGE}{key}/{page}").status_code == 404


def test_an_empty_box_says_how_a_letter_comes(client, folder):
    assert "No mail yet" in client.get(PAGE).content.decode()


def test_where_mail_really_leaves_the_page_says_so(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert "real mail server" in client.get(PAGE).content.decode()


def test_the_ribbon_leads_to_the_mail(client, settings):
    assert f'href="{PAGE}"' in client.get("/en/terms/").content.decode()
    settings.DEMO_SIGN_INS = False
    assert PAGE not in client.get("/en/terms/").content.decode()


def test_mail_is_private_and_closed_outside_the_demonstration(client, folder, settings):
    response = client.get(PAGE)
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    settings.DEMO_SIGN_INS = False
    assert client.get(PAGE).status_code == 404
    assert reverse("demo:mail")


def test_production_has_no_such_address():
    done = python(
        "from django.urls import Resolver404, resolve\n"
        "for language in ('fr', 'ar', 'en'):\n"
        "    try: print(resolve(f'/{language}/demo/mail/'))\n"
        "    except Resolver404: print('none')\n"
        "assert resolve('/fr/')\n",
        **NAMED,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-3:] == ["none", "none", "none"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_letter_is_seen_in_a_browser_without_an_error(live_server, folder):
    from playwright.sync_api import sync_playwright

    letter = told("ar")
    with sync_playwright() as play, play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]) as browser:
        page, faults = browser.new_page(), []
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        page.goto(f"{live_server.url}/fr/demo/mail/{letter.key}/")
        heading = page.frame_locator("iframe").locator("h1")
        heading.wait_for()
        assert heading.inner_text()
        loaded = "images => images.every(image => image.complete && image.naturalWidth > 0)"
        assert page.frame_locator("iframe").locator("img").evaluate_all(loaded)
        assert not faults
