"""What goes well with a product: chosen pairs, what was bought together, its like from others."""

import pytest

from catalogue.choices import State
from catalogue.models import ProductCategory, ProductRecommendation
from tests.factories import make_cooperative, make_order, make_product
from tests.factories.listings import make_category

from .public import address, queries

pytestmark = pytest.mark.django_db


def companions(client, product) -> list:
    return [card.listing for card in client.get(address(product)).context["shown"].companions]


def shelve(*products, code: str = "couscous") -> None:
    shelf = make_category(code)
    for product in products:
        ProductCategory.objects.create(product=product, category=shelf)


def test_chosen_pairs_come_first_then_what_was_bought_together_then_the_like_of_others(client):
    product, chosen, better, together, alike = (make_product() for _ in range(5))
    ProductRecommendation.objects.create(primary=product, recommendation=chosen, ranking=1)
    ProductRecommendation.objects.create(primary=product, recommendation=better, ranking=2)
    make_order((product, 1), (together, 1))
    shelve(product, alike)
    assert companions(client, product) == [better, chosen, together, alike]


def test_its_like_comes_from_other_cooperatives_only(client):
    cooperative = make_cooperative()
    product, sister, other = (
        make_product(cooperative=cooperative),
        make_product(cooperative=cooperative),
        make_product(),
    )
    shelve(product, sister, other)
    assert companions(client, product) == [other]


def test_what_cannot_be_bought_is_left_out(client):
    product, gone, hidden = make_product(), make_product(stock=0), make_product(state=State.PAUSED)
    for other in (gone, hidden):
        ProductRecommendation.objects.create(primary=product, recommendation=other)
    assert companions(client, product) == []
    assert "Goes well with" not in client.get(address(product, "en")).content.decode()


def test_the_page_costs_the_same_with_one_or_many_companions(client):
    product = make_product()
    shelve(product, make_product())
    one = queries(client, address(product))
    shelve(*(make_product() for _ in range(6)))
    assert queries(client, address(product)) == one
