from django.apps import AppConfig


class CooperativesConfig(AppConfig):
    name = "cooperatives"
    verbose_name = "Cooperatives"

    def ready(self) -> None:
        from . import search  # noqa: F401 - what is found of it
