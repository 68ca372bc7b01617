"""What has no words is the same for readers of every language, and for every cache."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_a_band_varies_on_nothing_and_is_kept_for_ever(client, language):
    response = client.get("/bands/couscous/al-alfia-atalita.svg", headers={"accept-language": language})
    assert not response.has_header("Vary")
    assert not response.has_header("Content-Language")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies


def test_a_page_without_a_language_in_its_address_still_varies_on_it(client):
    assert client.get("/", headers={"accept-language": "ar"})["Vary"] == "Accept-Language"


def test_a_page_still_says_its_language(client):
    assert client.get("/ar/terms/")["Content-Language"] == "ar"
