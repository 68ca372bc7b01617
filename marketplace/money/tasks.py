"""The ways to wake the jobs of money. They only look at rows, so losing one loses nothing."""

from celery import shared_task

from .services.paper_files import papers_make_due, slips_forget


@shared_task(name="money.papers")
def papers() -> None:
    """The nudge given after a paper is written, and beat's sweep: retries, and rows whose nudge or worker was lost."""
    while papers_make_due():
        pass


@shared_task(name="money.slips-forget")
def forget_slips() -> None:
    """Once a day: slips of parcels that are history."""
    slips_forget()
