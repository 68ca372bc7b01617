from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "marketplace.shop.delivery"
    label = "delivery"
    verbose_name = "Delivery"

    def ready(self) -> None:
        from . import shown  # noqa: F401 - what pages show of it
