"""The basket: a service over Oscar's basket tables. Oscar's own basket machinery never runs."""

from .contents import BasketView, basket_contents, goods_of
from .rows import open_basket_of_guest
from .services import (
    NotForSale,
    TooMany,
    basket_add,
    basket_fit,
    basket_set,
    baskets_merge,
    open_basket_of,
)

__all__ = [
    "BasketView",
    "NotForSale",
    "TooMany",
    "basket_add",
    "basket_contents",
    "basket_fit",
    "basket_set",
    "baskets_merge",
    "goods_of",
    "open_basket_of",
    "open_basket_of_guest",
]
