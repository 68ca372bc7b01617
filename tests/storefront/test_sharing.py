"""What a page says where its address is shared, and the pictures that are shown there."""

import re
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from marketplace.storefront.posters import arabic_can_be_drawn
from tests.factories import make_cooperative, make_product
from tests.factories.listings import make_picture
from tests.factories.stories import make_story

from .public import address

pytestmark = pytest.mark.django_db


def told(client, url: str) -> dict[str, str]:
    html = client.get(url).content.decode()
    return dict(re.findall(r'<meta (?:property|name)="(og:[a-z_:]+|twitter:card)" content="([^"]*)">', html))


def picture_at(client, url: str):
    return client.get(re.sub(r"^https?://[^/]+", "", told(client, url)["og:image"]))


def test_a_product_says_what_it_is_and_where(client):
    url = address(make_product("Quinoa d'or"), "fr")
    said = told(client, url)
    assert (said["og:type"], said["og:title"], said["og:locale"]) == ("product", "Quinoa d&#x27;or", "fr_FR")
    assert said["og:url"].endswith(url) and said["og:image"].startswith("http")
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["twitter:card"] == "summary_large_image"
    assert said["og:description"]


def test_every_public_page_has_a_picture_and_private_pages_none(client):
    make_cooperative("tisseuses")
    make_story()
    pages = ("", "catalogue/", "cooperatives/", "cooperatives/tisseuses/", "stories/", "provinces/ma-mar/", "terms/")
    for page in pages:
        answer = picture_at(client, f"/ar/{page}")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg"), page
    assert "og:image" not in told(client, "/fr/basket/")


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_picture_is_the_right_size_kept_for_ever_and_without_cookie(client, language):
    answer = picture_at(client, address(make_product(), language))
    with Image.open(BytesIO(answer.content)) as picture:
        assert (picture.size, picture.format) == ((1200, 630), "JPEG")
    assert len(answer.content) < 300_000
    assert "immutable" in answer["Cache-Control"] and not answer.cookies and "Vary" not in answer


def test_each_cooperative_has_its_own_picture(client):
    for slug in ("une", "autre"):
        make_cooperative(slug)
    pages = [f"/{code}/cooperatives/{slug}/" for code in ("fr", "ar") for slug in ("une", "autre")]
    # The factory's Arabic names hold Latin letters, which the Arabic font has not: they are drawn in French.
    assert len({picture_at(client, page).content for page in pages}) == 2


def test_an_arabic_name_is_drawn_where_the_libraries_for_it_are(client):
    province = make_cooperative("une", name_ar="تعاونية النسيج").province
    province.name_ar = "مراكش"
    province.save()
    french, arabic = (picture_at(client, f"/{code}/cooperatives/une/").content for code in ("fr", "ar"))
    assert (french != arabic) == arabic_can_be_drawn()


def test_the_photo_of_a_product_is_on_its_picture(client):
    product = make_product()
    plain = picture_at(client, address(product)).content
    make_picture(product)
    assert picture_at(client, address(product)).content != plain


def test_a_photo_whose_file_went_leaves_the_words(client):
    product = make_product()
    image = make_picture(product)
    address_of_it = told(client, address(product))["og:image"]
    storage = image.original.storage
    for width in image.renditions:
        storage.delete(re.sub(r"\.jpg$", f"-{width}.webp", image.original.name))
    storage.delete(image.original.name)
    assert client.get(re.sub(r"^https?://[^/]+", "", address_of_it)).status_code == 200


def test_the_address_of_before_a_change_leads_to_the_present_one(client):
    cooperative = make_cooperative("une")
    before = re.sub(r"^https?://[^/]+", "", told(client, "/fr/cooperatives/une/")["og:image"])
    cooperative.name_fr = "Autre nom"
    cooperative.save()
    answer = client.get(before)
    assert answer.status_code == 302 and answer["Location"] != before
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("path", ["cooperative/fr/nobody", "cooperative/xx/une", "thing/fr/une", "product/fr/12x"])
def test_a_picture_of_nothing_is_404(client, path):
    make_cooperative("une")
    assert client.get(f"/og/{path}-0123456789ab.jpg").status_code == 404


def test_pages_do_not_ask_the_database_for_their_picture(client):
    with CaptureQueriesContext(connection) as asked:
        client.get("/fr/terms/")
    assert not asked.captured_queries
