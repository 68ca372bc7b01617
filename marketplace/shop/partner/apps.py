"""Replaces oscar.apps.partner.apps.PartnerConfig: same label, our folder."""

from oscar.apps.partner import apps


class PartnerConfig(apps.PartnerConfig):
    name = "marketplace.shop.partner"
    default = True

    def ready(self) -> None:
        super().ready()
        from . import shown  # noqa: F401 - what pages show of it
