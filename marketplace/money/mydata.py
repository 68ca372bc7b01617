"""What a person said of goods that arrived, and what went back to her."""

from __future__ import annotations

from django.db.models import Q

from marketplace.mydata.registry import Part, leave_out, register

from .models import Claim, Refund


def _hers(user) -> Q:
    """About orders of her account, and of an address that she proved."""
    proved = user.emailaddress_set.filter(verified=True).values("email")
    return Q(part__order__user=user) | Q(part__order__user=None, part__order__guest_email__in=proved)


def _claims(user) -> list[dict]:
    claims = (
        Claim.objects.filter(_hers(user)).select_related("part__order").prefetch_related("lines__line").order_by("pk")
    )
    return [
        {
            "order": claim.part.number,
            "opened_at": claim.opened_at,
            "kind": claim.kind,
            "state": claim.state,
            "words": claim.words,
            "answer": claim.answer,
            "bank_account": claim.rib,
            "photo": hasattr(claim, "photo"),
            "goods": [{"title": row.line.title, "units": row.units} for row in claim.lines.all()],
        }
        for claim in claims
    ]


def _refunds(user) -> list[dict]:
    refunds = Refund.objects.filter(_hers(user)).select_related("part__order").order_by("pk")
    return [
        {
            "order": refund.part.number,
            "asked_at": refund.asked_at,
            "reason": refund.reason,
            "amount_centimes": refund.amount_centimes,
            "how": refund.method,
            "bank_account": refund.rib,
            "paid_at": refund.done_at,
        }
        for refund in refunds
    ]


register(
    Part(
        name="claims",
        columns=("money.Claim.part", "money.Claim.words", "money.Claim.rib"),
        export=_claims,
        kept="Claims are papers of the accounts, as the orders they are about, for ten years.",
    )
)
register(
    Part(
        name="refunds",
        columns=("money.Refund.part", "money.Refund.rib"),
        export=_refunds,
        kept="Refunds are papers of the accounts, as the orders they are about, for ten years.",
    )
)
leave_out(
    ["money.Claim.decided_by", "money.Refund.by"],
    reason="Who of a cooperative or of the delegation decided: the record of the office's decisions.",
)
