"""What stands beside a listing: more from its cooperative, and what goes well with it, which is pairs that were chosen,
then what buyers took with it, then its like from others.

Two queries, whatever the size of the shop: one for a few narrow rows of candidates, one for their listings.
"""

from __future__ import annotations

from django.db import connection

from catalogue.models import Category, Product
from cooperatives.models import Cooperative

from .cards import Card
from .listings import cards_by_id

# Of its own cooperative.
MORE = 4
# Read of each kind, so that the sold out and the hidden can be left out.
CANDIDATES = 8
OWN = 0
# As NarrowQuerySet.visible says it. All of it is written out, since to put a union of four parts together from objects
# took a fifth of a product page's time.
_SEEN = """facets_narrow AS narrow JOIN cooperatives_cooperative AS maker
ON maker.id = narrow.cooperative_id AND maker.status = %(selling)s WHERE narrow.shown"""
_FAMILY = "(SELECT id FROM catalogue_product WHERE %(listing)s IN (id, parent_id))"
# The newest of its own cooperative; then as the comments say.
_CANDIDATES = f"""(SELECT 0 AS kind, 0 AS weight, product_id FROM {_SEEN}
AND maker.id = %(maker)s AND product_id <> %(listing)s ORDER BY created DESC, product_id DESC LIMIT %(more)s
) UNION ALL (
-- pairs that somebody chose, the highest ranking first
SELECT 1, coalesce(ranking, 0), recommendation_id FROM catalogue_productrecommendation
WHERE primary_id = %(listing)s ORDER BY 2 DESC, 3 LIMIT %(candidates)s
) UNION ALL (
-- of the orders that hold it, or a variant of it: their other listings, the most frequent first
SELECT 2, count(DISTINCT line.order_id), coalesce(product.parent_id, product.id)
FROM order_line AS line JOIN catalogue_product AS product ON product.id = line.product_id
WHERE line.order_id IN (SELECT order_id FROM order_line WHERE product_id IN {_FAMILY})
AND line.product_id NOT IN {_FAMILY} GROUP BY 3 ORDER BY 2 DESC, 3 LIMIT %(candidates)s
) UNION ALL (
-- the newest of the same category that other cooperatives make
SELECT 3, 0, product_id FROM {_SEEN} AND maker.id <> %(maker)s AND categories @> ARRAY[%(shelf)s::bigint]
ORDER BY created DESC, product_id DESC LIMIT %(candidates)s
)"""  # noqa: S608 - our own constants


def beside(listing: Product, shelf: Category | None) -> tuple[list[Card], list[Card]]:
    """Cards of visible listings: the newest others of its cooperative; companions, the best first, without these.

    shelf: the category that the listing stands in.
    """
    with connection.cursor() as cursor:
        asked = {"listing": listing.pk, "maker": listing.cooperative_id, "shelf": shelf.pk if shelf else None}
        few = {"more": MORE, "candidates": CANDIDATES, "selling": Cooperative.Status.ADMITTED}
        cursor.execute(_CANDIDATES, asked | few)
        rows = cursor.fetchall()
    # The smallest kind first, then the heaviest, then the oldest; each listing where it comes first.
    order = [(pk, kind) for kind, _weight, pk in sorted(rows, key=lambda row: (row[0], -row[1], row[2]))]
    own = [pk for pk, kind in order if kind == OWN]
    others = dict.fromkeys(pk for pk, kind in order if kind != OWN and pk != listing.pk)
    found = {card.listing.pk: card for card in cards_by_id([*own, *others])}
    more = [found[pk] for pk in own if pk in found]
    more.sort(key=lambda card: (card.listing.date_created, card.listing.pk), reverse=True)
    companions = [found[pk] for pk in others if pk in found][:CANDIDATES]
    return more, [card for card in companions if card.listing.pk not in own]
