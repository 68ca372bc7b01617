"""Nobody else enters the delegation's door: every address of it, from the URL resolver, x every stranger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone, translation

from cooperatives.models import Cooperative
from marketplace.accounts.models import User
from marketplace.audit.models import Entry
from marketplace.money.models import Claim, ClaimPhoto, PayoutApproval, Refund, TaxRate
from tests.factories import (
    make_cooperative,
    make_member,
    make_order,
    make_paid,
    make_product,
    make_rule,
    make_user,
    make_voucher,
)
from tests.factories.disputes import make_dispute
from tests.factories.moderation import (
    make_application,
    make_edit,
    make_moderator,
    make_waiting_listing,
    make_waiting_story,
)
from tests.factories.orders import make_part
from tests.factories.papers import make_invoice
from tests.factories.payouts import make_account, make_arrived, make_payout, make_rib
from tests.factories.voices import make_delivered, make_question, make_review, write_review

pytestmark = pytest.mark.django_db


def delegation_addresses() -> dict[str, set[str]]:
    """name -> parameters of every address in the namespace `delegation`, however deep."""

    def walk(resolver: URLResolver, inside: bool, above: set[str]) -> Iterator[tuple[str, set[str]]]:
        for entry in resolver.url_patterns:
            parameters = above | set(entry.pattern.regex.groupindex)
            if isinstance(entry, URLResolver):
                yield from walk(entry, inside or entry.namespace == "delegation", parameters)
            elif inside:
                yield entry.name or "unnamed", parameters

    return dict(walk(get_resolver(), False, set()))


ADDRESSES = delegation_addresses()


@dataclass
class Waiting:
    """One of each kind that waits, and a member of the cooperative that they are about."""

    cooperative: Cooperative
    things: dict[str, int]

    def values(self, name: str) -> dict[str, object]:
        """How the parameters of an address are filled. Fails for one that nobody told us of."""
        known: dict[str, Callable[[], object]] = {
            "pk": lambda: self.things[name],
            "slug": lambda: self.cooperative.slug,
            "voucher": lambda: self.things["voucher"],
            "paper": lambda: self.things["paper"],
        }
        return {parameter: known[parameter]() for parameter in ADDRESSES[name]}

    def address(self, name: str) -> str:
        """In French, whatever language an earlier test was left in: papers are made in some only."""
        with translation.override("fr"):
            return reverse(f"delegation:{name}", kwargs=self.values(name))


@pytest.fixture
def waiting() -> Waiting:
    cooperative = make_cooperative("tissir", name_fr="Cooperative Secrete", name_ar="Cooperative Secrete")
    listing = make_waiting_listing("Couscous secret", cooperative=cooperative)
    edit = make_edit(title_fr="Titre secret")
    story = make_waiting_story(fr="Histoire secrete")
    application = make_application(name="Demande secrete")
    make_account(cooperative, rib=make_rib(1), holder="Titulaire secret")
    line = make_payout(make_product(cooperative=cooperative, title_fr="Couscous secret"))
    waiting_account = make_account(cooperative, rib=make_rib(2), holder="Titulaire secret", checked=False)
    ids = {
        **dict.fromkeys(("payout", "payout-sign", "payout-file", "payout-all-sent"), line.batch_id),
        "payout-line": line.pk,
        "bank-account": waiting_account.pk,
        "commission-withdraw": make_rule(starts_on=date(2040, 1, 1)).pk,
        "tax-withdraw": TaxRate.objects.create(
            scope="default", rate_bps=700, name="Taux secret", since=date(2040, 1, 1)
        ).pk,
        "voucher": make_voucher("SECRET20").pk,
        "paper": make_invoice(make_product(cooperative=cooperative)).pk,
        "listing": listing.pk,
        "edit": edit.pk,
        "story": story.pk,
        "application": application.pk,
        "transfer": make_order(name="Cliente secrete", payment_method="transfer").payment.pk,
        "review": write_review(make_delivered(), title="Avis secret").pk,
        "review-remove": make_review(title="Avis publie secret").review_id,
        "reply-remove": make_review(reply="Reponse secrete").review.reply.pk,
        "question-remove": make_question(words="Demande secrete").pk,
    }
    part = make_part()
    claim = Claim.objects.create(
        part=part, kind="damaged", state="delegation", words="Plainte secrete", answer_by=timezone.now(),
        escalated_at=timezone.now(),
    )  # fmt: skip
    ClaimPhoto.objects.create(claim=claim, jpeg=b"photo secrete")
    refund = Refund.objects.create(
        part=part, reason="damaged", liable="cooperative", method="bank", amount_centimes=1_000, pay_by=timezone.now()
    )
    Cooperative.objects.filter(pk=part.cooperative_id).update(status="suspended")
    ids |= {"claim": claim.pk, "claim-photo": claim.pk, "refund": refund.pk, "refund-and-cancel": part.pk}
    paid = make_paid(make_order(payment_method="card", name="Cliente secrete")).parts.get()
    make_arrived(paid)
    ids |= {"transfer": make_order(payment_method="transfer").payment.pk, "give-back": paid.pk}
    ids |= {"dispute": make_dispute(make_order(name="Cliente secrete", payment_method="card"), 1_000).pk}
    return Waiting(cooperative, ids)


def guest(waiting: Waiting) -> None:
    return None


def shopper(waiting: Waiting) -> User:
    return make_user()


def member(waiting: Waiting) -> User:
    return make_member(waiting.cooperative)


def staff(waiting: Waiting) -> User:
    """Oscar's pages are another door."""
    return make_user(is_staff=True, is_superuser=True)


def inactive_moderator(waiting: Waiting) -> User:
    user = make_moderator()
    User.objects.filter(pk=user.pk).update(is_active=False)
    return user


# "reinstate" to a cooperative that is not suspended, the others to the page with their button, or without a file.
LEAD_BACK = {"reinstate", "paper-make", "payout-sign", "payout-file", "payout-all-sent"}
LEAD_BACK |= {"commission-withdraw", "tax-withdraw"}
STRANGERS = [guest, shopper, member, staff, inactive_moderator]
PRESSED = {"decision": "accept", "reason": "late", "words": "x"}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_finds_nothing_at_any_address(client: Client, waiting: Waiting, stranger, method: str):
    user = stranger(waiting)
    if user is not None:
        client.force_login(user)
    entries = Entry.objects.count()
    for name in ADDRESSES:
        url = waiting.address(name)
        answer = client.get(url) if method == "get" else client.post(url, PRESSED)
        if stranger in (guest, inactive_moderator):
            assert answer.status_code == 302, name
            assert answer.url.startswith(reverse("account_login")), name
        else:
            assert answer.status_code == 404, name
        assert "secret" not in answer.content.decode().lower(), name
    assert Entry.objects.count() == entries
    assert not PayoutApproval.objects.exists()
    waiting.cooperative.refresh_from_db()
    assert waiting.cooperative.status == Cooperative.Status.ADMITTED


def test_the_same_addresses_open_for_a_moderator(client: Client, waiting: Waiting):
    """Else a wrong address would prove nothing: it is the person that is refused."""
    client.force_login(make_moderator())
    assert len(ADDRESSES) >= 11
    assert "unnamed" not in ADDRESSES
    for name in ADDRESSES:
        expected = 302 if name in LEAD_BACK else 200
        answer = client.get(waiting.address(name))
        assert answer.status_code == expected, name
        assert answer["Cache-Control"].find("no-store") >= 0, name
        assert answer["X-Robots-Tag"] == "noindex", name
