"""Replaces oscar.apps.order.apps.OrderConfig: same label, our folder."""

from oscar.apps.order import apps


class OrderConfig(apps.OrderConfig):
    name = "marketplace.shop.order"
    default = True

    def ready(self) -> None:
        super().ready()
        from . import closing, messages  # noqa: F401 - what it listens to; kinds of message this package sends
