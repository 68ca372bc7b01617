from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    name = "marketplace.storefront"
    label = "storefront"

    def ready(self) -> None:
        from . import signals  # noqa: F401 - connects the receiver
