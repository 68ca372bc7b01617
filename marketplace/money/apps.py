from django.apps import AppConfig


class MoneyConfig(AppConfig):
    """Payments, the ledger, refunds, payouts, papers. Amounts are integer centimes in here."""

    name = "marketplace.money"
    label = "money"

    def ready(self) -> None:
        from . import checks, claim_messages, dispute_messages, messages, payout_messages, receivers, refund_messages  # noqa: F401 - settings, and what it listens to  # noqa: F401 - kinds of message
        from .papers import receivers as of_papers  # noqa: F401 - what asks for a paper
        from .services import refund_disputed, refund_send  # noqa: F401 - hear of refunds that fail at the bank
