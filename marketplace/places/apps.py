from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "marketplace.places"
    label = "places"
    verbose_name = "Places"

    def ready(self) -> None:
        from . import shown  # noqa: F401 - what pages show of it
