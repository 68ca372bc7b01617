"""Replaces oscar.apps.order.apps.OrderConfig: same label, our folder."""

from oscar.apps.order import apps


class OrderConfig(apps.OrderConfig):
    name = "marketplace.shop.order"
    default = True

    def ready(self) -> None:
        super().ready()
        from . import messages, signals  # noqa: F401 - kinds of message this package sends; what it listens to
