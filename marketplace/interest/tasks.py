"""The ways to wake this package's jobs. They only look at rows, so losing one loses nothing."""

from celery import shared_task

from .services.alerts import alerts_forget, alerts_tell_due
from .services.news import news_tell_due


@shared_task(name="interest.alerts")
def alerts() -> None:
    """The nudge given when stock rises, and beat's sweep."""
    while alerts_tell_due():
        pass


@shared_task(name="interest.alerts-forget")
def forget() -> None:
    """Once a day: what nobody confirmed, and what did not come in a year."""
    alerts_forget()


@shared_task(name="interest.news")
def news() -> None:
    """Each hour of the day: what came before nine, to those who were not told yet."""
    news_tell_due()
