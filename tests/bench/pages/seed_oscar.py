"""Fills the database of DATABASE_URL with the same goods in stock Oscar.

python -m tests.bench.pages.seed_oscar SIZE
"""

from __future__ import annotations

import sys

import django
from django.core.management import call_command
from django.db import connection, transaction

from tests.bench.pages import recipe
from tests.bench.pages.copying import copy_rows
from tests.bench.stock_oscar import pictures


def main(size: int) -> None:
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        seed(size)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def seed(size: int) -> None:
    """French only, as Oscar's catalogue speaks one language; nothing is recommended, which makes its pages cheaper."""
    from oscar.apps.catalogue.models import Category, ProductClass
    from oscar.apps.partner.models import Partner

    partners = [Partner.objects.create(name=f"Coopérative {number}").pk for number in range(recipe.SELLERS)]
    classes = [ProductClass.objects.create(name=names[0]).pk for names in recipe.shelves()]
    roots = [Category.add_root(name=names[0]).pk for names in recipe.shelves()]
    categories = [Category.objects.get(pk=roots[shelf]).add_child(name=names[0]).pk for shelf, names in recipe.kinds()]
    write_goods(size, partners, classes, categories)


def write_goods(size: int, partners: list[int], classes: list[int], categories: list[int]) -> None:
    from oscar.apps.catalogue.models import Product, ProductCategory, ProductImage
    from oscar.apps.catalogue.reviews.models import ProductReview
    from oscar.apps.partner.models import StockRecord

    from tests.bench.pages.seed_ours import review_rows

    shelf_of = [shelf for shelf, _names in recipe.kinds()]
    every = list(recipe.goods(size))
    copy_rows(
        Product,
        (
            {
                "id": one.number, "structure": "standalone", "is_public": True, "upc": f"bench-{one.number}",
                "title": one.title[0], "slug": recipe.slug(one), "description": one.description[0],
                "product_class_id": classes[shelf_of[one.kind]], "date_created": one.created,
                "rating": sum(one.scores) / len(one.scores) if one.scores else None,
            }
            for one in every
        ),
    )  # fmt: skip
    copy_rows(
        ProductCategory,
        ({"id": one.number, "product_id": one.number, "category_id": categories[one.kind]} for one in every),
    )
    copy_rows(
        StockRecord,
        (
            {
                "id": one.number, "product_id": one.number, "partner_id": partners[one.seller],
                "partner_sku": f"bench-{one.number}", "price": one.price, "num_in_stock": one.stock,
            }
            for one in every
        ),
    )  # fmt: skip
    copy_rows(
        ProductImage,
        (
            {"id": one.number, "product_id": one.number, "display_order": 0, "original": pictures.name_of(one.number)}
            for one in every
        ),
    )
    copy_rows(ProductReview, review_rows(every))


if __name__ == "__main__":
    main(int(sys.argv[1]))
