"""The messages that money sends: to members about their account and payouts, and to the delegation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from cooperatives.messages import can_be_told
from cooperatives.models import Cooperative, Membership
from marketplace.accounts.phones import phone_display
from marketplace.centimes import mad
from marketplace.outbox.kinds import register
from marketplace.outbox.services import tell

if TYPE_CHECKING:
    from .models import BankAccount, BankAccountReview, PayoutBatch, PayoutLine, Remittance

ACCOUNT_ADDED = "bank_account_added"
ACCOUNT_ACCEPTED = "bank_account_accepted"
ACCOUNT_REFUSED = "bank_account_refused"
PAYOUT_PROPOSED = "payout_proposed"
PAYOUT_SENT = "payout_sent"
PAYOUT_RETURNED = "payout_returned"
DEBT_SETTLED = "debt_settled"

for _kind in (
    ACCOUNT_ADDED,
    ACCOUNT_ACCEPTED,
    ACCOUNT_REFUSED,
    PAYOUT_PROPOSED,
    PAYOUT_SENT,
    PAYOUT_RETURNED,
    DEBT_SETTLED,
):
    register(_kind)

# Who hears of money; of a new account everybody does, for one member might have been talked into it.
_MONEY_ROLES = (Membership.Role.PRESIDENT, Membership.Role.ACCOUNTS)


def tell_account(account: BankAccount) -> None:
    """A new account waits: to every member, with its last digits."""
    values = {"ending": account.rib[-6:], "holder": account.holder, "by": str(account.by or "")}
    _tell(account.cooperative, ACCOUNT_ADDED, f"bank account {account.pk} added", values, roles=None)


def tell_account_checked(review: BankAccountReview) -> None:
    """The delegation's word on an account."""
    account, kind = review.account, ACCOUNT_ACCEPTED if review.is_accepted else ACCOUNT_REFUSED
    values = {"ending": account.rib[-6:], "words": review.words}
    _tell(account.cooperative, kind, f"bank account {account.pk} checked", values)


def tell_paid(line: PayoutLine) -> None:
    """The money has left."""
    values = {"amount": str(mad(line.amount_centimes)), "ending": line.rib[-6:], "reference": line.reference}
    _tell(line.cooperative, PAYOUT_SENT, f"payout {line.pk} sent", values)


def tell_returned(line: PayoutLine) -> None:
    """The bank gave it back: nothing is lost, the account wants a look."""
    values = {"amount": str(mad(line.amount_centimes)), "ending": line.rib[-6:], "words": line.words}
    _tell(line.cooperative, PAYOUT_RETURNED, f"payout {line.pk} returned", values)


def tell_remittance(remittance: Remittance) -> None:
    """What was owed has come."""
    values = {"amount": str(mad(remittance.amount_centimes)), "reference": remittance.reference}
    _tell(remittance.cooperative, DEBT_SETTLED, f"remittance {remittance.pk}", values)


def tell_proposed(batch: PayoutBatch, lines: Iterable[PayoutLine]) -> None:
    """The delegation is asked for two signatures."""
    amounts = [line.amount_centimes for line in lines]
    with translation.override("fr"):
        url = settings.SITE_URL + reverse("delegation:payout", args=[batch.pk])
    tell(
        event_key=f"payout batch {batch.pk} proposed",
        kind=PAYOUT_PROPOSED,
        address=settings.DELEGATION_EMAIL,
        language="fr",
        payload={
            "reference": batch.reference,
            "count": len(amounts),
            "total": str(mad(sum(amounts))),
            "url": url,
        },
    )


def _tell(
    cooperative: Cooperative,
    kind: str,
    event_key: str,
    values: dict,
    *,
    roles: tuple[str, ...] | None = _MONEY_ROLES,
) -> None:
    """One message to each member of these roles (None: to all), in her language, by e-mail or else by SMS."""
    members = cooperative.memberships.current().select_related("user").order_by("pk")
    for member in members.filter(role__in=roles) if roles else members:
        user = member.user
        if can_be_told(user):
            tell(
                event_key=event_key,
                kind=kind,
                channel="email" if user.email else "sms",
                address=user.email or user.phone,
                language=user.language,
                payload=_payload(cooperative, user.language) | values,
            )


def _payload(cooperative: Cooperative, language: str) -> dict:
    with translation.override(language):
        return {
            "cooperative": cooperative.name,
            "slug": cooperative.slug,
            "craft": cooperative.craft,
            "band": {"slug": cooperative.slug, "craft": cooperative.craft},
            "url": settings.SITE_URL + reverse("seller:money", args=[cooperative.slug]),
            "delegation_phone": phone_display(settings.DELEGATION_PHONE),
        }
