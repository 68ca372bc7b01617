from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "marketplace.programmes"
    label = "programmes"
    verbose_name = "Programmes and events"
