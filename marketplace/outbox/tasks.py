"""The two ways to wake the relay. Both only look at rows, so losing one loses nothing."""

from celery import shared_task

from .services import relay_due


@shared_task(name="outbox.relay")
def relay() -> None:
    """The nudge given after a commit."""
    _until_nothing_is_due()


@shared_task(name="outbox.sweep")
def sweep() -> None:
    """Every few seconds by beat: retries, and rows whose nudge or worker was lost."""
    _until_nothing_is_due()


def _until_nothing_is_due() -> None:
    while relay_due():
        pass
