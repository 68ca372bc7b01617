"""What beat asks of money."""

from celery import shared_task

from .services.alarm import ledger_prove


@shared_task(name="money.ledger-check")
def ledger_check() -> None:
    """Prove the book; the delegation is told when it does not add up, and the task fails."""
    ledger_prove()
