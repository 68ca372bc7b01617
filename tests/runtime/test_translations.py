"""The catalogues: complete, and plural in the way each language is."""

import re

import pytest
from babel.messages.catalog import Message

from marketplace.runtime import translations

# In Arabic one and two are words of their own: no figure stands beside them.
ONE, TWO = 1, 2
COUNTED = re.compile(r"%\((number|days|count|counter|total|least|most|hours)\)[sd]")


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_no_string_is_untranslated_or_fuzzy(language: str):
    assert translations.missing(language) == []


def plurals() -> list[Message]:
    return [message for message in translations._read("ar") if isinstance(message.id, tuple)]


def test_arabic_has_its_six_forms():
    assert {len(message.string) for message in plurals()} == {6}


@pytest.mark.parametrize("form", [ONE, TWO])
def test_arabic_says_one_and_two_in_words(form: int):
    assert [text for message in plurals() if COUNTED.search(text := message.string[form])] == []


def test_french_signs_stay_with_their_word():
    """A space before : ; ? ! and inside « » that may break would begin a line with the sign."""
    loose = re.compile("[ \t](?=[:;?!»])|« ")
    texts = [text for message in translations._read("fr") if message.id for text in _texts(message)]
    assert [text for text in texts if loose.search(text)] == []


def _texts(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)
