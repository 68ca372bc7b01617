from django.apps import AppConfig


class CooperativesConfig(AppConfig):
    name = "cooperatives"
    verbose_name = "Cooperatives"

    def ready(self) -> None:
        from . import search, shown  # noqa: F401 - what is found and seen of it
