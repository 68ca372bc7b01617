"""manage.py prepare: bring a database up to date: migrations, cache table, reference data, and the demo once."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from catalogue.models import Product
from marketplace.places.load import places_load
from marketplace.shop.delivery.load import carriers_load


class Command(BaseCommand):
    help = "Migrate, load the reference data and, in the demonstration, fill the shop once."

    def handle(self, *args, **options) -> None:
        self._say("Bringing the database up to date ...")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        self._say(f"Places: {places_load()} rows. New carriers: {carriers_load()}.")
        call_command("collectstatic", interactive=False, verbosity=0)
        if settings.DEMO_SIGN_INS and not Product.objects.exists():
            self._say("Filling the demo shop ...")
            call_command("demo", stdout=self.stdout)

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
