"""What is the same on every page is rendered once in each language, and still right on each."""

import re

import pytest
from django.template import Context, Template
from django.utils.translation import override

from tests.factories import make_product

from .public import address


def test_a_kept_part_is_rendered_once_for_each_language_and_key():
    part = Template("{% load i18n kept %}{% kept key %}{% translate 'Search' %} {{ other }}{% endkept %}")

    def html(language: str, **values: str) -> str:
        with override(language):
            return part.render(Context(values))

    assert html("en", key="a", other="first") == "Search first"
    assert html("en", key="a", other="second") == "Search first"
    assert html("en", key="b", other="second") == "Search second"
    assert html("fr", key="a", other="third") == "Chercher third"


@pytest.mark.django_db
def test_the_menu_tells_where_the_reader_is_and_the_search_box_what_was_asked(client):
    def header(page: str) -> str:
        return client.get(page).content.decode().split("</header>")[0]

    def here(page: str) -> list[str]:
        return re.findall(r'href="([^"]+)" aria-current="page"', header(page).split("<header")[1])

    for page in ("/fr/", "/fr/catalogue/", "/ar/stories/", "/fr/provinces/", "/en/cooperatives/"):
        assert here(page) == [page]
    assert here("/fr/search/?q=miel") == []
    assert 'name="q" value="miel"' in header("/fr/search/?q=miel")
    assert 'name="q" value=""' in header("/fr/search/")


@pytest.mark.django_db
def test_a_chosen_town_is_chosen_on_that_page_alone(client):
    product = make_product()
    chosen = '<option value="marrakech" selected>'
    assert chosen in client.get(address(product) + "?city=marrakech").content.decode()
    assert chosen not in client.get(address(product)).content.decode()
