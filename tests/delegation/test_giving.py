"""Money back for an order without a claim, by the delegation: found by its number, checked, then done once."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from marketplace.audit.models import Entry
from marketplace.money.check import faults
from marketplace.money.choices import AccountKind
from marketplace.money.models import Account, Refund
from marketplace.money.refund_choices import Liable
from marketplace.money.services.refund import refund_ask, refund_foresee
from marketplace.money.shares import balance_of, market_balance, paid_for
from marketplace.outbox.models import Message
from marketplace.shop.order.models import CooperativeOrder, Parcel
from marketplace.shop.order.services.fulfil import part_accept, part_ship
from marketplace.shop.order.services.returned import parcel_refuse, return_inspect
from marketplace.shop.order.services.waiting import order_confirm
from tests.factories import make_member, make_paid, make_purchase, make_user
from tests.money.test_claim import arrived

from .conftest import Desk
from .test_money import words

pytestmark = pytest.mark.django_db


def typed(part: CooperativeOrder, **fields) -> dict:
    """The form as it is filled in, at the cooperative's charge. units: of its one line."""
    filled = {"liable": "cooperative", "reason": "damaged", "words": "Tombé en route", "seen": paid_for(part)}
    units = {f"units_{part.lines.get().pk}": fields.pop("units", 0)}
    return {**filled, **units, **fields}


def press(desk: Desk, part: CooperativeOrder, step: str = "", **fields):
    data = typed(part, **fields) | ({"step": step} if step else {})
    return desk.client.post(reverse("delegation:give-back", args=[part.pk]), data, follow=True)


