"""manage.py demo: fill the demo shop (again, if you like: what exists stays)."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from marketplace.demo.load import demo_load


class Command(BaseCommand):
    help = "Fill the demo shop. Running it again adds only what is missing."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO_SIGN_INS:
            raise CommandError("The demo is for demonstration settings only: its passwords are public.")
        added = demo_load(progress=self._progress)
        self.stdout.write(f"Demo shop: {added} listings added.")

    def _progress(self, done: int, total: int) -> None:
        if done % 6 == 0 or done == total:
            self.stdout.write(f"  listing {done} of {total}")
            self.stdout.flush()
