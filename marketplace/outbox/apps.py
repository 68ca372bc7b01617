from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    name = "marketplace.outbox"
    label = "outbox"
    verbose_name = "Outbox"

    def ready(self) -> None:
        # Each package declares the kinds it sends in its messages.py; the outbox itself knows none of them.
        autodiscover_modules("messages")
