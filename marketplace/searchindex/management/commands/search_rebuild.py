"""manage.py search_rebuild: make every document of the search index again."""

from django.core.management.base import BaseCommand

from marketplace.searchindex.sources import rebuild


class Command(BaseCommand):
    help = "Make every document of the search index again; searches go on meanwhile."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{rebuild()} documents")