def hidden(page: str) -> dict:
    """What the check page sends on."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def test_an_order_is_found_by_its_number_however_it_is_typed(desk: Desk):
    part = arrived()
    page = reverse("delegation:give-back", args=[part.pk])
    for text in (part.number, f" {part.number.lower()} ", f"{part.order.number[:4]} {part.order.number[4:]}-1"):
        assert desk.client.get(reverse("delegation:refunds"), {"number": text}).url == page
    found = words(desk.see("refunds", number=part.order.number))
    assert "Of which one?" in found and page in found
    assert "It has not been sent" in found  # the other cooperative's part


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("", "Write the number"),
        ("ZZZZ-9", "No order has this number"),
        ("'); --", "No order has this number"),
        ("\x00", "Null characters are not allowed"),
    ],
)
def test_what_is_no_order_is_said_beside_the_field(desk: Desk, number: str, said: str):
    page = words(desk.see("refunds", number=number))
    assert said in page.split('id="id_number_error"')[1]


def test_an_order_of_which_nothing_can_be_given_back_says_why_beside_the_field(desk: Desk):
    part = arrived()
    waiting = part.order.parts.get(position=2)
    assert "the money goes back by itself" in words(desk.see("refunds", number=waiting.number))
    assert "the money goes back by itself" in words(press(desk, waiting, "do"))
    refund_ask(part_id=part.pk, by=None, amount=part.total, reason="other")
    assert "all of it went back" in words(desk.see("refunds", number=part.number))
    assert Refund.objects.count() == 1


def test_it_is_checked_before_it_is_done_and_done_once(desk: Desk):
    part = arrived()
    page = words(press(desk, part, units=1, delivery="on", amount="10"))
    assert "Give 80.00 MAD back?" in page and "Tombé en route" in page
    said = re.sub(r"<[^>]+>|\s+", " ", page)
    for side, amount in (
        ("The shopper gets", "80.00"),
        ("The cooperative bears", "74.00"),
        ("The market bears", "6.00"),
    ):
        assert re.search(rf"{side} +{amount}", said), side
    assert not Refund.objects.exists()
    url = reverse("delegation:give-back", args=[part.pk])
    sent = hidden(page) | {"step": "do"}
    assert "have been told" in words(desk.client.post(url, sent, follow=True))
    again = desk.client.post(url, sent)
    assert again.status_code == 422 and "went back in the meantime" in words(again)
    refund = Refund.objects.get()
    assert (refund.amount_centimes, refund.delivery_centimes, refund.by) == (8_000, 2_000, desk.user)
    assert Entry.objects.filter(what="refund.asked", who=desk.user).count() == 1
    assert Message.objects.filter(kind="refund_made").count() == 1
    assert not list(faults())
    # What she typed is still there, and with what is left by now it can be checked again.
    assert "Tombé en route" in words(again)
    assert hidden(again.content.decode())["seen"] == "4000"


def test_from_the_check_she_can_go_back_to_what_she_typed(desk: Desk):
    part = arrived()
    checked = words(press(desk, part, amount="12.50"))
    answer = desk.client.post(reverse("delegation:give-back", args=[part.pk]), hidden(checked) | {"step": "change"})
    page = words(answer)
    assert answer.status_code == 200 and 'value="12.50"' in page and "Tombé en route" in page
    assert not Refund.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Say what goes back"),
        ({"amount": "120.01"}, "At most 120.00 MAD"),
        ({"amount": "100", "delivery": "on", "units": 1}, "At most 50.00 MAD"),
        ({"amount": "1", "delivery": "on", "units": 2}, "Without this amount all of it goes back already."),
        ({"units": 3}, "less than or equal to 2"),
        ({"units": "x"}, "Enter a whole number"),
        ({"amount": "x"}, "Enter a number"),
        ({"amount": "1", "words": " "}, "Say in a few words why."),
        ({"amount": "1", "reason": "nonsense"}, "Select a valid choice"),
        ({"amount": "1", "liable": "nobody"}, "Select a valid choice"),
    ],
)
@pytest.mark.parametrize("step", ["", "do"])
def test_what_is_wrong_is_said_beside_it_and_nothing_is_given(desk: Desk, fields: dict, said: str, step: str):
    part = arrived()
    answer = press(desk, part, step, **fields)
    assert answer.status_code == 422 and said in words(answer)
    assert 'class="field-error"' in answer.content.decode()
    assert not Refund.objects.exists()


def test_the_market_or_the_carrier_bears_it_and_the_cooperatives_balance_stays(desk: Desk):
    part = arrived()
    before = balance_of(part.cooperative)
    page = words(press(desk, part, amount="30", liable="carrier"))
    assert "The carrier bears" in page
    press(desk, part, "do", amount="30", liable="carrier")
    press(desk, part, "do", amount="20", liable="platform")
    assert list(Refund.objects.order_by("pk").values_list("liable", flat=True)) == ["carrier", "platform"]
    assert balance_of(part.cooperative) == before
    assert not list(faults())


def test_cash_goes_back_by_transfer_or_by_the_cooperatives_hand(desk: Desk):
    part = arrived("cod")
    assert "How is it paid back?" in words(desk.see("give-back", part.pk))
    press(desk, part, "do", amount="10", method="by_hand")
    press(desk, part, "do", amount="10", method="bank")
    assert list(Refund.objects.order_by("pk").values_list("method", flat=True)) == ["by_hand", "bank"]
    assert Refund.objects.latest("pk").needs_rib


@pytest.mark.parametrize("liable", Liable.values)
@pytest.mark.parametrize(("units", "delivery", "amount"), [(0, 0, 33), (0, 20, 0), (1, 0, 7), (2, 20, 0)])
def test_what_was_foreseen_is_what_the_book_says_afterwards(liable: str, units: int, delivery: int, amount: int):
    part = arrived()
    what = {"units": {part.lines.get().pk: units}, "delivery": Decimal(delivery), "amount": Decimal(amount)}
    carrier = part.carrier

    def stands() -> tuple:
        owed = Account.objects.filter(carrier=carrier).first()
        of_carrier = sum(owed.entries.values_list("amount_centimes", flat=True)) if owed else 0
        return balance_of(part.cooperative), market_balance(AccountKind.PLATFORM), of_carrier

    before, foreseen = stands(), refund_foresee(part=part, liable=liable, **what)
    refund = refund_ask(part_id=part.pk, by=None, reason="other", liable=liable, **what)
    moved = tuple(old - new for old, new in zip(before, stands(), strict=True))
    assert moved == (foreseen.cooperative, foreseen.market, foreseen.carrier)
    assert foreseen.total == refund.amount_centimes == sum(moved)


def test_a_parcel_that_comes_back_after_some_was_given_back_gives_back_the_rest():
    """Lost, given back, and then it stands at the cooperative's door after all."""
    order, a, _b = make_purchase(payment_method="card", units=2)
    part = sent(order, a)
    refund_ask(part_id=part.pk, by=None, units={part.lines.get().pk: 1}, liable="carrier", reason="missing")
    parcel = parcel_refuse(parcel_id=Parcel.objects.get(part=part).pk, by=make_user())
    return_inspect(parcel_id=parcel.pk, by=make_user(), fit={})
    assert paid_for(part) == 0
    assert [refund.amount_centimes for refund in Refund.objects.order_by("pk")] == [5_000, 7_000]
    assert not list(faults())


def sent(order, part) -> CooperativeOrder:

    order_confirm(order=order)
    make_paid(order)
    make_member(part.cooperative)
    part_accept(part_id=part.pk, by=None)
    part_ship(part_id=part.pk, by=None)
    return CooperativeOrder.objects.select_related("order", "cooperative").get(pk=part.pk)


def test_a_sheet_costs_the_same_whatever_it_holds(desk: Desk):
    part = arrived()
    desk.see("give-back", part.pk)
    with CaptureQueriesContext(connection) as queries:
        desk.see("give-back", part.pk)
    assert len(queries) <= 14
    with CaptureQueriesContext(connection) as search:
        desk.see("refunds", number=part.order.number)
    assert len(search) <= 18


def test_what_is_no_part_is_404(desk: Desk):
    url = reverse("delegation:give-back", args=[999_999])
    assert desk.client.get(url).status_code == desk.client.post(url).status_code == 404


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_form_and_the_check_open_in_every_language(desk: Desk, language: str):
    part = arrived("cod")
    with translation.override(language):
        for page in (desk.see("give-back", part.pk), press(desk, part, units=1, amount="1", method="bank")):
            assert f'lang="{language}"' in words(page) and 'class="field-error"' not in words(page)
