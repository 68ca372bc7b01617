from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "marketplace.programmes"
    label = "programmes"
    verbose_name = "Programmes and events"

    def ready(self) -> None:
        from . import shown  # noqa: F401 - what pages show of it
