"""The demo's stories: told through the real services, complete, honest, in three languages."""

import json
import re

import pytest

from catalogue.models import Product
from cooperatives.models import Cooperative
from marketplace.accounts.services.demo import demo_users_ensure
from marketplace.audit.models import Entry
from marketplace.demo.pictures import SUBJECTS
from marketplace.demo.stories import CONTENT, stories_load
from marketplace.stories.models import Story
from tests.demo.content_files import COOPERATIVE, LANGUAGES, LISTING, texts
from tests.factories import make_cooperative, make_product

ROWS = json.loads(CONTENT.read_text(encoding="utf-8"))
STORY = {row["cooperative"]: row for row in ROWS}
EXAMPLE_MARK = {"fr": "(exemple)", "ar": "(مثال)", "en": "(example)"}
FACTS = {
    "al-alfia-atalita": {
        "fr": "Rehamna|Bourous|Dar Couscous|2008|2 000 000|1 200 000|Plan Maroc Vert|800 000|Allemagne|"
        "Mohammed V|INDH|Entraide Nationale|commune de Bourous|Fédération nationale de la minoterie|Étoile France|"
        "trentaine|céréales|riz|millet|légumineuses|fruits secs|graines oléagineuses|sans gluten|quinoa|"
        "femmes rurales en situation difficile|locales, régionales, nationales, internationales|grandes surfaces",
        "ar": "الرحامنة|بوروس|دار الكسكس|2008|مليونا درهم|200 ألف|مخطط المغرب الأخضر|800 ألف|ألمانيا|محمد الخامس|"
        "المبادرة الوطنية للتنمية البشرية|التعاون الوطني|جماعة بوروس|الجامعة الوطنية للمطاحن|إيتوال فرانس|ثلاثين|"
        "الحبوب|الأرز|الدخن|القطاني|الفواكه الجافة|البذور الزيتية|الغلوتين|الكينوا|قرويات في وضعية صعبة|الدولية|"
        "المتاجر الكبرى",
        "en": "Rehamna|Bourous|Dar Couscous|2008|2,000,000|1,200,000|Plan Maroc Vert|800,000|Germany|Mohammed V|INDH|"
        "Entraide Nationale|commune of Bourous|National Federation of Millers|Étoile France|thirty|cereals|rice|millet|"
        "pulses|dried fruit|oil seeds|gluten-free|quinoa|rural women in hardship|"
        "local, regional, national and international|large supermarkets",
    },
    "kokiaj-mogador": {
        "fr": "Mogalait|Essaouira|2018|sept|INDH|Direction provinciale de l’agriculture|Near East Foundation|"
        "formation complète|ONSSA|recettes originales|touche traditionnelle|ingrédients du pays d’Essaouira|"
        "haute qualité, à des prix abordables",
        "ar": "Mogalait|الصويرة|2018|سبعة|المبادرة الوطنية للتنمية البشرية|المديرية الإقليمية للفلاحة|"
        "مؤسسة الشرق الأدنى|تكوينا كاملا|ONSSA|وصفات مبتكرة|اللمسة التقليدية|"
        "مكونات محلية من الصويرة|جودة عالية بأثمان في المتناول",
        "en": "Mogalait|Essaouira|2018|seven|INDH|Provincial Direction of Agriculture|Near East Foundation|"
        "full training|ONSSA|original recipes|traditional touch|"
        "local ingredients of Essaouira|high quality at affordable prices",
    },
}


def told(row: dict, language: str) -> str:
    """Standfirst and text, with plain spaces."""
    return " ".join([row["standfirst"][language], *row["body"][language]]).replace("\u00a0", " ")


@pytest.mark.parametrize("slug", FACTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_published_fact_is_in_the_story_of_a_real_cooperative(slug: str, language: str) -> None:
    text = told(STORY[slug], language)
    assert [fact for fact in FACTS[slug][language].split("|") if fact.lower() not in text.lower()] == []


@pytest.mark.parametrize("slug", FACTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_of_a_real_cooperative_is_a_long_read_without_invented_voices(slug: str, language: str) -> None:
    assert 340 <= len(" ".join(STORY[slug]["body"][language]).split()) <= 500
    speech = re.findall("[«“]([^»”]+)[»”]", told(STORY[slug], language))
    assert {words.strip() for words in speech} <= {"Dar Couscous", "دار الكسكس", "إيتوال فرانس"}


def test_titles_are_those_of_the_cooperatives_and_invented_stories_say_that_they_are() -> None:
    for row in ROWS:
        cooperative = COOPERATIVE[row["cooperative"]]
        for language in LANGUAGES:
            if cooperative["is_fictitious"]:
                assert row["standfirst"][language].startswith(EXAMPLE_MARK[language])
            else:
                assert row["title"][language] == cooperative["story_title"][language]


def test_every_text_is_in_three_languages_and_fits() -> None:
    limits = {"title": 160, "standfirst": 500, "label": 80, "value": 80, "caption": 200}
    for row in ROWS:
        assert len({len(row["body"][language]) for language in LANGUAGES}) == 1
        for path, text in texts(row, row["slug"]):
            assert all(text[language] for language in LANGUAGES), path
            limit = limits.get(path.rsplit(".", 1)[-1])
            assert limit is None or max(map(len, text.values())) <= limit, path
            arabic = " ".join(text["ar"]) if isinstance(text["ar"], list) else text["ar"]
            assert not re.search(r"\d\s*[\u00d7x/\u2013-]\s*\d|\d \d|[\u0660-\u0669]|[,;?]", arabic), path


def test_stories_lead_to_listings_and_pictures_that_exist() -> None:
    for row in ROWS:
        assert row["listings"] and {LISTING[code]["cooperative"] for code in row["listings"]} == {row["cooperative"]}
        assert {picture["subject"] for picture in row["pictures"]} <= set(SUBJECTS)


@pytest.mark.django_db
def test_the_stories_are_told_through_the_real_services_and_only_once(client) -> None:
    demo_users_ensure()
    for row in ROWS:
        cooperative = make_cooperative(row["cooperative"])
        make_product(cooperative=cooperative, listing_code=row["listings"][0])
    assert stories_load() == len(ROWS)
    assert stories_load() == 0
    assert Story.objects.published().count() == len(ROWS) - 1
    waiting = Story.objects.waiting().get()
    assert "(exemple)" in waiting.standfirst_fr
    deciders = Entry.objects.filter(what="story.published").values_list("who__email", flat=True)
    assert set(deciders) == {"delegation@example.com"}
    for story in Story.objects.published():
        assert story.submitted_at < story.published_at
        assert client.get(f"/ar/stories/{story.slug}/").status_code == 200
        assert story.listings.get() in Product.objects.of(story.cooperative)
    newest = Story.objects.published().first()
    assert newest.cooperative == Cooperative.objects.get(slug="al-alfia-atalita")
    assert newest.current.content["pictures"][0]["renditions"]
