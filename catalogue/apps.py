"""Replaces oscar.apps.catalogue.apps.CatalogueConfig: same label, our folder."""

from oscar.apps.catalogue import apps


class CatalogueConfig(apps.CatalogueConfig):
    name = "catalogue"
    default = True

    def get_urls(self) -> list:
        """None: Oscar's catalogue pages are not mounted; the storefront door has its own."""
        return []

    def ready(self) -> None:
        super().ready()
        from . import messages, search, shown  # noqa: F401 - what this package sends, what is found and seen of it
