"""The ways to wake money's jobs. They only look at rows, so losing one loses nothing."""

from celery import shared_task

from .services.alarm import ledger_prove
from .services.claim import claims_escalate_due
from .services.inbox import events_handle_due
from .services.paper_files import papers_make_due, slips_forget
from .services.payout import payout_propose
from .services.payout_bank import payouts_hand_over_due
from .services.refund_send import refunds_send_due
from .services.sweep import payment_look, payments_look_due
from .services.transfer import transfers_end_due


@shared_task(name="money.inbox")
def inbox() -> None:
    """The nudge given when an event was stored, and beat's sweep."""
    while events_handle_due():
        pass


@shared_task(name="money.payments")
def payments() -> None:
    """By beat: every card payment that still waits, every refund that is due, every transfer whose time is over."""
    while payments_look_due():
        pass
    while transfers_end_due():
        pass


@shared_task(name="money.look")
def look(payment_id: int) -> None:
    """A shopper is back from the payment page and waits."""
    payment_look(payment_id=payment_id)


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


@shared_task(name="money.papers")
def papers() -> None:
    """The nudge given after a paper is written, and beat's sweep: retries, and rows whose nudge or worker was lost."""
    while papers_make_due():
        pass


@shared_task(name="money.slips-forget")
def forget_slips() -> None:
    """Once a day: slips of parcels that are history."""
    slips_forget()


@shared_task(name="money.refunds")
def refunds() -> None:
    """The nudge given when a refund was asked for, and beat's sweep."""
    while refunds_send_due():
        pass


@shared_task(name="money.claims")
def claims() -> None:
    """By beat: what cooperatives did not answer in time becomes the delegation's."""
    while claims_escalate_due():
        pass
