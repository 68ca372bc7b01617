"""manage.py signins: the demonstration's fixed sign-ins."""

from django.conf import settings
from django.core.management.base import BaseCommand

from marketplace.accounts.demo import DEMO_PASSWORD, DEMO_PEOPLE


class Command(BaseCommand):
    help = "Print the fixed sign-ins of the demonstration."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options) -> None:
        if not settings.DEMO_SIGN_INS:
            return
        self.stdout.write(f"Demo sign-ins (password {DEMO_PASSWORD}):")
        for person in DEMO_PEOPLE:
            self.stdout.write(f"  {person.email:<26} {person.name}")
