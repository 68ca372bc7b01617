"""The first page: newest goods, mixed, and ways into the market."""

import pytest

from catalogue.models import Category, ProductCategory
from tests.factories import make_city, make_cooperative, make_product, make_product_class

from .public import make_image, queries

pytestmark = pytest.mark.django_db


def shown(client):
    return client.get("/fr/").context["shown"]


def neighbours(cards: list) -> list[tuple]:
    """Every card with the one before it and the ones above it, on a telephone and on a computer."""
    return [(cards[place], cards[place - back]) for back in (1, 2, 4) for place in range(back, len(cards))]


def test_no_two_neighbours_are_of_the_same_cooperative(client):
    generous = make_cooperative()
    for _ in range(20):
        make_image(make_product(cooperative=generous))
    for _ in range(7):
        cooperative = make_cooperative()
        make_image(make_product(cooperative=cooperative)), make_image(make_product(cooperative=cooperative))
    cards = shown(client).cards
    assert len(cards) == 8
    assert all(one.cooperative != other.cooperative for one, other in neighbours(cards))


def test_no_two_neighbours_show_the_same_picture(client):
    for name in ("same", "other"):
        for _ in range(4):
            make_image(make_product(), name=name)
    for number in range(4):
        make_image(make_product(), name=f"own-{number}")
    pictures = [card.image.original.name.rsplit("/", 1)[1] for card in shown(client).cards]
    beside = [(pictures[place], pictures[place - 1]) for place in range(1, len(pictures))]
    assert all(one != other for one, other in beside)


def test_different_kinds_of_goods_come_beside_each_other(client):
    for kind in ("couscous", "cheese"):
        for _ in range(4):
            make_product(product_class=make_product_class(kind))
    first, second, *_ = shown(client).cards
    assert first.listing.product_class != second.listing.product_class


def test_what_is_sold_out_stays_away(client):
    make_product("Parti", stock=0)
    make_product("Ici")
    assert [card.listing.title for card in shown(client).cards] == ["Ici"]


def test_every_category_with_goods_is_offered_with_one_of_their_pictures(client):
    Category.objects.create(path="0001", depth=1, numchild=3, name_fr="Épicerie", slug="food", code="food")
    for number, name in enumerate(("Fromages", "Miels", "Huiles", "Vide"), start=1):
        path = f"0001000{number}"
        leaf = Category.objects.create(path=path, depth=2, name_fr=name, slug=name.lower(), code=name.lower())
        if name != "Vide":
            product = make_product()
            make_image(product)
            ProductCategory.objects.create(product=product, category=leaf)
    html = client.get("/fr/").content.decode()
    assert [kind.category.name for kind in shown(client).kinds] == ["Fromages", "Miels", "Huiles"]
    assert "?category=miels" in html and "?category=vide" not in html


def test_cooperatives_are_shown_with_what_they_make(client):
    city = make_city()
    maker, idle = make_cooperative("active", city=city), make_cooperative("sans-rien", city=city)
    for _ in range(5):
        make_image(make_product(cooperative=maker))
    makers = shown(client).makers
    assert [one.cooperative for one in makers] == [maker] and idle not in makers
    assert len(makers[0].images) == 3 and makers[0].cooperative.listings == 5


def test_a_picture_that_waits_is_on_no_card_of_a_cooperative(client):
    make_image(make_product(), state="waiting")
    assert shown(client).makers[0].images == []


def test_the_page_costs_the_same_with_many_pictures(client):
    make_image(make_product())
    few = queries(client, "/fr/")
    for _ in range(30):
        make_image(make_product())
    assert queries(client, "/fr/") == few
