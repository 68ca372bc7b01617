from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "marketplace.stories"
    label = "stories"
    verbose_name = "Stories"

    def ready(self) -> None:
        from . import messages  # noqa: F401 - registers the kinds of message this package sends
