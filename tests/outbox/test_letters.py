from __future__ import annotations

import re

import pytest

from marketplace.outbox import rendering
from marketplace.outbox.models import Message

from .samples import PAYLOADS

ISOLATED = re.compile("[\u2066\u2068][^\u2069]*\u2069")
URL = re.compile(r"https?://\S+")
BDI, TAG = re.compile(r"<bdi[^>]*>.*?</bdi>", re.DOTALL), re.compile(r"<[^>]+>|&#?\w+;")
LANGUAGES = ("fr", "ar", "en")


def letter_of(kind: str, language: str, **payload):
    return rendering.email(
        Message(
            kind=kind,
            language=language,
            address="salma@example.com",
            payload={**PAYLOADS[kind], **payload},
            message_id="<17@taawon.example>",
        )
    )


def html_of(letter) -> str:
    return letter.alternatives[0].content


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PAYLOADS)
def test_every_letter_is_whole_in_every_language(kind, language):
    letter = letter_of(kind, language)
    source = letter.message()
    assert letter.subject and "\n" not in letter.subject and PAYLOADS[kind].get("number", "") in letter.subject
    assert source["Message-ID"] == "<17@taawon.example>"
    assert source["Auto-Submitted"] == "auto-generated"
    assert source["Content-Language"] == language
    assert source["Reply-To"] is None
    types = [part.get_content_type() for part in source.walk()]
    if "image/png" in types:  # the bands of the cooperatives that it speaks of
        assert types.pop(0) == "multipart/related"
    assert types[:3] == ["multipart/alternative", "text/plain", "text/html"]
    html = html_of(letter)
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html
    assert "\n\n\n" not in letter.body
    for words in (letter.body, html, letter.subject):
        assert "{{" not in words and "{%" not in words and "None" not in words


@pytest.mark.parametrize("kind", PAYLOADS)
def test_every_number_in_an_arabic_letter_is_isolated(kind):
    letter = letter_of(kind, "ar")
    seen = TAG.sub("", BDI.sub("", html_of(letter).partition("</head>")[2]))
    assert not re.findall(r"\d+", seen)
    for plain in (letter.body, letter.subject):
        assert not re.findall(r"\d+", URL.sub("", ISOLATED.sub("", plain)))


def test_bands_of_the_cooperatives_travel_inside_the_letter():
    letter = letter_of("order_confirmed", "fr")
    shown = re.findall(r'src="cid:([^"]+)"', html_of(letter))
    assert shown == ["band-al-alfia-atalita@taawon", "band-kokiaj-mogador@taawon"]
    assert [part["Content-ID"] for part in letter.attachments] == [f"<{cid}>" for cid in shown]
    assert all(part.get_payload(decode=True).startswith(b"\x89PNG") for part in letter.attachments)
    assert all(part["Content-Disposition"].startswith("inline") for part in letter.attachments)


def test_what_a_shopper_typed_is_text_in_the_html_and_itself_in_the_plain_part():
    letter = letter_of("order_confirmed", "fr", customer_name="<b>Salma</b> & Co")
    assert "&lt;b&gt;Salma&lt;/b&gt; &amp; Co" in html_of(letter)
    assert "<b>Salma</b> & Co" in letter.body


def test_a_line_break_in_a_name_cannot_add_a_header():
    letter = letter_of("parcel_sent", "fr", cooperative="Al Alfia\nBcc: all@example.com")
    assert letter.message()["Bcc"] is None


def test_nothing_to_pay_is_not_asked_for():
    assert "0,00" in html_of(letter_of("parcel_sent", "fr", cash_due="10.00"))
    assert "0,00" not in html_of(letter_of("parcel_sent", "fr", cash_due="0.00"))


def test_cash_due_is_said_for_each_part_of_a_cash_order_only():
    assert "119,00" in html_of(letter_of("order_confirmed", "fr"))
    assert "119,00" not in html_of(letter_of("order_confirmed", "fr", payment_method="card"))


def test_an_order_without_a_town_still_reads_well():
    assert ", , " not in letter_of("order_received", "en", city="").body


def test_the_sms_of_a_new_order_says_what_and_until_when():
    message = Message(kind="order_received", language="en", channel="sms", payload=PAYLOADS["order_received"])
    text = rendering.sms_text(message)
    assert "K7M2Q9-1" in text and "16 November 2026 at 18:00" in text and text.endswith("/orders/1/")
