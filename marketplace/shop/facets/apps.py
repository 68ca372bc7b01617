from django.apps import AppConfig


class FacetsConfig(AppConfig):
    name = "marketplace.shop.facets"
    label = "facets"
