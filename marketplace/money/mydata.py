"""What money keeps about the people who work with it."""

from marketplace.mydata.registry import Part, register

from .models import BankAccount, BankAccountReview, PayoutApproval, Remittance


def _export(user) -> list[dict]:
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
        export=_export,
        kept="Who wrote down an account, checked it, or signed a payout belongs to the accounts: ten years by law.",
    )
)
