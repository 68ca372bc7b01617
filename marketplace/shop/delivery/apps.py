from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "marketplace.shop.delivery"
    label = "delivery"
    verbose_name = "Delivery"
