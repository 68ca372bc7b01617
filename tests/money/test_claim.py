"""A claim from the shopper's word to its end: by the law's days, answered in time or decided by the delegation."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from catalogue.pictures import NotAPicture
from marketplace.money.check import faults
from marketplace.money.claiming import ClaimRefused, kinds_open
from marketplace.money.models import Claim, Refund
from marketplace.money.services.claim import (
    ClaimMoved,
    claim_accept,
    claim_escalate,
    claim_open,
    claim_received,
    claim_refuse,
    claim_send_back,
    claims_escalate_due,
    photo_clean,
)
from marketplace.money.shares import balance_of, paid_for
from marketplace.outbox.models import Message
from marketplace.shop.order.models import CooperativeOrder
from marketplace.shop.order.services.fulfil import WrongQuantity, part_accept, part_deliver, part_ship
from marketplace.shop.order.services.waiting import order_confirm
from tests.factories import make_member, make_paid, make_purchase, make_user
from tests.factories.listings import make_photo

pytestmark = pytest.mark.django_db


def arrived(payment_method: str = "card", units: int = 2) -> CooperativeOrder:
    """A of the purchase of the cases, delivered: 2 units at 50.00, delivery 20.00."""
    order, a, _b = make_purchase(payment_method=payment_method, units=units)
    if payment_method != "cod":
        order_confirm(order=order)
        make_paid(order)
    make_member(a.cooperative)
    by = make_user()
    part_accept(part_id=a.pk, by=by)
    part_ship(part_id=a.pk, by=by)
    part_deliver(part_id=a.pk, by=by)
    return CooperativeOrder.objects.select_related("order", "cooperative").get(pk=a.pk)


def claim(part, kind: str = "damaged", units: int = 1, **more) -> Claim:
    return claim_open(part_id=part.pk, kind=kind, units={part.lines.get().pk: units}, words="Cassé", **more)


def stock_of(part) -> int:
    stock = part.lines.get().stockrecord
    stock.refresh_from_db()
    return stock.num_in_stock


def test_accepted_its_units_go_back():
    part = arrived()
    one = claim(part)
    assert Message.objects.filter(kind="claim_opened").count() == 1
    claim_accept(claim_id=one.pk, by=make_user())
    refund = Refund.objects.get()
    assert (refund.amount_centimes, refund.reason, refund.liable) == (5_000, "damaged", "cooperative")
    assert Claim.objects.get().refund == refund
    with pytest.raises(ClaimMoved):
        claim_accept(claim_id=one.pk, by=make_user())
    assert not list(faults())


def test_with_all_of_it_the_delivery_goes_back_too():
    part = arrived()
    claim_accept(claim_id=claim(part, units=2).pk, by=make_user())
    assert (Refund.objects.get().amount_centimes, paid_for(part)) == (12_000, 0)


def test_sent_back_it_is_paid_when_it_was_looked_at():
    part = arrived()
    before, by = stock_of(part), make_user()
    one, line = claim(part, "changed_mind", units=2), part.lines.get().pk
    claim_send_back(claim_id=one.pk, by=by)
    assert not Refund.objects.exists()
    with pytest.raises(WrongQuantity):
        claim_received(claim_id=one.pk, by=by, fit={line: 3})
    claim_received(claim_id=one.pk, by=by, fit={line: 1})
    assert stock_of(part) == before + 1
    assert Refund.objects.get().amount_centimes == 12_000
    with pytest.raises(ClaimMoved):
        claim_received(claim_id=one.pk, by=by, fit={})


def test_one_at_a_time():
    part = arrived()
    claim(part)
    with pytest.raises(ClaimRefused) as error:
        claim(part)
    assert error.value.why == "living"


def test_no_more_is_claimed_than_arrived_and_was_not_given_back():
    part = arrived()
    with pytest.raises(ClaimRefused) as error:
        claim(part, units=3)
    assert error.value.why == "too_many"
    claim_accept(claim_id=claim(part).pk, by=make_user())
    with pytest.raises(ClaimRefused):
        claim(part, units=2)
    assert claim(part, units=1)


def test_what_the_law_excludes_is_refused_by_name():
    part = arrived()
    part.lines.update(withdrawal="perishable")
    with pytest.raises(ClaimRefused) as error:
        claim(part, "changed_mind")
    assert error.value.why == "excluded" and error.value.title
    assert "changed_mind" not in kinds_open(part)
    assert claim(part, "damaged")


@pytest.mark.parametrize(("days", "kinds"), [(7, 4), (8, 3), (30, 3), (31, 0)])
def test_the_days_are_counted_from_the_delivery(days, kinds):
    """Fails without the end of the seventh day: one who asks on its evening is in time."""
    part = arrived()
    evening = timezone.localtime(part.delivered_at).replace(hour=23, minute=0) + timedelta(days=days)
    with time_machine.travel(evening, tick=False):
        assert len(kinds_open(part)) == kinds


def test_before_it_arrived_nothing_is_claimed():
    _order, a, _b = make_purchase()
    with pytest.raises(ClaimRefused) as error:
        claim(a)
    assert error.value.why == "not_delivered"


def test_what_is_not_answered_in_time_is_the_delegations():
    part = arrived()
    one = claim(part)
    assert claims_escalate_due() == 0
    with time_machine.travel(one.answer_by + timedelta(minutes=1), tick=False):
        assert claims_escalate_due() == 1
        assert claims_escalate_due() == 0
    one.refresh_from_db()
    assert one.state == "delegation"
    with pytest.raises(ClaimMoved):  # the cooperative is too late
        claim_accept(claim_id=one.pk, by=make_user())
    before = balance_of(part.cooperative)
    claim_accept(claim_id=one.pk, by=make_user(), liable="carrier", words="Perdu", final=True)
    assert balance_of(part.cooperative) == before
    assert Refund.objects.get().liable == "carrier"
    assert Message.objects.filter(kind="claim_to_decide").count() == 1


def test_after_a_no_the_shopper_may_ask_the_delegation_once():
    part = arrived()
    one, by = claim(part), make_user()
    claim_refuse(claim_id=one.pk, by=by, words="Non")
    claim_escalate(claim_id=one.pk)
    claim_refuse(claim_id=one.pk, by=by, words="Non, vraiment", final=True)
    with pytest.raises(ClaimMoved):
        claim_escalate(claim_id=one.pk)
    assert Message.objects.filter(kind="claim_refused").count() == 2
    assert not Refund.objects.exists()


def test_paid_in_cash_it_goes_back_by_hand_or_to_the_account_she_told():
    part = arrived("cod")
    claim_accept(claim_id=claim(part).pk, by=make_user(), by_hand=True)
    claim_accept(claim_id=claim(part, rib="011450000012345678901275").pk, by=make_user())
    transferred, by_hand = Refund.objects.order_by("-pk")
    assert (by_hand.method, by_hand.state) == ("by_hand", "done")
    assert (transferred.method, transferred.rib[-2:]) == ("bank", "75")
    assert not list(faults())


def test_a_photo_loses_what_the_telephone_hid_in_it(tmp_path):
    exif = Image.Exif()
    exif[0x010E] = "rue secrete"
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (1500, 900), "#A83F24").save(path, exif=exif)
    kept = photo_clean(SimpleUploadedFile("photo.jpg", path.read_bytes()))
    assert b"rue secrete" not in kept
    one = claim(arrived(), photo=photo_clean(SimpleUploadedFile("photo.jpg", make_photo())))
    assert bytes(one.photo.jpeg)[:2] == b"\xff\xd8"
    with pytest.raises(NotAPicture):
        photo_clean(SimpleUploadedFile("photo.jpg", b"no photo"))
