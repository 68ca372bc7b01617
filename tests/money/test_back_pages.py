"""The pages about money that goes back: the shopper's, the seller's, the delegation's."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from cooperatives.services.suspend import cooperative_suspend
from marketplace.money.models import Claim, Refund
from marketplace.shop.order.models import CooperativeOrder
from marketplace.shop.order.services.fulfil import part_accept, part_ship
from marketplace.shop.order.tracking import tracking_secret
from tests.factories import make_member, make_purchase, make_user
from tests.factories.listings import make_photo
from tests.factories.moderation import make_moderator
from tests.money.test_claim import arrived, claim

pytestmark = pytest.mark.django_db
RIB = "011450000012345678901275"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def shopper(part, name: str, *more) -> str:
    return reverse(f"storefront:{name}", args=[part.order.number, tracking_secret(part.order), *more])


def seller(part, name: str, *more) -> str:
    return reverse(f"seller:{name}", args=[part.cooperative.slug, *more])


def member_of(client, part):
    client.force_login(make_member(part.cooperative))
    return client


def read(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_guest_cancels_after_being_asked_and_only_once(client):
    order, a, _b = make_purchase()
    url = shopper(a, "part-cancel", 1)
    assert url in read(client, shopper(a, "track"))
    assert "You pay nothing for it." in read(client, url)
    assert "Cancelled. The cooperative has been told." in client.post(url, follow=True).content.decode()
    a.refresh_from_db()
    assert a.status == "cancelled"
    again = client.post(url, follow=True).content.decode()
    assert "can no longer be cancelled" in again and "You cancelled it" in again
    assert client.get(shopper(a, "part-cancel", 9)).status_code == 404
    wrong = reverse("storefront:part-cancel", args=[order.number, "x" * 22, 2])
    assert client.post(wrong).status_code == 404


def test_a_shopper_claims_with_a_photo_and_the_cooperative_answers(client):
    part = arrived()
    url, line = shopper(part, "claim", 1), part.lines.get().pk
    assert url in read(client, shopper(part, "track"))
    assert "You may change your mind until" in read(client, url)
    photo = SimpleUploadedFile("photo.jpg", make_photo(), "image/jpeg")
    sent = {"kind": "damaged", f"units_{line}": 1, "words": "Le pot est fendu", "photo": photo}
    assert "Sent. The answer will be on this page" in client.post(url, sent, follow=True).content.decode()
    one = Claim.objects.get()
    again = client.post(url, {"kind": "missing", f"units_{line}": 1, "words": "x"}, follow=True).content.decode()
    assert "You have told us already" in again and Claim.objects.count() == 1

    member_of(client, part)
    assert " to answer, by" in read(client, seller(part, "home"))
    assert "Answer by" in read(client, seller(part, "claims"))
    page = read(client, seller(part, "claim", one.pk))
    assert "Le pot est fendu" in page and seller(part, "claim-photo", one.pk) in page
    answer = client.get(seller(part, "claim-photo", one.pk))
    assert answer["Content-Type"] == "image/jpeg" and "no-store" in answer["Cache-Control"]
    no = client.post(seller(part, "claim", one.pk), {"answer": "refuse"})
    assert no.status_code == 422 and "Tell the shopper in a few words why." in no.content.decode()
    client.post(seller(part, "claim", one.pk), {"answer": "accept"})
    assert Refund.objects.get().amount_centimes == 5_000
    second = client.post(seller(part, "claim", one.pk), {"answer": "accept"}, follow=True).content.decode()
    assert "somebody has answered already" in second and Refund.objects.count() == 1
    assert "go back to the shopper" in read(client, seller(part, "order", part.pk))
    assert "50.00" in read(client, shopper(part, "track"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "This field is required"),
        ({"kind": "damaged"}, "Say in a few words what is wrong."),
        ({"kind": "damaged", "words": "x", "units": 3}, "less than or equal to 2"),
        ({"kind": "damaged", "words": "x", "units": 0}, "How many pieces is it about?"),
        ({"kind": "nonsense", "words": "x", "units": 1}, "Select a valid choice"),
        ({"kind": "damaged", "words": "x", "units": 1, "rib": "123"}, "This is no RIB"),
    ],
)
def test_what_is_wrong_with_a_claim_is_said_beside_it(client, data, message):
    part = arrived("cod")
    filled = {key: value for key, value in data.items() if key != "units"}
    if "units" in data:
        filled[f"units_{part.lines.get().pk}"] = data["units"]
    answer = client.post(shopper(part, "claim", 1), filled)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Claim.objects.exists()


def test_a_file_that_is_no_photo_is_refused_in_words(client):
    part = arrived()
    sent = {"kind": "damaged", f"units_{part.lines.get().pk}": 1, "words": "x"}
    answer = client.post(shopper(part, "claim", 1), sent | {"photo": SimpleUploadedFile("a.jpg", b"no")})
    assert answer.status_code == 422 and "not a photo that can be read" in answer.content.decode()


def test_goods_that_come_back_are_counted_and_paid(client):
    part = arrived("cod")
    one = claim(part, "changed_mind", units=2)
    member_of(client, part)
    url = seller(part, "claim", one.pk)
    client.post(url, {"answer": "send_back"})
    assert "Send it to this address" in read(client, shopper(part, "track"))
    assert "How many can be sold again?" in read(client, url)
    client.post(url, {f"units_{part.lines.get().pk}": 1, "by_hand": "on"})
    assert Refund.objects.get().method == "by_hand"


def test_a_parcel_that_came_back_from_the_sellers_page(client):
    _order, a, _b = make_purchase(units=2)
    by = make_user()
    part_accept(part_id=a.pk, by=by)
    parcel = part_ship(part_id=a.pk, by=by)
    member_of(client, a)
    url = seller(a, "parcel-refused", a.pk, parcel.pk)
    assert url in read(client, seller(a, "order", a.pk))
    assert "you earn nothing and owe nothing" in read(client, url)
    client.post(url)
    assert "Nothing was changed" in client.post(url, follow=True).content.decode()
    assert " parcel to look at" in read(client, seller(a, "home"))
    inspect = seller(a, "parcel-inspect", a.pk, parcel.pk)
    assert inspect in read(client, seller(a, "order", a.pk)) and inspect in read(client, seller(a, "claims"))
    read(client, inspect)
    client.post(inspect, {f"units_{a.lines.get().pk}": 2})
    parcel.refresh_from_db()
    assert parcel.inspected_at
    assert "Came back" in read(client, shopper(a, "track"))


def test_a_cooperative_gives_some_money_back_within_what_was_paid(client):
    part = arrived()
    member_of(client, part)
    url = seller(part, "give-back", part.pk)
    assert url in read(client, seller(part, "order", part.pk))
    seen = re.search(r'name="seen" value="(\d+)"', read(client, url))[1]
    too_much = client.post(url, {"amount": "120.01", "reason": "damaged", "seen": seen})
    assert "At most" in too_much.content.decode() and not Refund.objects.exists()
    sent = {"amount": "12.50", "reason": "other", "words": "Avec nos excuses", "seen": seen}
    client.post(url, sent)
    assert Refund.objects.get().amount_centimes == 1_250
    again = client.post(url, sent)  # the same page, sent once more: nothing goes back twice
    assert "in the meantime" in again.content.decode() and again.status_code == 422
    assert f'name="seen" value="{int(seen) - 1_250}"' in again.content.decode()
    assert Refund.objects.get().amount_centimes == 1_250


def test_the_delegation_decides_and_says_who_pays(client):
    part = arrived()
    one = claim(part)
    Claim.objects.update(state="delegation", escalated_at=one.opened_at)
    client.force_login(make_moderator())
    assert " claim to decide" in read(client, reverse("delegation:queue"))
    assert reverse("delegation:claim", args=[one.pk]) in read(client, reverse("delegation:refunds"))
    url = reverse("delegation:claim", args=[one.pk])
    read(client, url)
    client.post(url, {"answer": "accept", "liable": "platform", "words": "Le marché paie"})
    assert Refund.objects.get().liable == "platform"
    assert "dealt with already" in client.post(
        url, {"answer": "refuse", "liable": "platform", "words": "x"}, follow=True
    ).content.decode()  # fmt: skip


def test_a_transfer_waits_for_the_shoppers_account_then_for_the_delegation(client):
    part = arrived("cod")
    one = claim(part)
    member_of(client, part)
    client.post(seller(part, "claim", one.pk), {"answer": "accept"})
    refund = Refund.objects.get()
    assert refund.needs_rib
    account = shopper(part, "refund-account", refund.pk)
    assert account in read(client, shopper(part, "track"))
    read(client, account)
    assert client.post(account, {"rib": RIB[:-1] + "0"}).status_code == 422
    client.force_login(make_moderator())
    url = reverse("delegation:refund", args=[refund.pk])
    assert "not told yet" in read(client, url)
    client.post(account, {"rib": "011 450 0000123456789012 75"})
    assert "011 450 0000 1234 5678 9012 75" in read(client, url)
    client.post(url, {"bank_reference": "V-17"})
    assert Refund.objects.get().is_done
    assert client.get(url).status_code == 404
    assert "It was sent to your bank account." in read(client, shopper(part, "track"))


def test_case_11_an_open_order_of_a_suspended_cooperative_has_a_day_and_an_end(client):
    _order, a, b = make_purchase()
    cooperative_suspend(cooperative_id=a.cooperative_id, by=make_moderator(), reason="late")
    client.force_login(make_moderator())
    page = read(client, reverse("delegation:refunds"))
    url = reverse("delegation:refund-and-cancel", args=[a.pk])
    assert url in page and "by " in page
    assert client.get(reverse("delegation:refund-and-cancel", args=[b.pk])).status_code == 404
    read(client, url)
    client.post(url, {"words": ""})
    assert CooperativeOrder.objects.get(pk=a.pk).status == "cancelled"
    assert CooperativeOrder.objects.get(pk=b.pk).status == "new"
    assert "does not sell at the moment" in read(client, shopper(a, "track"))


def test_empty_pages_say_so(client):
    part = arrived()
    member_of(client, part)
    assert "Nothing came back" in read(client, seller(part, "claims"))
    client.force_login(make_moderator())
    page = read(client, reverse("delegation:refunds"))
    assert "No claim waits for you" in page and "No transfer is to be made" in page
