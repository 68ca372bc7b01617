"""manage.py demo: fill the demo shop (again, if you like: what exists stays)."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from marketplace.demo.fill import demo_fill


class Command(BaseCommand):
    help = "Fill the demo shop. Running it again adds only what is missing."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO_SIGN_INS:
            raise CommandError("The demo is for demonstration settings only: its passwords are public.")
        demo_fill(say=self._say, progress=self._progress)

    def _progress(self, done: int, total: int) -> None:
        if done % 6 == 0 or done == total:
            self._say(f"listing {done} of {total}")

    def _say(self, text: str) -> None:
        self.stdout.write(f"  {text}")
        self.stdout.flush()
