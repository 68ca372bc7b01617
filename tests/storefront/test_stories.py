"""The stories' pages: three languages, the last published version, nobody's cookie."""

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from cooperatives.models import Cooperative
from marketplace.stories.models import Story, StoryVersion
from marketplace.stories.services import story_edit, story_picture_add, story_publish, story_submit
from tests.factories import make_cooperative, make_product, make_user
from tests.factories.stories import make_story, make_story_texts
from tests.stories.test_services import photo

pytestmark = pytest.mark.django_db

LANGUAGES = ("fr", "ar", "en")
STORY_LIMIT, LIST_LIMIT = 6, 2


def facts(number: int) -> list[dict]:
    return [{"label": {"fr": f"Nom {letter}"}, "value": {"fr": f"Valeur {letter}"}} for letter in "ABCDEFGH"[:number]]


def url(story: Story, language: str = "fr") -> str:
    return f"/{language}/stories/{story.slug}/"


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert not [one["sql"] for one in asked if not one["sql"].startswith("SELECT")]
    return len(asked)


# --- what they show ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_is_told_in_the_readers_language(client, language):
    cooperative = make_cooperative("al-alfia")
    product = make_product(cooperative=cooperative)
    make_product("Ailleurs")
    story = make_story(cooperative, texts=make_story_texts("Pain"), listings=[product], facts=facts(1))
    html = page(client, url(story, language))
    own = {"fr": ("Pain", "Après"), "ar": ("قصة Pain", "بعد ذلك"), "en": ("Pain (en)", "Later")}[language]
    assert f"<h1>{own[0]}</h1>" in html
    assert f"<h2>{own[1]}</h2>" in html
    with override(language):
        assert product.title in html
    assert "Ailleurs" not in html
    assert f'href="/{language}/cooperatives/al-alfia/"' in html
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html
    assert "Valeur A" in html
    assert own[0] in page(client, f"/{language}/stories/")


def test_readers_see_the_last_published_version_only(client):
    story = make_story(texts=make_story_texts("Un"))
    story_edit(story_id=story.pk, by=make_user(), texts={"title": {"fr": "Deux"}})
    for address in (url(story), "/fr/stories/", "/fr/", f"/fr/cooperatives/{story.cooperative.slug}/"):
        html = page(client, address)
        assert "Un" in html and "Deux" not in html, address


def test_drafts_and_waiting_stories_are_nobodys_to_read(client):
    for state in ("draft", "submitted"):
        story = make_story(state=state)
        assert client.get(url(story)).status_code == 404
        assert story.title not in page(client, "/fr/stories/")


def test_stories_of_a_suspended_cooperative_vanish_and_come_back(client):
    story = make_story()
    places = (url(story), "/fr/stories/", "/fr/")
    assert all(story.title in page(client, place) for place in places)
    cooperative = Cooperative.objects.filter(pk=story.cooperative_id)
    cooperative.update(status=Cooperative.Status.SUSPENDED)
    assert client.get(url(story)).status_code == 404
    assert all(story.title not in page(client, place) for place in places[1:])
    cooperative.update(status=Cooperative.Status.ADMITTED)
    assert all(story.title in page(client, place) for place in places)


def test_goods_that_are_no_longer_for_sale_are_not_shown(client):
    cooperative = make_cooperative()
    gone = make_product("Parti", cooperative=cooperative)
    story = make_story(cooperative, listings=[gone])
    type(gone).objects.filter(pk=gone.pk).update(state="paused")
    assert "Parti" not in page(client, url(story))


def test_the_text_is_cleaned_once_more_when_it_is_shown(client):
    story = make_story()
    bad = dict(story.current.content)
    bad["body"] = {"fr": "<p>Bon<script>alert(1)</script></p><img src=x onerror=alert(2)>", "ar": "", "en": ""}
    bad["title"] = {"fr": "<b>Titre</b>", "ar": "", "en": ""}
    version = StoryVersion.objects.create(
        story=story, number=2, content=bad, published_at=story.published_at, published_by=make_user()
    )
    Story.objects.filter(pk=story.pk).update(current=version)
    for address in (url(story), "/fr/stories/", "/ar/stories/", url(story, "ar")):
        html = page(client, address)
        assert "alert(" not in html and "onerror" not in html and "<b>Titre" not in html, address


def test_plain_text_gets_its_paragraphs(client):
    texts = make_story_texts()
    texts["body"]["fr"] = "Un & un.\n\nDeux."
    assert "<p>Un &amp; un.</p>" in page(client, url(make_story(texts=texts)))


