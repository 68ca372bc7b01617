from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "marketplace.stories"
    label = "stories"
    verbose_name = "Stories"

    def ready(self) -> None:
        from . import messages, search, shown  # noqa: F401 - what this package sends, what is found and seen of it
