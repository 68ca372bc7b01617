"""manage.py facets_rebuild: the rows that lists filter and count by, computed anew."""

from django.core.management.base import BaseCommand

from marketplace.shop.facets.rebuild import facets_rebuild


class Command(BaseCommand):
    help = "Compute the catalogue's narrow rows anew (after rows were loaded while triggers were off)."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{facets_rebuild()} listings.")
