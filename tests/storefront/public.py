"""What the tests of the public pages share."""

from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from catalogue.models import Product, ProductImage
from tests.factories import make_product

CATALOGUE_LIMIT, PRODUCT_LIMIT = 7, 14


def address(product: Product, language: str = "fr") -> str:
    with override(language):
        return reverse("storefront:product", args=[product.slug, product.pk])


def queries(client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def titles(client, question: str) -> list[str]:
    response = client.get(f"/fr/catalogue/{question}")
    return [card.listing.title for card in response.context["shown"].cards]


def make_image(product: Product, name: str = "a", **fields) -> ProductImage:
    original = f"products/{product.listing_code}/{name}.jpg"
    return ProductImage.objects.create(product=product, original=original, width=1200, height=1500, **fields)


def make_many(number: int) -> None:
    """`number` copies of a live listing with stock, made by the database: instances of Oscar's model take long."""
    model = make_product("Couscous")
    _copy(model, number, id=f"{10**6} + n", listing_code="'bulk-' || n", slug="'bulk-' || n")
    stock = {"product_id": f"{10**6} + n", "partner_sku": "'bulk-' || n", "price": "10 + mod(n, 90)"}
    _copy(model.stockrecords.get(), number, id=f"{10**6} + n", **stock)


def _copy(row: models.Model, number: int, **different: str) -> None:
    """Rows like `row`; different: SQL expressions over `n`, from 1 to `number`."""
    columns = [field.column for field in row._meta.concrete_fields]
    values = ", ".join(different.get(column, f'"{column}"') for column in columns)
    table, names = row._meta.db_table, ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        # The triggers' statements were planned while the tables held a row or two: reading them whole ten thousand
        # times takes minutes.
        cursor.execute("DISCARD PLANS; SET LOCAL enable_seqscan = off")
        cursor.execute(  # the names are the model's own
            f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}", generate_series(1, %s) n WHERE id = %s',  # noqa: S608
            [number, row.pk],
        )
        cursor.execute(f'SET LOCAL enable_seqscan = on; ANALYZE "{table}"')
