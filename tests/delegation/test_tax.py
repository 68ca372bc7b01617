"""The rates of tax by page: in force, to come, added from a day on, taken back before they begin."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from marketplace.audit.models import Entry
from marketplace.money.models import LineTax, TaxRate
from marketplace.money.services.tax import vat_status_set
from marketplace.money.services.tax_rates import RateThere, tax_rate_add
from tests.factories import make_category, make_cooperative, make_order, make_product, make_product_class

from .conftest import Desk
from .test_money import press, words

pytestmark = pytest.mark.django_db


def typed(days: int = 9, **fields) -> dict:
    since = timezone.localdate() + timedelta(days=days)
    return {"thing": "class:oil", "percent": "10", "since": since.isoformat(), "name": "Huiles", **fields}


@pytest.fixture
def oil():
    return make_product_class("oil")


def post(desk: Desk, **fields):
    return desk.client.post(reverse("delegation:tax"), typed(**fields), follow=True)


def test_what_the_market_began_with_says_that_the_office_has_not_confirmed_it(desk: Desk):
    page = words(desk.see("tax"))
    assert page.count("to be confirmed by the office") == TaxRate.objects.count() + 1  # and what holds for cooperatives
    assert "20 %" in page and "Everything else" in page and "From 1 January 2024 on" in page
    assert reverse("delegation:tax") in words(desk.see("commission"))


def test_a_rate_is_set_for_later_and_taken_back_before_it_begins(desk: Desk, oil):
    page = words(post(desk, percent="7,5"))
    assert "Written down" in page and "7.5 %" in page and "Planned" in page and "Huiles" in page
    rate = TaxRate.objects.get(code="oil")
    assert (rate.scope, rate.rate_bps, rate.confirmed) == ("class", 750, True)
    assert Entry.objects.get(what="money.tax_rate").who == desk.user
    again = post(desk)
    assert again.status_code == 422 and "There is a rate from this day on" in words(again)
    assert "Taken back" in words(press(desk, "tax-withdraw", rate.pk))
    assert Entry.objects.get(what="money.tax_rate_withdrawn").before["rate_bps"] == 750
    assert not TaxRate.objects.filter(code="oil").exists()
    press(desk, "tax-withdraw", rate.pk)
    begun = TaxRate.objects.get(scope="default")
    assert "This rule has begun" in words(press(desk, "tax-withdraw", begun.pk))
    assert TaxRate.objects.filter(pk=begun.pk).exists()


@pytest.mark.parametrize(
    ("thing", "scope", "code"),
    [
        ("default:", "default", ""),
        ("delivery:", "delivery", ""),
        ("class:oil", "class", "oil"),
        ("category:honey", "category", "honey"),
    ],
)
def test_a_rate_is_of_what_was_chosen_and_counts_from_its_day_on(desk: Desk, oil, thing: str, scope: str, code: str):
    make_category("honey")
    post(desk, days=0, thing=thing, percent="14")
    rate = TaxRate.objects.get(rate_bps=1400)
    assert (rate.scope, rate.code, rate.since) == (scope, code, timezone.localdate())
    page = words(desk.see("tax"))
    assert page.index("14 %") < page.index("In force")
    assert ("A newer one counts" in page) == (not code)


def test_an_order_after_it_has_the_rate_and_one_before_keeps_its_own(desk: Desk, oil):
    cooperative = make_cooperative()
    vat_status_set(cooperative=cooperative, taxable=True, since=date(2025, 1, 1), by=None)
    product = make_product(cooperative=cooperative, product_class=oil)
    make_order((product, 1))
    post(desk, days=0)
    make_order((product, 1))
    assert list(LineTax.objects.order_by("pk").values_list("rate_bps", flat=True)) == [2000, 1000]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"days": -1}, "This day is over"),
        ({"percent": "101"}, "at most 100"),
        ({"percent": "x"}, "Write a number"),
        ({"percent": "0"}, "Write why it is exempt"),
        ({"percent": "0", "mention_ar": "معفى"}, "Write it in French first"),
        ({"thing": "class:nothing"}, "Select a valid choice"),
        ({"thing": "product:1"}, "Select a valid choice"),
        ({"since": "x"}, "Enter a valid date"),
        ({"name": ""}, "Write its name"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_what_was_typed_stays(desk: Desk, oil, fields: dict, said: str):
    answer = post(desk, **fields)
    assert answer.status_code == 422 and said in words(answer).split('class="field-error"', 1)[1]
    assert "name" in fields or 'value="Huiles"' in words(answer)
    assert TaxRate.objects.count() == 5


def test_what_is_exempt_says_why_as_it_did_or_in_new_words(desk: Desk):
    make_product_class("couscous")
    was = TaxRate.objects.get(code="couscous").mention
    post(desk, thing="class:couscous", percent="0")
    post(
        desk, thing="class:couscous", percent="0", days=30, mention_fr="Exonéré, art. 92", mention_en="Exempt, art. 92"
    )
    said = list(TaxRate.objects.filter(code="couscous").order_by("since").values_list("mention", flat=True))
    assert said == [was, was, {"fr": "Exonéré, art. 92", "en": "Exempt, art. 92"}]


def test_of_two_at_the_same_moment_one_is_told(desk: Desk, oil):
    given = {"scope": "class", "code": "oil", "since": timezone.localdate(), "by": None, "name": "x"}
    tax_rate_add(rate_bps=700, **given)
    with pytest.raises(RateThere):
        tax_rate_add(rate_bps=800, **given)
    assert TaxRate.objects.get(code="oil").rate_bps == 700


def test_the_list_costs_the_same_for_five_or_thirty(desk: Desk, oil):
    def cost() -> int:
        desk.see("tax")
        with CaptureQueriesContext(connection) as queries:
            desk.see("tax")
        return len(queries)

    make_category("honey")
    tax_rate_add(scope="category", code="honey", rate_bps=100, since=timezone.localdate(), name="x", by=None)
    few = cost()
    for number in range(25):
        make_category(f"honey-{number}")
        make_product_class(f"oil-{number}")
        for scope, code in (("class", f"oil-{number}"), ("category", f"honey-{number}")):
            tax_rate_add(scope=scope, code=code, rate_bps=100, since=timezone.localdate(), name="x", by=None)
    assert cost() == few <= 15


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_it_opens_in_every_language(desk: Desk, language: str):
    with translation.override(language):
        assert f'lang="{language}"' in words(desk.see("tax"))
