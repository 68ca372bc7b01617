"""One maker per model: plain functions with sensible defaults, through the real services where there is one."""

from .catalogue import make_product, make_product_class, make_variant
from .cooperatives import make_cooperative, make_member, make_user
from .delivery import make_carrier
from .listings import make_category, make_draft, make_photo, make_picture, make_submitted, make_upload
from .money import make_paid, make_purchase, make_rule
from .orders import make_basket, make_customer, make_order, make_part
from .places import make_city
from .vouchers import make_voucher

__all__ = [
    "make_basket",
    "make_carrier",
    "make_category",
    "make_city",
    "make_cooperative",
    "make_customer",
    "make_draft",
    "make_member",
    "make_order",
    "make_paid",
    "make_part",
    "make_photo",
    "make_picture",
    "make_product",
    "make_product_class",
    "make_purchase",
    "make_rule",
    "make_submitted",
    "make_upload",
    "make_user",
    "make_variant",
    "make_voucher",
]
