from django.apps import AppConfig


class InterestConfig(AppConfig):
    name = "marketplace.interest"
    label = "interest"
    verbose_name = "What people like"

    def ready(self) -> None:
        from . import messages, signals  # noqa: F401 - kinds of message this package sends; what it listens to
