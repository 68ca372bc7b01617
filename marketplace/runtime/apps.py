from django.apps import AppConfig


class RuntimeConfig(AppConfig):
    name = "marketplace.runtime"
    label = "runtime"
