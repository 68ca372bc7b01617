"""The table of documents: written, written again, forgotten, made again, asked."""

import pytest

from marketplace.searchindex.index import Entry, Text, forget, index
from marketplace.searchindex.models import Document
from marketplace.searchindex.query import search
from marketplace.searchindex.sources import is_current, rebuild
from tests.factories import make_cooperative, make_product

pytestmark = pytest.mark.django_db

ODD = ["'", "%", "\\", "' OR 1=1 --", "a & !b | (c", "x" * 5000, "😀", "de la", "!!!", "<script>", "٣", "\u202e", "a:*"]


def write(key: str, fr: str, *, ar: str = "", kind: str = "thing", popularity: int = 0, weight: str = "A") -> None:
    index(Entry(kind, key, (Text(weight, {"fr": fr, "ar": ar, "en": ""}, is_name=True),), popularity))


def keys(typed: str) -> list[str]:
    return search(typed, kinds=("thing",)).keys("thing")


def test_a_document_is_written_again_in_its_place():
    write("1", "Huile d’olive")
    write("1", "Savon noir")
    assert Document.objects.filter(kind="thing").count() == 1
    assert keys("savon") == ["1"]
    assert keys("olive") == []


def test_all_languages_are_found_at_once_and_stemmed():
    write("1", "Tapis noués", ar="زرابي معقودة")
    assert keys("tapis noué") == keys("الزرابي") == keys("rugs") == ["1"]


def test_all_words_must_match_before_any_of_them():
    write("both", "Huile d’olive")
    write("one", "Huile de ricin")
    answer = search("huile olive", kinds=("thing",))
    assert (answer.keys("thing"), answer.is_near) == (["both"], False)
    answer = search("olive marbre", kinds=("thing",))
    assert (answer.keys("thing"), answer.is_near) == (["both"], True)


def test_a_slip_is_forgiven_and_said():
    write("1", "Lanterne de laiton")
    answer = search("lantrene", kinds=("thing",))
    assert (answer.keys("thing"), answer.is_near) == (["1"], True)
    answer = search("لانترن", kinds=("thing",))
    assert answer.keys("thing") == []


def test_a_name_weighs_more_than_a_description_and_the_liked_come_first_among_equals():
    write("told", "Un mot de safran", weight="D", popularity=50)
    write("named", "Safran")
    write("liked", "Safran", popularity=9)
    assert keys("safran") == ["liked", "named", "told"]


def test_what_a_thing_is_first_of_all_comes_before_what_it_is_made_with():
    write("soap", "Savon à l’amande", ar="صابون باللوز")
    write("almonds", "Amandes grillées au sel de mer", ar="لوز محمص بملح البحر")
    assert keys("amande") == keys("لوز") == ["almonds", "soap"]


def test_a_thing_comes_before_one_that_only_mentions_all_the_words():
    write("mix", "Herbes et épices")
    index(Entry("thing", "mix", (Text("A", {"fr": "Herbes"}), Text("D", {"fr": "Du cumin en poudre, du sel"}))))
    write("cumin", "Cumin en graines")
    assert keys("cumin poudre") == ["cumin", "mix"]


def test_a_word_that_is_said_of_everything_is_not_missed():
    write("lemons", "Citrons beldi")
    write("soap", "Savon noir")
    answer = search("savon beldi", kinds=("thing",))
    assert (answer.keys("thing"), answer.is_near) == (["soap"], True)
    assert keys("citron beldi") == ["lemons"]


def test_what_resembles_in_one_kind_does_not_hide_any_word_of_another():
    write("honey", "Miel")
    write("place", "Bouznika", kind="other")
    answer = search("miel bouznica", kinds=("thing", "other"))
    assert answer.keys("thing") == ["honey"]


def test_documents_of_a_release_before_are_found_until_they_are_made_again():
    write("old", "Safran")
    write("new", "Safran")
    Document.objects.filter(key="old").update(names=None)
    assert set(keys("safran")) == {"old", "new"}


def test_only_the_kinds_that_are_asked_for():
    write("1", "Safran", kind="other")
    assert keys("safran") == []


@pytest.mark.parametrize("typed", ODD)
def test_odd_questions_are_answered(typed):
    write("1", "Safran")
    assert search(typed, kinds=("thing",)).keys("thing") == []


def test_forgetting_what_is_not_there_is_nothing():
    write("1", "Safran")
    forget("thing", ["1", "2"])
    forget("thing", ["1"])
    assert keys("safran") == []


def test_making_all_again_finds_what_came_in_bulk_and_drops_what_is_gone():
    product = make_product("Safran", cooperative=make_cooperative("tissir"))
    Document.objects.all().delete()
    Document.objects.create(kind="product", key="999999", vector="", recipe=0)
    assert not is_current()
    rebuild()
    assert is_current()
    assert set(Document.objects.filter(kind="product").values_list("key", flat=True)) == {str(product.pk)}
