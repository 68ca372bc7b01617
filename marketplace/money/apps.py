from django.apps import AppConfig


class MoneyConfig(AppConfig):
    """Payments, the ledger, refunds, payouts, papers. Amounts are integer centimes in here."""

    name = "marketplace.money"
    label = "money"

    def ready(self) -> None:
        from . import checks, messages, receivers, refund_messages  # noqa: F401 - settings, kinds, what it listens to
        from .services import refund_send  # noqa: F401 - hears of refunds that fail at the bank
