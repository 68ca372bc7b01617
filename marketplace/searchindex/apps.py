from django.apps import AppConfig


class SearchIndexConfig(AppConfig):
    name = "marketplace.searchindex"
    label = "searchindex"
