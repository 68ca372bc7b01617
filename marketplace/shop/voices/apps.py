from django.apps import AppConfig


class VoicesConfig(AppConfig):
    """Beside orders, not inside them: an order knows nothing of what is said about it."""

    name = "marketplace.shop.voices"
    label = "voices"

    def ready(self) -> None:
        from . import messages, shown  # noqa: F401 - what this package sends, what pages show of it
