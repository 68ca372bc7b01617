from django.apps import AppConfig


class MoneyConfig(AppConfig):
    """Payments, the ledger, refunds, payouts, papers. Amounts are integer centimes in here."""

    name = "marketplace.money"
    label = "money"

    def ready(self) -> None:
        from . import checks, messages, payout_messages, receivers  # noqa: F401 - settings, messages, what it listens to
        from .papers import receivers as of_papers  # noqa: F401 - what asks for a paper
