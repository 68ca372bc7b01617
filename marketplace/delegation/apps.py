from django.apps import AppConfig


class DelegationConfig(AppConfig):
    name = "marketplace.delegation"
    label = "delegation"
