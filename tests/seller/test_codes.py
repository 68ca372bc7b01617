"""A cooperative's codes: made and ended by its president, looked at by the others."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from marketplace.audit.models import Entry
from marketplace.shop.voucher.models import Voucher
from tests.factories import make_cooperative, make_member, make_voucher

pytestmark = pytest.mark.django_db


@pytest.fixture
def president(client):
    cooperative = make_cooperative("tissir")
    client.force_login(make_member(cooperative))
    client.cooperative = cooperative
    with translation.override("fr"):
        yield client


def url(name: str, *args) -> str:
    return reverse(f"seller:{name}", args=["tissir", *args])


def fields(**changes) -> dict:
    today = timezone.localdate()
    return {
        "code": "tissir 15", "kind": "percent", "value": "12,5", "least_goods": "", "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=7)).isoformat(), "most_uses": "", "once_per_customer": "on", **changes,
    }  # fmt: skip


def test_a_president_makes_a_code_and_ends_it(president: Client):
    assert president.post(url("codes"), fields()).status_code == 302
    voucher = Voucher.objects.get()
    assert (voucher.code, voucher.cooperative, str(voucher.value)) == ("TISSIR15", president.cooperative, "12.50")
    last_moment = timezone.localtime(voucher.ends_at - timedelta(seconds=1))
    assert last_moment.date() == timezone.localdate() + timedelta(days=7)
    page = president.get(url("codes")).content.decode()
    assert "TISSIR15" in page
    assert "12,50&nbsp;%" in page
    assert "TISSIR15" in president.get(url("code-end", voucher.pk)).content.decode()
    president.post(url("code-end", voucher.pk))
    voucher.refresh_from_db()
    assert voucher.ends_at <= timezone.now()
    assert list(Entry.objects.order_by("pk").values_list("what", flat=True)) == ["voucher.created", "voucher.ended"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "abc"}, "code"),
        ({"code": "كسكس"}, "code"),
        ({"code": ""}, "code"),
        ({"value": "101"}, "value"),
        ({"value": "0"}, "value"),
        ({"value": "beaucoup"}, "value"),
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"starts_on": "2999-01-01"}, "ends_on"),
        ({"starts_on": "demain"}, "starts_on"),
        ({"most_uses": "0"}, "most_uses"),
        ({"kind": "gift"}, "kind"),
        ({"least_goods": "-1"}, "least_goods"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_nothing_typed_is_lost(president: Client, changes, field):
    response = president.post(url("codes"), fields(**changes))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Voucher.objects.exists()


def test_a_code_that_exists_anywhere_is_told(president: Client):
    make_voucher("TISSIR15")
    response = president.post(url("codes"), fields())
    assert response.status_code == 422
    assert "code" in response.context["form"].errors


def test_others_of_the_cooperative_look_only(client: Client):
    cooperative = make_cooperative("tissir")
    voucher = make_voucher("NOUS5", cooperative=cooperative)
    client.force_login(make_member(cooperative, role="sales"))
    page = client.get(url("codes")).content.decode()
    assert "NOUS5" in page
    assert 'name="code"' not in page
    assert client.post(url("codes"), fields()).status_code == 302
    client.post(url("code-end", voucher.pk))
    assert Voucher.objects.get().ends_at > timezone.now()


def test_the_list_costs_the_same_for_one_or_twenty(president: Client, django_assert_num_queries):
    make_voucher("CODE0", cooperative=president.cooperative)
    president.get(url("codes"))
    with django_assert_num_queries(4) as one:
        president.get(url("codes"))
    for number in range(1, 20):
        make_voucher(f"CODE{number}", cooperative=president.cooperative)
    with django_assert_num_queries(len(one)):
        president.get(url("codes"))
