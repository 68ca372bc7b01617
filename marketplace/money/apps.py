from django.apps import AppConfig


class MoneyConfig(AppConfig):
    """Payments, the ledger, refunds, payouts, papers. Amounts are integer centimes in here."""

    name = "marketplace.money"
    label = "money"

    def ready(self) -> None:
        from . import checks, messages, receivers  # noqa: F401 - settings, kinds of message, what it listens to
