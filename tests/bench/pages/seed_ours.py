"""Fills the database of DATABASE_URL with a measured shop of ours: python -m tests.bench.pages.seed_ours SIZE."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import count
from unittest.mock import patch

import django
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify
from psycopg import sql

from tests.bench.pages import recipe
from tests.bench.pages.copying import copy_rows
from tests.bench.pages.recipe import LANGUAGES, SELLERS, Goods

# One picture for all: a page names its files, nobody fetches them here.
PICTURE = {"original": "products/bench/shared-1.jpg", "width": 1200, "height": 1500, "palette": 3}
WIDTHS = [360, 720, 1200]
CRAFTS = ("couscous", "argan", "honey", "carpet", "wood")
CHUNK = 1000


def main(size: int) -> None:
    """Migrate, fill, and leave the database as that of a shop that has been open for a while."""
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    seed(size)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def seed(size: int) -> None:
    """`size` live products with all that public pages show of them, and their search documents."""
    from marketplace.places.load import places_load
    from marketplace.searchindex.sources import rebuild
    from marketplace.shop.delivery.load import carriers_load

    with transaction.atomic():
        places_load()
        carriers_load()
        write_goods(size, _sellers(), _classes(), _categories())
    rebuild("cooperative", "province")
    index_goods()
    rebuild_derived()


def rebuild_derived() -> None:
    """What triggers keep of single rows and slept through here (copying.py), by each room's own rebuilding."""
    from marketplace.shop.facets.rebuild import facets_rebuild

    facets_rebuild()


def index_goods() -> None:
    """The documents of all listings: the service's own statement, sent without waiting for each answer."""
    from catalogue.models import Product
    from catalogue.search import _listings, listing_entry
    from marketplace.searchindex import index as module

    keys = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    # Makers, shelves and descriptions come again and again.
    with _without_gin("searchindex_document"), patch.object(module, "normalised", cache(module.normalised)):
        for start in range(0, len(keys), CHUNK):
            entries = [listing_entry(one) for one in _listings().filter(pk__in=keys[start : start + CHUNK])]
            with transaction.atomic(), connection.connection.pipeline():
                for entry in entries:
                    module.index(entry)


@contextmanager
def _without_gin(table: str) -> Iterator[None]:
    """Made once at the end, such an index costs a tenth of being kept while a table is filled."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexdef LIKE '%% USING gin %%'",
            [table],
        )
        found = cursor.fetchall()
        for name, _made in found:
            cursor.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
        yield
        for _name, made in found:
            cursor.execute(made)


def _texts(field: str, values: Sequence[str]) -> dict[str, str]:
    """field, field_fr, field_ar, field_en of a translated column."""
    return {field: values[0]} | {f"{field}_{code}": value for code, value in zip(LANGUAGES, values, strict=True)}


def _sellers() -> list:
    """(cooperative, key of its partner, key of its certificate) of each of the fifty."""
    from cooperatives.models import Certificate, Cooperative
    from marketplace.places.models import City
    from marketplace.shop.partner.services import partner_of

    cities = list(City.objects.filter(province__region_id="MA-07").select_related("province").order_by("code"))
    found = []
    for number in range(SELLERS):
        city, line = cities[number * 7 % len(cities)], recipe.line_word(10 * number + 1).title()
        names = (f"Coopérative {line}", f"تعاونية {line}", f"{line} cooperative")
        cooperative = Cooperative.objects.create(
            slug=f"cooperative-{number}", craft=CRAFTS[number % len(CRAFTS)], status=Cooperative.Status.ADMITTED,
            city=city, province=city.province, is_womens=number % 2 == 0, members_count=8 + number,
            **_texts("name", names), **_texts("tagline", [text.rstrip(".") for text in recipe.TELLING[number % 12]]),
            **_texts("about", recipe.TELLING[(number + 5) % 12]),
        )  # fmt: skip
        kind = Certificate.Kind.values[number % len(Certificate.Kind.values)]
        certificate = Certificate.objects.create(
            cooperative=cooperative, kind=kind, number=f"B-{number}", reviewed_at=timezone.now()
        )
        found.append((cooperative, partner_of(cooperative).pk, certificate.pk))
    return found


def _classes() -> list[int]:
    """A product class for each shelf."""
    from catalogue.models import ProductClass

    made = []
    for names in recipe.shelves():
        code = slugify(names[2])
        made.append(ProductClass.objects.create(code=code, slug=code, **_texts("name", names)).pk)
    return made


def _categories() -> list[int]:
    """Keys of the 32 kinds' categories, below those of the eight shelves."""
    from catalogue.models import Category

    roots = []
    for names in recipe.shelves():
        code = f"shelf-{slugify(names[2])}"
        roots.append(Category.add_root(code=code, slug=code, **_texts("name", names)).pk)
    made = []
    for shelf, names in recipe.kinds():
        code = slugify(names[2])
        parent = Category.objects.get(pk=roots[shelf])
        made.append(parent.add_child(code=code, slug=code, **_texts("name", names)).pk)
    return made


def write_goods(size: int, sellers: list, classes: list[int], categories: list[int]) -> None:
    """Products with category, stock, picture, certificate and reviews."""
    from oscar.apps.catalogue.reviews.models import ProductReview

    from catalogue.models import Product, ProductCategory, ProductImage
    from marketplace.shop.partner.models import StockRecord

    shelf_of = [shelf for shelf, _names in recipe.kinds()]
    every = list(recipe.goods(size))
    copy_rows(Product, (_product(one, sellers[one.seller][0], classes[shelf_of[one.kind]]) for one in every))
    copy_rows(
        ProductCategory,
        ({"id": one.number, "product_id": one.number, "category_id": categories[one.kind]} for one in every),
    )
    copy_rows(
        StockRecord,
        (
            {
                "id": one.number, "product_id": one.number, "partner_id": sellers[one.seller][1],
                "partner_sku": f"bench-{one.number}", "price": one.price, "num_in_stock": one.stock,
            }
            for one in every
        ),
    )  # fmt: skip
    copy_rows(
        ProductImage,
        (
            {"id": one.number, "product_id": one.number, "display_order": 0, **PICTURE, "renditions": WIDTHS}
            for one in every
        ),
    )
    copy_rows(
        Product.certificates.through,
        (
            {"id": one.number, "product_id": one.number, "certificate_id": sellers[one.seller][2]}
            for one in every
            if one.certified
        ),
    )
    copy_rows(ProductReview, review_rows(every))


def review_rows(every: Sequence[Goods]) -> Iterator[dict]:
    """Approved, without a person; Oscar's table is the same in both shops."""
    numbers = count(1)
    for one in every:
        for score in one.scores:
            yield {
                "id": next(numbers), "product_id": one.number, "score": score, "status": 1, "title": "Merci",
                "body": recipe.TELLING[score][0], "name": "Salma", "email": "salma@example.com",
            }  # fmt: skip


def _product(one: Goods, cooperative, product_class: int) -> dict:
    code = recipe.slug(one)
    return {
        "id": one.number, "structure": "standalone", "state": "live", "is_public": True, "listing_code": code,
        "slug": code, "cooperative_id": cooperative.pk, "product_class_id": product_class,
        **_texts("title", one.title), **_texts("description", one.description),
        "rating": sum(one.scores) / len(one.scores) if one.scores else None,
        "net_quantity": 500, "net_unit": "g", "weight_g": 550, "length_cm": 20, "width_cm": 12, "height_cm": 8,
        "free_from": list(one.free_from), "date_created": one.created,
    }  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]))
