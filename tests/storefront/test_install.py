"""The shop as something to install: manifest, service worker, the page for no network."""

import json
import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from marketplace.storefront.installing import worker_script
from tests.factories import make_cooperative, make_product, make_user

from .public import address

pytestmark = pytest.mark.django_db
LANGUAGES = ("fr", "ar", "en")


def told() -> dict:
    """What the worker of this release is told."""
    return json.loads(re.search(r"const SHOP = (\{.*\});", worker_script())[1])


def opened(client, path: str):
    """The answer, read to its end: a static file is a stream."""
    answer = client.get(path)
    b"".join(answer)
    answer.close()
    return answer


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl"), ("en", "ltr")])
def test_the_manifest_speaks_the_readers_language_and_begins_there(client, language, direction):
    answer = client.get(f"/{language}/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    assert "Set-Cookie" not in answer and "public" in answer["Cache-Control"]
    manifest = answer.json()
    assert (manifest["lang"], manifest["dir"], manifest["start_url"]) == (language, direction, f"/{language}/")
    assert (manifest["display"], manifest["id"], manifest["scope"]) == ("standalone", "/", "/")
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} == {
        (size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")
    }
    for icon in manifest["icons"]:
        assert opened(client, icon["src"])["Content-Type"] == "image/png"


def test_the_worker_is_the_same_for_everybody_and_asks_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/sw.js", headers={"accept-language": "ar"})
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies and not answer.has_header("Vary")
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    assert len(answer.content) < 6_000


def test_everything_the_worker_keeps_beforehand_is_there(client):
    shop = told()
    assert shop["offline"] == {code: f"/{code}/offline/" for code in LANGUAGES}
    for path in [*shop["shell"], *shop["offline"].values()]:
        assert opened(client, path).status_code == 200, path


@pytest.mark.parametrize("path", ["/", "/fr/", "/ar/catalogue/x_1/", "/en/checkout/review/"])
def test_the_worker_answers_for_the_shop(path):
    assert re.match(told()["pages"], path)


@pytest.mark.parametrize("path", ["/fr/seller/x/", "/ar/delegation/", "/en/demo/mail/", "/healthz", "/media/a.webp"])
def test_the_worker_leaves_other_doors_alone(path):
    assert not re.match(told()["pages"], path)


def test_another_release_is_another_version(monkeypatch):
    from django.contrib.staticfiles.storage import staticfiles_storage

    before = told()["version"]
    monkeypatch.setattr(staticfiles_storage, "manifest_hash", "of another release", raising=False)
    worker_script.cache_clear()
    try:
        assert told()["version"] != before
    finally:
        worker_script.cache_clear()


def test_only_answers_for_everybody_are_marked_as_the_worker_keeps_them(client):
    """The worker keeps what says "public": no page of one person does, signed in or not."""
    product = make_product(cooperative=make_cooperative())
    private = [reverse(f"storefront:{name}") for name in ("basket", "checkout", "review", "personal", "apply")]
    private += [reverse("account-home"), reverse("account_login"), reverse("addresses")]
    private += [reverse("storefront:basket-add", args=[product.pk])]
    for _visit in range(2):
        for path in private:
            assert "public" not in client.get(path).headers.get("Cache-Control", "no-store"), path
        client.force_login(make_user())
    for path in (reverse("storefront:home"), address(product), reverse("storefront:stories")):
        assert "public" in client.get(path)["Cache-Control"], path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_no_network_says_what_to_do_and_is_not_indexed(client, language):
    html = client.get(f"/{language}/offline/").content.decode()
    assert 'name="robots" content="noindex"' in html and "data-kept-list" in html
    words = {"fr": "hors connexion", "ar": "غير متصل", "en": "You are offline"}
    assert words[language] in html


def test_shop_pages_can_be_installed_and_the_other_doors_call_no_worker(client):
    from tests.factories.moderation import make_moderator

    html = client.get("/ar/").content.decode()
    assert 'rel="manifest" href="/ar/manifest.webmanifest"' in html and "js/kept.js" in html
    assert "data-offline" in html
    client.force_login(make_moderator())
    with override("fr"):
        desk = client.get(reverse("delegation:queue")).content.decode()
    assert "js/kept.js" not in desk and "webmanifest" not in desk
