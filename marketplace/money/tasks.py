"""What beat asks of money."""

from celery import shared_task

from .services.alarm import ledger_prove
from .services.payout import payout_propose
from .services.payout_bank import payouts_hand_over_due


@shared_task(name="money.ledger-check")
def ledger_check() -> None:
    """Prove the book; the delegation is told when it does not add up, and the task fails."""
    ledger_prove()


@shared_task(name="money.payouts-propose")
def payouts_propose() -> None:
    """The batch of the half month that is over; asked every morning, so that a lost 1st or 16th is made up for."""
    payout_propose()


@shared_task(name="money.payouts-hand-over")
def payouts_hand_over() -> None:
    """Give the bank what two people signed."""
    payouts_hand_over_due()
