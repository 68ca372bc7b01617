"""Reviews on the product page and stars on cards."""

import pytest
from django.urls import reverse
from django.utils import translation
from oscar.apps.catalogue.reviews.models import ProductReview

from catalogue.services.review import review_publish
from marketplace.audit.models import Entry
from tests.factories import make_product, make_user
from tests.storefront.public import PRODUCT_LIMIT

pytestmark = pytest.mark.django_db


def publish(product, score=5, title="Excellent", **fields):
    return review_publish(
        product=product, by=make_user(), name="Salma I.", email="s@example.com", score=score, title=title,
        body=fields.pop("body", "Gonfle sans coller."), **fields,
    )  # fmt: skip


def page_of(client, product, language="fr") -> str:
    with translation.override(language):
        return client.get(reverse("storefront:product", args=[product.slug, product.pk])).content.decode()


def test_a_product_page_shows_its_reviews_and_their_average(client):
    product = make_product()
    publish(product, 5)
    publish(product, 4, title="كسكس ممتاز")
    assert Entry.objects.filter(what="review.published").count() == 2
    body = page_of(client, product, "en")
    assert "Salma I." in body
    assert "كسكس ممتاز" in body
    assert '<bdi dir="ltr">4.5</bdi>' in body
    product.refresh_from_db()
    assert product.rating == 4.5
    with translation.override("en"):
        assert 'class="card-rating"' in client.get(reverse("storefront:catalogue")).content.decode()


def test_a_review_that_nobody_read_is_not_shown(client):
    product = make_product()
    ProductReview.objects.create(
        product=product, name="X", email="x@example.com", score=1, title="Unread words", body="b",
        status=ProductReview.FOR_MODERATION,
    )  # fmt: skip
    assert "Unread words" not in page_of(client, product)


def test_words_of_buyers_are_shown_as_words(client):
    product = make_product()
    publish(product, title="<script>alert(1)</script>", body="<b>bold</b>")
    body = page_of(client, product)
    assert "<script>alert" not in body
    assert "&lt;b&gt;bold" in body


def test_the_page_costs_the_same_for_one_review_or_twenty(client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    product = make_product()

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            page_of(client, product)
        return len(captured)

    publish(product)
    page_of(client, product)
    one = cost()
    for _ in range(19):
        publish(product)
    assert cost() == one <= PRODUCT_LIMIT


@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_score_is_one_to_five(score):
    with pytest.raises(ValueError, match="1 to 5"):
        publish(make_product(), score)
