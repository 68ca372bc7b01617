"""Replaces oscar.apps.partner.apps.PartnerConfig: same label, our folder."""

from oscar.apps.partner import apps


class PartnerConfig(apps.PartnerConfig):
    name = "marketplace.shop.partner"
    default = True
