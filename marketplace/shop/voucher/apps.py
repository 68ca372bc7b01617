from django.apps import AppConfig


class VouchersConfig(AppConfig):
    """Not a fork: the label is ours, as Oscar's own `voucher` stays installed for its basket's sake, unused."""

    name = "marketplace.shop.voucher"
    label = "vouchers"
