from django.apps import AppConfig


class MoneyConfig(AppConfig):
    """Payments, the ledger, refunds, payouts, papers. Amounts are integer centimes in here."""

    name = "marketplace.money"
    label = "money"

    def ready(self) -> None:
        from . import checks, claim_messages, messages, receivers, refund_messages  # noqa: F401 - kinds, what it hears
        from .services import refund_send  # noqa: F401 - hears of refunds that fail at the bank
