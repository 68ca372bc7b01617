from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from marketplace.formats import day_text, price_text, when_text

MOROCCAN_MONTHS = [
    *("يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو"),
    *("يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"),
]


def rendered(source: str, language: str, **values) -> str:
    with translation.override(language):
        return Template("{% load formats %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "2\u00a0400,00\u00a0MAD"),
        ("en", "2,400.00\u00a0MAD"),
        ("ar", "\u20662\u00a0400,00\u2069\u00a0د.م."),
    ],
)
def test_price_as_text(language, text):
    assert price_text(Decimal("2400"), language) == text
    assert rendered("{{ amount|price_plain }}", language, amount="2400.00") == text


def test_price_in_html_isolates_the_number_in_arabic_only():
    assert rendered("{{ amount|price }}", "ar", amount=Decimal("2400")) == (
        '<bdi dir="ltr">2\u00a0400,00</bdi>&nbsp;د.م.'
    )
    assert rendered("{{ amount|price }}", "fr", amount="42.5") == "42,50&nbsp;MAD"
    assert rendered("{{ amount|price }}", "en", amount=1234567) == "1,234,567.00&nbsp;MAD"


def test_months_are_named_as_in_morocco():
    assert [day_text(date(2026, month, 4), "ar") for month in range(1, 13)] == [
        f"4 {name} 2026" for name in MOROCCAN_MONTHS
    ]


def test_moments_are_told_in_moroccan_time():
    moment = datetime(2026, 11, 14, 23, 30, tzinfo=UTC)
    assert when_text(moment, "fr") == "15 novembre 2026 à 00:30"
    assert when_text(moment, "en") == "15 November 2026 at 00:30"
    assert day_text(moment, "fr") == "15 novembre 2026"


def test_filters_take_moments_as_a_payload_has_them():
    assert rendered("{{ at|when }}", "fr", at="2026-11-14T13:32:00+00:00") == "14 novembre 2026 à 14:32"
    assert rendered("{{ at|day }}", "en", at="2026-11-14") == "14 November 2026"


def test_numbers_of_a_date_are_isolated_in_arabic():
    html = rendered("{{ at|when }}", "ar", at="2026-11-14T13:32:00+00:00")
    assert html == '<bdi dir="ltr">14</bdi> نونبر <bdi dir="ltr">2026</bdi>، <bdi dir="ltr">14:32</bdi>'
    assert rendered("{{ at|day_plain }}", "ar", at="2026-11-14") == "\u206614\u2069 نونبر \u20662026\u2069"


def test_isolated_values_are_escaped_and_empty_ones_leave_nothing():
    assert rendered("{{ value|ltr }}", "ar", value="<1>") == '<bdi dir="ltr">&lt;1&gt;</bdi>'
    assert rendered("{{ value|isolate }}", "fr", value="<b>") == "<bdi>&lt;b&gt;</bdi>"
    assert (
        rendered("{{ none|ltr }}{{ none|isolate }}{{ none|ltr_plain }}{{ none|isolate_plain }}", "ar", none=None) == ""
    )


def test_positive_knows_that_zero_is_nothing_to_pay():
    source = "{% if amount|positive %}pay{% endif %}"
    assert [rendered(source, "fr", amount=amount) for amount in ("0.00", None, "", "0.01")] == ["", "", "", "pay"]
