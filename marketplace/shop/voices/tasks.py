"""Beat's sweep; each part is looked at once, so nothing is lost and nobody is asked twice."""

from celery import shared_task

from .services.invite import reviews_invite_due


@shared_task(name="voices.invite")
def invite() -> None:
    """Once a day, in daylight."""
    while reviews_invite_due():
        pass
