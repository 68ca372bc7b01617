"""What comes back in the demo: through the real services, every state that a page shows, once."""

import pytest

from cooperatives.models import Cooperative
from marketplace.accounts.models import User
from marketplace.demo.back import back_load
from marketplace.demo.life import SHOPPER
from marketplace.demo.money import money_load
from marketplace.money.check import faults
from marketplace.money.models import Claim, ClaimPhoto, Refund
from marketplace.outbox.models import Message
from marketplace.shop.order.models import CooperativeOrder, Parcel

pytestmark = pytest.mark.usefixtures("lived")


def test_claims_at_every_stage_money_to_send_and_a_parcel_to_look_at():
    money_load()
    assert back_load() == 4
    assert back_load() == 0
    alfia, states = Cooperative.objects.get(slug="al-alfia-atalita"), Claim.objects.values_list("state", flat=True)
    assert sorted(states) == ["delegation", "open", "settled", "settled"]
    assert Claim.objects.to_answer().of(alfia).count() == 1
    assert Claim.objects.to_decide().get().answer
    assert ClaimPhoto.objects.count() == 2
    waits = Refund.objects.to_transfer()
    assert {(refund.needs_rib, refund.part.order.is_cash) for refund in waits} == {(True, True), (False, False)}
    assert waits.get(rib="").part.order.user == User.objects.get(email=SHOPPER)
    assert Parcel.objects.filter(part__cooperative=alfia, refused_at__isnull=False, inspected_at=None).count() == 1
    assert not list(faults())
    assert not Message.objects.filter(kind__startswith="claim", state=Message.State.PENDING).exists()
    assert not Message.objects.filter(kind__startswith="refund", state=Message.State.PENDING).exists()
    late = [claim for claim in Claim.objects.all() if claim.opened_at < claim.part.delivered_at]
    assert not late
    hers = CooperativeOrder.objects.filter(order__user__email=SHOPPER).order_by("-placed_at")
    assert any(part.status in ("new", "accepted") for part in hers[:6])  # what she may still cancel
