"""The narrow rows of listings and the triggers that keep them, in the transaction of whatever changes a listing.

Triggers, because rows are also written by queryset.update, bulk_update and plain SQL, which send no signal. They work
on whole statements, so that a bulk load pays once, and touch a row only when something that it holds has changed.

facets_refresh locks the rows first and computes them in a statement after it: who waited for another transaction
then sees what that one wrote.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

REFRESH = """
CREATE FUNCTION facets_refresh(listings bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(cardinality(listings), 0) = 0 THEN
        RETURN;
    END IF;
    PERFORM 1 FROM facets_narrow WHERE product_id = ANY(listings) ORDER BY product_id FOR UPDATE;
    INSERT INTO facets_narrow AS narrow (
        product_id, cooperative_id, shown, created, rating, categories, certified, free_from,
        prices, low, high, here_prices, here_low, here_high
    )
    SELECT listing.id, listing.cooperative_id, listing.state = 'live' AND listing.is_public, listing.date_created,
        listing.rating,
        ARRAY(SELECT category_id FROM catalogue_productcategory WHERE product_id = listing.id ORDER BY 1),
        -- Until when each kind of certificate proves something, the kinds in their own order.
        CASE WHEN EXISTS (SELECT 1 FROM catalogue_product_certificates WHERE product_id = listing.id) THEN ARRAY(
            SELECT max(coalesce(certificate.expires_on, '9999-12-31')) FILTER (WHERE certificate.id IS NOT NULL)
            FROM unnest(ARRAY['onssa', 'igp', 'aop', 'organic', 'terroir', 'handmade']) WITH ORDINALITY AS known (kind, place)
            LEFT JOIN (
                cooperatives_certificate AS certificate
                JOIN catalogue_product_certificates AS link ON link.certificate_id = certificate.id
            ) ON certificate.kind = known.kind AND certificate.reviewed_at IS NOT NULL AND link.product_id = listing.id
            GROUP BY known.place ORDER BY known.place
        ) ELSE '{}' END,
        coalesce((
            SELECT bit_or(1 << (array_position(ARRAY[
                'gluten', 'crustaceans', 'eggs', 'fish', 'peanuts', 'soy', 'milk', 'nuts', 'celery', 'mustard',
                'sesame', 'sulphites', 'lupin', 'molluscs'
            ], code::text) - 1)) FROM unnest(listing.free_from) AS code
        ), 0),
        coalesce(offers.prices, '{}'), offers.low, offers.high,
        coalesce(offers.here_prices, '{}'), offers.here_low, offers.here_high
    FROM catalogue_product AS listing
    CROSS JOIN LATERAL (
        SELECT array_agg(cents ORDER BY cents) AS prices, min(cents) AS low, max(cents) AS high,
            array_agg(cents ORDER BY cents) FILTER (WHERE here) AS here_prices,
            min(cents) FILTER (WHERE here) AS here_low, max(cents) FILTER (WHERE here) AS here_high
        FROM (
            SELECT round(record.price * 100)::bigint AS cents,
                record.num_in_stock > coalesce(record.num_allocated, 0) AS here
            FROM (
                SELECT listing.id UNION ALL SELECT variant.id FROM catalogue_product AS variant
                WHERE variant.parent_id = listing.id AND variant.state = 'live' AND variant.is_public
            ) AS offered
            JOIN partner_stockrecord AS record ON record.product_id = offered.id
            WHERE record.price IS NOT NULL
        ) AS offer
    ) AS offers
    WHERE listing.id = ANY(listings) AND listing.structure <> 'child'
    ORDER BY listing.id
    ON CONFLICT (product_id) DO UPDATE SET
        cooperative_id = excluded.cooperative_id, shown = excluded.shown, created = excluded.created,
        rating = excluded.rating, categories = excluded.categories, certified = excluded.certified,
        free_from = excluded.free_from, prices = excluded.prices, low = excluded.low, high = excluded.high,
        here_prices = excluded.here_prices, here_low = excluded.here_low, here_high = excluded.here_high
    WHERE narrow IS DISTINCT FROM excluded;
    DELETE FROM facets_narrow WHERE product_id = ANY(listings) AND NOT EXISTS (
        SELECT 1 FROM catalogue_product WHERE id = product_id AND structure <> 'child'
    );
END $$;
"""

# Of each table: the listings that a row belongs to, and which of its columns the narrow row holds.
PRODUCT, LINK = "coalesce(parent_id, id)", "product_id"
OFFER = "(SELECT coalesce(parent_id, id) FROM catalogue_product WHERE id = product_id)"
TABLES = {
    "catalogue_product": (
        PRODUCT,
        "id, parent_id, structure, cooperative_id, state, is_public, date_created, rating, free_from",
    ),
    "partner_stockrecord": (OFFER, "id, product_id, price, num_in_stock > coalesce(num_allocated, 0)"),
    "catalogue_productcategory": (LINK, "id, product_id, category_id"),
    "catalogue_product_certificates": (LINK, "id, product_id, certificate_id"),
}


def triggers(table: str, listing: str, columns: str) -> str:
    """After each statement, refresh the listings whose rows are new, gone, or different in those columns."""
    name = f"facets_of_{table}"
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM facets_refresh(ARRAY(SELECT DISTINCT {listing} FROM new_rows));
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM facets_refresh(ARRAY(SELECT DISTINCT {listing} FROM old_rows));
    ELSE
        PERFORM facets_refresh(ARRAY(
            SELECT {listing} FROM (SELECT {columns} FROM new_rows EXCEPT SELECT {columns} FROM old_rows) AS now
            UNION
            SELECT {listing} FROM (SELECT {columns} FROM old_rows EXCEPT SELECT {columns} FROM new_rows) AS before
        ));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER {name}_insert AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE TRIGGER {name}_update AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE TRIGGER {name}_delete AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


def triggers_dropped(table: str) -> str:
    moments = "".join(
        f"DROP TRIGGER facets_of_{table}_{moment} ON {table};\n" for moment in ("insert", "update", "delete")
    )
    return f"{moments}DROP FUNCTION facets_of_{table}();\n"


# A certificate is linked after it was made and never deleted while it is linked: only what it says can change.
CERTIFICATE = """
CREATE FUNCTION facets_of_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM facets_refresh(ARRAY(
        SELECT DISTINCT product_id FROM catalogue_product_certificates WHERE certificate_id IN (
            SELECT id FROM (
                SELECT id, kind, expires_on, reviewed_at IS NULL FROM new_rows
                EXCEPT SELECT id, kind, expires_on, reviewed_at IS NULL FROM old_rows
            ) AS changed
        )
    ));
    RETURN NULL;
END $$;
CREATE TRIGGER facets_of_certificate_update AFTER UPDATE ON cooperatives_certificate
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION facets_of_certificate();
"""
CERTIFICATE_DROPPED = """
DROP TRIGGER facets_of_certificate_update ON cooperatives_certificate;
DROP FUNCTION facets_of_certificate();
"""

FORWARD = [
    REFRESH,
    *(triggers(table, listing, columns) for table, (listing, columns) in TABLES.items()),
    CERTIFICATE,
    "SELECT facets_refresh(ARRAY(SELECT id FROM catalogue_product));",
]
BACKWARD = [
    CERTIFICATE_DROPPED,
    *(triggers_dropped(table) for table in TABLES),
    "DROP FUNCTION facets_refresh(bigint[]);",
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0035_moderation"),
        ("cooperatives", "0004_applications"),
        ("partner", "0009_stock_of_the_products_cooperative"),
    ]

    operations = [
        migrations.CreateModel(
            name="Narrow",
            fields=[
                (
                    "product",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="catalogue.product",
                    ),
                ),
                ("shown", models.BooleanField()),
                ("created", models.DateTimeField()),
                ("rating", models.FloatField(null=True)),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                (
                    "certified",
                    django.contrib.postgres.fields.ArrayField(base_field=models.DateField(null=True), size=None),
                ),
                ("free_from", models.IntegerField()),
                ("prices", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("low", models.BigIntegerField(null=True)),
                ("high", models.BigIntegerField(null=True)),
                (
                    "here_prices",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("here_low", models.BigIntegerField(null=True)),
                ("here_high", models.BigIntegerField(null=True)),
                (
                    "cooperative",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cooperatives.cooperative",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("created"), descending=True),
                        models.OrderBy(models.F("product"), descending=True),
                        condition=models.Q(("shown", True)),
                        name="narrow_newest",
                    ),
                    models.Index(
                        models.OrderBy(models.F("low"), nulls_last=True),
                        models.OrderBy(models.F("product"), descending=True),
                        condition=models.Q(("shown", True)),
                        name="narrow_cheapest",
                    ),
                    models.Index(
                        models.OrderBy(models.F("low"), descending=True, nulls_last=True),
                        models.OrderBy(models.F("product"), descending=True),
                        condition=models.Q(("shown", True)),
                        name="narrow_dearest",
                    ),
                    models.Index(
                        models.OrderBy(models.F("rating"), descending=True, nulls_last=True),
                        models.OrderBy(models.F("product"), descending=True),
                        condition=models.Q(("shown", True)),
                        name="narrow_liked",
                    ),
                    models.Index(
                        condition=models.Q(("shown", True)), fields=["cooperative"], name="narrow_cooperative"
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["categories"], name="narrow_categories"),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
