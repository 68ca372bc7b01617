"""What money keeps of a person: invoices, what she claimed and got back, and her work on the accounts."""

from __future__ import annotations

from django.db.models import Q

from marketplace.mydata.registry import Part, leave_out, register

from .models import BankAccount, BankAccountReview, BuyerIdentity, Claim, Paper, PayoutApproval, Refund, Remittance
from .papers.choices import PaperKind


def _export(user) -> list[dict]:
    papers = Paper.objects.filter(
        part__order__user=user, kind__in=[PaperKind.INVOICE, PaperKind.CREDIT_NOTE]
    ).select_related("cooperative", "part__order")
    return [
        {
            "kind": paper.kind,
            "number": paper.label,
            "cooperative": paper.data["seller"]["name"].get(user.language) or paper.cooperative.name,
            "order": paper.data["order"],
            "on": paper.issued_at,
            "total_centimes": paper.total_centimes,
            "written_for": paper.data["buyer"],
        }
        for paper in papers.order_by("pk")
    ]


def _companies(user) -> list[dict]:
    rows = BuyerIdentity.objects.filter(order__user=user).select_related("order").order_by("pk")
    return [{"order": row.order.number, "company": row.name, "ice": row.ice} for row in rows]


register(
    Part(
        name="invoices",
        columns=("money.Paper.data", "money.BuyerIdentity.name"),
        export=lambda user: {"papers": _export(user), "companies": _companies(user)},
        kept="Invoices are papers of the accounts: they stay for ten years, with the name and address on them.",
    )
)


def _work(user) -> list[dict]:
    accounts = BankAccount.objects.filter(by=user).order_by("pk").values("rib", "holder", "since")
    reviews = BankAccountReview.objects.filter(by=user).order_by("pk").values("account", "is_accepted", "at")
    signed = PayoutApproval.objects.filter(by=user).order_by("pk").values("batch__reference", "at")
    settled = Remittance.objects.filter(by=user).order_by("pk").values("reference", "received_on", "at")
    return [*accounts, *reviews, *signed, *settled]


register(
    Part(
        name="money",
        columns=(
            "money.BankAccount.by",
            "money.BankAccountReview.by",
            "money.PayoutApproval.by",
            "money.Remittance.by",
        ),
        export=_work,
        kept="Who wrote down an account, checked it, or signed a payout belongs to the accounts: ten years by law.",
    )
)


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
