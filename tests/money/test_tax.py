"""Tax: told apart to the centime, the rate of the most particular thing, and frozen on the day of the sale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from marketplace.audit.models import Entry
from marketplace.money.models import DeliveryTax, LineTax, TaxRate, VatStatus
from marketplace.money.services.tax import tax_freeze, vat_status_set
from marketplace.money.tax import Split, delivery_rate, rate_for, tax_split
from marketplace.shop.order.models import Line
from tests.factories import (
    make_category,
    make_cooperative,
    make_order,
    make_product,
    make_product_class,
    make_user,
    make_variant,
)

# --- by numbers alone -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gross", "rate_bps", "net", "tax"),
    [
        (12_000, 2000, 10_000, 2_000),
        (3_500, 2000, 2_917, 583),
        (100, 1000, 91, 9),
        (1, 2000, 1, 0),
        (3, 2000, 2, 1),  # 0.5 is rounded up
        (4_200, 0, 4_200, 0),
        (-12_000, 2000, -10_000, -2_000),
        (0, 2000, 0, 0),
    ],
)
def test_the_tax_inside_an_amount(gross, rate_bps, net, tax):
    assert tax_split(gross, rate_bps) == Split(net, tax)


@given(st.integers(-(10**9), 10**9), st.integers(0, 10_000))
def test_net_and_tax_always_add_up_and_the_tax_is_as_near_as_centimes_allow(gross, rate_bps):
    split = tax_split(gross, rate_bps)
    assert split.gross == gross
    assert 2 * abs(split.tax * (10_000 + rate_bps) - gross * rate_bps) <= 10_000 + rate_bps
    assert tax_split(-gross, rate_bps) == Split(-split.net, -split.tax)


@pytest.mark.parametrize("rate_bps", [-1, 10_001])
def test_no_rate_is_below_nothing_or_above_all(rate_bps):
    with pytest.raises(ValueError, match="no tax rate"):
        tax_split(100, rate_bps)


@dataclass(frozen=True)
class Rate:
    scope: str
    code: str = ""
    product_id: int | None = None
    name: str = ""


ALL = [
    Rate("default"),
    Rate("delivery"),
    Rate("class", "couscous"),
    Rate("category", "fine"),
    Rate("category", "food"),
    Rate("product", product_id=1, name="the listing's"),
    Rate("product", product_id=2, name="the variant's"),
]


def test_the_most_particular_rate_counts():
    def found(rates):
        return rate_for(rates, product_ids=[2, 1], categories=["fine", "food"], product_class="couscous")

    left = list(ALL)
    for expected in (ALL[6], ALL[5], ALL[3], ALL[4], ALL[2], ALL[0]):
        assert found(left) == expected
        left.remove(expected)
    assert found(left) is None


def test_of_two_rates_for_one_thing_the_first_given_counts():
    new, old = Rate("default", name="new"), Rate("default", name="old")
    assert rate_for([new, old], product_ids=[], categories=[], product_class="") == new


def test_a_delivery_has_its_own_rate_or_the_default():
    assert delivery_rate(ALL) == ALL[1]
    assert delivery_rate(ALL[:1]) == ALL[0]
    assert delivery_rate([]) is None


# --- frozen at the sale ---------------------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


def taxable(**fields):
    cooperative = make_cooperative(**fields)
    vat_status_set(cooperative=cooperative, taxable=True, since=date(2025, 1, 1), by=None)
    return cooperative


def rates_of(order) -> list[int]:
    return list(LineTax.objects.filter(line__order=order).order_by("line").values_list("rate_bps", flat=True))


def test_a_cooperative_of_which_nothing_is_known_charges_no_vat_and_that_is_to_be_confirmed():
    order = make_order((make_product(), 2))
    line, delivery = LineTax.objects.get(), DeliveryTax.objects.get()
    assert line.line.order == order
    assert (line.rate_bps, line.confirmed, delivery.rate_bps) == (0, False, 0)
    assert set(line.mention) == {"fr", "ar", "en"} and "droit à déduction" in line.mention["fr"]
    assert delivery.mention == line.mention


def test_a_taxable_cooperative_charges_by_kind_of_product_and_for_the_delivery():
    cooperative = taxable()
    rug = make_product(cooperative=cooperative, product_class=make_product_class("carpet"))
    cheese = make_product(cooperative=cooperative, product_class=make_product_class("cheese"))
    order = make_order((rug, 1), (cheese, 1))
    assert rates_of(order) == [0, 2000]
    exempt = LineTax.objects.get(line__product=rug)
    assert "91" in exempt.mention["fr"]
    assert LineTax.objects.get(line__product=cheese).mention == {}
    assert DeliveryTax.objects.get().rate_bps == 2000


def test_the_listings_rate_goes_before_its_category_and_counts_for_its_variants():
    cooperative = taxable()
    oil = make_product(cooperative=cooperative, product_class=make_product_class("oil"), stock=None)
    half = make_variant(oil)
    parent = make_category("food")
    parent.code = "food"
    parent.save()
    oil.categories.add(parent)
    TaxRate.objects.create(scope="category", code="food", rate_bps=1000, name="Food", since=date(2025, 1, 1))
    assert rates_of(make_order((half, 1))) == [1000]
    TaxRate.objects.create(scope="product", product=oil, rate_bps=700, name="Oil", since=date(2025, 1, 1))
    assert rates_of(make_order((half, 1))) == [700]


def test_a_rate_of_tomorrow_does_not_count_today_and_one_of_yesterday_no_more():
    cooperative = taxable()
    product = make_product(cooperative=cooperative, product_class=make_product_class("cheese"), stock=50)
    TaxRate.objects.create(scope="default", rate_bps=1000, name="Reduced", since=date(2026, 12, 1))
    with time_machine.travel("2026-11-30T12:00:00+00:00"):
        before = make_order((product, 1))
    with time_machine.travel("2026-12-01T12:00:00+00:00"):
        after = make_order((product, 1))
    assert (rates_of(before), rates_of(after)) == ([2000], [1000])


def test_what_changes_after_the_sale_does_not_change_the_sale():
    product = make_product()
    order = make_order((product, 1))
    vat_status_set(cooperative=product.cooperative, taxable=True, since=date(2025, 1, 1), by=None)
    tax_freeze(order)
    assert rates_of(order) == [0]
    assert LineTax.objects.count() == DeliveryTax.objects.count() == 1


def test_each_cooperative_of_one_order_has_its_own_status():
    a, b = taxable(), make_cooperative()
    cheese = make_product_class("cheese")
    order = make_order(
        (make_product(cooperative=a, product_class=cheese), 1), (make_product(cooperative=b, product_class=cheese), 1)
    )
    found = {tax.line.part.cooperative_id: tax.rate_bps for tax in LineTax.objects.select_related("line__part")}
    assert found == {a.pk: 2000, b.pk: 0}
    assert Line.objects.filter(order=order).count() == 2


def test_setting_a_status_is_in_the_audit():
    user = make_user()
    status = vat_status_set(cooperative=make_cooperative(), taxable=False, since=date(2026, 1, 1), by=user)
    assert status.confirmed and status.mention
    assert Entry.objects.get(what="money.vat_status").who == user


@pytest.mark.parametrize(
    "fields",
    [
        {"scope": "default", "code": "couscous"},
        {"scope": "class", "code": ""},
        {"scope": "product"},
        {"scope": "nonsense"},
        {"scope": "class", "code": "oil", "rate_bps": 10_001},
        {"scope": "delivery", "since": date(2024, 1, 1)},
    ],
)
def test_the_database_refuses_a_rate_of_nothing_or_twice_the_same(fields):
    with pytest.raises(IntegrityError):
        TaxRate.objects.create(**{"rate_bps": 0, "name": "x", "since": date(2026, 1, 1), **fields})


def test_there_is_one_status_a_day_for_all_that_have_none():
    with pytest.raises(IntegrityError):
        VatStatus.objects.create(cooperative=None, since=date(2024, 1, 1))


def test_the_office_confirms_a_rate_by_a_command(capsys):
    call_command("tax_rate", "class", "oil", "1000", "2026-01-01", "Huiles")
    call_command("tax_rate", "class", "bread", "0", "2026-01-01", "Pain", "--mention-like", "couscous")
    listed = capsys.readouterr().out
    assert "oil" in listed and "10.0 %  2026-01-01  Huiles\n" in listed and "(to be confirmed)" in listed
    assert TaxRate.objects.get(code="bread").mention == TaxRate.objects.get(code="couscous").mention
    oil = make_product(cooperative=taxable(), product_class=make_product_class("oil"))
    assert rates_of(make_order((oil, 1))) == [1000]
    call_command("tax_rate", "product", str(oil.pk), "700", "2026-01-01", "Une huile")
    assert rates_of(make_order((oil, 1))) == [700]
    assert Entry.objects.filter(what="money.tax_rate").count() == 3


@pytest.mark.parametrize(
    "words",
    [
        ["class", "oil", "20000", "2026-01-01", "x"],
        ["class", "-", "0", "2026-01-01", "x"],
        ["product", "999", "0", "2026-01-01", "x"],
        ["product", "oil", "0", "2026-01-01", "x"],
        ["default", "oil", "0", "2026-01-01", "x"],
        ["class", "oil"],
    ],
)
def test_the_command_refuses_what_is_no_rate(words):
    with pytest.raises(CommandError):
        call_command("tax_rate", *words)
    assert TaxRate.objects.count() == 5


def test_freezing_costs_the_same_for_one_line_or_six(django_assert_max_num_queries):
    cooperative = taxable()
    products = [make_product(cooperative=cooperative) for _ in range(6)]
    order = make_order(*((product, 1) for product in products))
    LineTax.objects.all().delete()
    DeliveryTax.objects.all().delete()
    with django_assert_max_num_queries(9):
        tax_freeze(order)
    assert len(rates_of(order)) == 6
