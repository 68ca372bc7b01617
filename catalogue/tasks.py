"""The ways to wake the pictures' jobs. They only look at rows and files, so losing one loses nothing."""

from celery import shared_task

from .services.forget import pictures_forget
from .services.picture import pictures_render_due


@shared_task(name="catalogue.pictures")
def pictures() -> None:
    """The nudge given after an upload, and beat's sweep: retries, and rows whose nudge or worker was lost."""
    while pictures_render_due():
        pass


@shared_task(name="catalogue.pictures-forget")
def forget() -> None:
    """Once a day: files that no row refers to."""
    pictures_forget()
