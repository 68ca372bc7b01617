"""The market's codes at the delegation's desk."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from marketplace.shop.voucher.models import Voucher
from tests.factories import make_cooperative, make_voucher
from tests.factories.moderation import make_moderator

pytestmark = pytest.mark.django_db


def test_a_moderator_makes_the_markets_code_and_sees_no_cooperatives(client):
    client.force_login(make_moderator())
    make_voucher("AILLEURS", cooperative=make_cooperative("autre"))
    today = timezone.localdate()
    with translation.override("fr"):
        address = reverse("delegation:codes")
    answer = client.post(address, {
        "code": "AID2026", "kind": "amount", "value": "20", "least_goods": "200", "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=7)).isoformat(), "most_uses": "100",
    })  # fmt: skip
    assert answer.status_code == 302
    voucher = Voucher.objects.get(code="AID2026")
    assert (voucher.cooperative, voucher.least_goods, voucher.most_uses, voucher.once_per_customer) == (
        None, 200, 100, False,
    )  # fmt: skip
    page = client.get(address).content.decode()
    assert "AID2026" in page
    assert "AILLEURS" not in page


def test_a_cooperatives_code_is_not_ended_from_this_desk(client):
    client.force_login(make_moderator())
    voucher = make_voucher("AILLEURS", cooperative=make_cooperative("autre"))
    with translation.override("fr"):
        assert client.post(reverse("delegation:code-end", args=[voucher.pk])).status_code == 404