def test_the_first_four_facts_stand_above_the_text_and_others_beside_it(client):
    html = page(client, url(make_story(facts=facts(6))))
    strip, _, text = html.partition('class="longread-body"')
    assert all(f"Valeur {letter}" in strip for letter in "ABCD") and "Valeur E" not in strip
    assert "Valeur E" in text  # one part has a heading, so one fact stands beside it


@pytest.mark.parametrize(("number", "place"), [(2, "longread-beside"), (3, "longread-shots")])
def test_pictures_are_shown_from_their_renditions_with_their_captions(client, number, place):
    by = make_user()
    story = make_story(state="draft", by=by)
    for colour in ("teal", "gold", "navy")[:number]:
        story_picture_add(story_id=story.pk, by=by, data=photo(colour), caption={"fr": f"En {colour}"})
    story_submit(story_id=story.pk, by=by)
    story_publish(story_id=story.pk, by=by)
    html = page(client, url(story))
    for colour in ("teal", "gold", "navy")[:number]:
        assert html.count(f"<figcaption>En {colour}</figcaption>") == 1
    assert f'class="{place}' in html
    assert html.count("360w") >= number and 'width="800" height="1000"' in html


def test_a_story_that_is_not_written_in_the_readers_language_says_in_which(client):
    texts = {name: {"ar": words["ar"]} for name, words in make_story_texts().items()}
    story = make_story(texts=texts)
    assert '<article class="longread" lang="ar" dir="rtl">' in page(client, url(story, "en"))
    assert '<article class="longread">' in page(client, url(story, "ar"))


def test_an_invented_story_says_so(client):
    story = make_story(make_cooperative(is_fictitious=True))
    assert "invented for the demonstration" in page(client, url(story, "en"))
    assert "invented for the demonstration" not in page(client, url(make_story(), "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_story_yet_is_said_kindly(client, language):
    html = page(client, f"/{language}/stories/")
    assert f'href="/{language}/cooperatives/"' in html.partition("<main")[2]


def test_a_storefront_leads_to_its_newest_story(client):
    cooperative = make_cooperative()
    make_story(cooperative)
    newest = make_story(cooperative)
    make_story()
    html = page(client, f"/fr/cooperatives/{cooperative.slug}/")
    assert html.count(f'href="{url(newest)}"') == 1
    assert html.count('class="story-teaser"') == 1


def test_the_list_has_pages_and_no_others(client):
    cooperative = make_cooperative()
    by = make_user()
    for _ in range(26):
        make_story(cooperative, by=by)
    assert page(client, "/fr/stories/").count('class="story-card"') == 23
    assert page(client, "/fr/stories/?page=2").count('class="story-card"') == 2
    assert client.get("/fr/stories/?page=3").status_code == 404
    assert client.get("/fr/stories/?page=x").status_code == 404


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("سنة 2008.", 'سنة <bdi dir="ltr">2008</bdi>.'),
        ("1\u00a0200\u00a0000 درهم", '<bdi dir="ltr">1\u00a0200\u00a0000</bdi> درهم'),
        ("l'an 1", 'l&#x27;an <bdi dir="ltr">1</bdi>'),
        ("<b>1", '&lt;b&gt;<bdi dir="ltr">1</bdi>'),
    ],
)
def test_numbers_inside_arabic_text_read_left_to_right(text, shown):
    template = Template("{% load stories %}{{ text|numbers }}")
    with override("ar"):
        assert template.render(Context({"text": text})) == shown
    with override("fr"):
        assert "bdi" not in template.render(Context({"text": text}))


# --- the same for everybody --------------------------------------------------------------------------------------


def test_stories_set_no_cookie_and_are_confirmed_by_their_etag(client):
    story = make_story()
    for address in ("/fr/stories/", url(story), url(story, "ar")):
        first = client.get(address)
        assert not first.cookies
        assert first.get("Vary", "Accept-Encoding") == "Accept-Encoding"
        assert first["Cache-Control"].startswith("public")
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_stories_cost_the_same_for_one_or_twenty(client):
    cooperative = make_cooperative()
    products = [make_product(cooperative=cooperative)]
    story = make_story(cooperative, listings=products, facts=facts(1))
    make_story(cooperative)  # another to read, so that its query has an answer both times
    few = queries(client, url(story)), queries(client, "/fr/stories/")
    products += [make_product(cooperative=cooperative) for _ in range(4)]
    by = make_user()
    for _ in range(18):
        many = make_story(cooperative, by=by, listings=products, facts=facts(8))
    assert (queries(client, url(many)), queries(client, "/fr/stories/")) == few
    assert few[0] <= STORY_LIMIT and few[1] <= LIST_LIMIT
