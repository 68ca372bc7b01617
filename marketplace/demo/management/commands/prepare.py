"""manage.py prepare: bring a database up to date: migrations, cache table, reference data, and the demo once."""

from collections.abc import Callable
from io import StringIO
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sites.models import Site
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cooperatives.search import PROVINCE
from marketplace.demo.fill import demo_is_full
from marketplace.pagecache.versions import CATALOGUE, MARKET, bump
from marketplace.places.load import places_load
from marketplace.searchindex.sources import is_current, rebuild
from marketplace.shop.delivery.load import carriers_load
from marketplace.shop.facets.rebuild import facets_rebuild


class _Steps(StringIO):
    """Takes migrate's words and passes on a line for every 40 migrations."""

    def __init__(self, total: int, say: Callable[[str], None]):
        super().__init__()
        self.done, self.total, self.say = 0, total, say

    def write(self, text: str) -> int:
        if text.lstrip().startswith("Applying"):
            self.done += 1
            if self.done % 40 == 0 or self.done == self.total:
                self.say(f"  step {self.done} of {self.total}")
        return len(text)


class Command(BaseCommand):
    help = "Migrate, load the reference data and, in the demonstration, fill the shop once."

    def handle(self, *args, **options) -> None:
        self._migrate()
        call_command("createcachetable", verbosity=0)
        self._say(f"Places: {places_load()} rows. New carriers: {carriers_load()}.")
        # What Django calls the site: sitemaps and letters of sign-in take their address from it.
        Site.objects.update_or_create(
            pk=settings.SITE_ID,
            defaults={"domain": urlsplit(settings.SITE_URL).netloc, "name": settings.OSCAR_SHOP_NAME},
        )
        # Places come in bulk, so that nobody told the index of them.
        self._say(f"Search index: {rebuild(PROVINCE) if is_current() else rebuild()} documents made.")
        self._say(f"Filters of the catalogue: {facets_rebuild()} listings.")
        call_command("collectstatic", interactive=False, verbosity=0)
        if settings.DEMO_SIGN_INS and not demo_is_full():
            self._say("Filling the demo shop ...")
            call_command("demo", stdout=self.stdout)
        # Pages that an earlier release kept are old, and so are those kept before what was written in bulk.
        bump(CATALOGUE, MARKET)

    def _migrate(self) -> None:
        """The first time takes some twenty seconds: say how far it is."""
        executor = MigrationExecutor(connection)
        total = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if total:
            self._say(f"Bringing the database up to date: {total} steps ...")
        call_command("migrate", interactive=False, stdout=_Steps(total, self._say))

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
