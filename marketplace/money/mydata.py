"""The invoices of a person's orders: hers to see, and kept by law."""

from __future__ import annotations

from marketplace.mydata.registry import Part, register

from .models import BankAccount, BankAccountReview, BuyerIdentity, Paper, PayoutApproval, Remittance
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
