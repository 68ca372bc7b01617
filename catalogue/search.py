"""What is found of listings."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.html import strip_tags

from cooperatives.models import Cooperative
from cooperatives.search import LANGUAGES, place_texts, texts_in
from marketplace.searchindex.index import Entry, Text, forget, index
from marketplace.searchindex.sources import register

from .choices import State
from .models import Product, ProductCategory

PRODUCT = "product"


def _listings() -> QuerySet[Product]:
    approved = Count("reviews", filter=Q(reviews__status=1), distinct=True)  # 1: approved, Oscar's own word for it
    return (
        Product.objects.filter(~Q(structure="child"), state=State.LIVE)
        .select_related("cooperative__province", "cooperative__city", "product_class")
        .prefetch_related("categories")
        .annotate(approved=approved)
    )


def listing_entry(listing: Product) -> Entry:
    """Found by its title, its category, its cooperative, its place, its ingredients and its description."""
    categories = [texts_in(category, "name") for category in listing.categories.all()]
    shelves = {code: " . ".join(category[code] for category in categories) for code in LANGUAGES}
    about = {code: strip_tags(words) for code, words in texts_in(listing, "description").items()}
    return Entry(
        kind=PRODUCT,
        key=str(listing.pk),
        popularity=listing.approved,
        texts=(
            Text("A", texts_in(listing, "title"), is_name=True),
            Text("B", shelves),
            Text("B", texts_in(listing.product_class, "name")),
            Text("B", texts_in(listing.cooperative, "name"), is_name=True),
            Text("C", place_texts(listing.cooperative)),
            Text("D", texts_in(listing, "ingredients")),
            Text("D", about),
        ),
    )


def _everything() -> Iterator[Entry]:
    for listing in _listings().iterator(chunk_size=500):
        yield listing_entry(listing)


register(PRODUCT, _everything)


def _again(listing_id: int) -> None:
    """The document as it should be now: none for what is not live."""
    listing = _listings().filter(pk=listing_id).first()
    if listing is None:
        forget(PRODUCT, [str(listing_id)])
    else:
        index(listing_entry(listing))


@receiver(post_save, sender=Product)
def index_listing(instance: Product, raw: bool = False, **kwargs) -> None:
    if not raw:
        _again(instance.parent_id or instance.pk)


@receiver([post_save, post_delete], sender=ProductCategory)
def index_listing_in_category(instance: ProductCategory, raw: bool = False, **kwargs) -> None:
    if not raw:
        _again(instance.product_id)


@receiver(post_save, sender=Cooperative)
def index_goods_of_cooperative(instance: Cooperative, created: bool, raw: bool = False, **kwargs) -> None:
    """Its name and place stand in the documents of its goods."""
    if not raw and not created:
        for listing in _listings().filter(cooperative=instance):
            index(listing_entry(listing))
