"""What changes pages when something of a listing is written: rows that nobody sees yet change none.

Writes that send no signal (update, bulk_update) say it themselves, by listing_changed.
"""

from __future__ import annotations

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from oscar.apps.catalogue.reviews.models import ProductReview

from marketplace.pagecache.versions import CATALOGUE, MARKET, bump, of_cooperative

from .choices import PictureState, State
from .models import Category, Product, ProductCategory, ProductClass, ProductImage

# Of a listing that pages show, or showed until this moment.
ON_PAGES = (State.LIVE, State.PAUSED, State.ARCHIVED)


def listing_changed(*cooperative_ids: int) -> None:
    """Shoppers see something else of these cooperatives' goods, from the commit on."""
    bump(CATALOGUE, *map(of_cooperative, cooperative_ids))


def of_product(product: Product) -> None:
    """Something beside its own row has changed: its price, its pictures, its shelf."""
    if product.state in ON_PAGES:
        listing_changed(product.cooperative_id)


@receiver([post_save, post_delete], sender=Product)
def show_listing(instance: Product, **kwargs) -> None:
    of_product(instance)


@receiver([post_save, post_delete], sender=ProductImage)
def show_picture(instance: ProductImage, **kwargs) -> None:
    if instance.state == PictureState.READY and instance.edit_id is None:
        of_product(instance.product)


@receiver([post_save, post_delete], sender=ProductCategory)
def show_on_shelf(instance: ProductCategory, **kwargs) -> None:
    of_product(instance.product)


@receiver(m2m_changed, sender=ProductCategory)
@receiver(m2m_changed, sender=Product.certificates.through)
def show_links(instance, action: str, reverse: bool, **kwargs) -> None:
    """reverse: told from the other end, where any listing may be meant."""
    if not action.startswith("post_"):
        return
    if reverse:
        bump(CATALOGUE, MARKET)
    else:
        of_product(instance)


@receiver([post_save, post_delete], sender=Category)
@receiver([post_save, post_delete], sender=ProductClass)
def show_everywhere(**kwargs) -> None:
    bump(CATALOGUE, MARKET)


@receiver([post_save, post_delete], sender=ProductReview)
def show_review(instance: ProductReview, created: bool = False, **kwargs) -> None:
    """A new one is seen once it is approved; an old one may have been."""
    if instance.product and (instance.status == ProductReview.APPROVED or not created):
        of_product(instance.product)
