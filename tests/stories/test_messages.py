"""What members are told about their story, each in her language."""

import re

import pytest
from django.db import transaction
from django.utils import timezone

from cooperatives.models import Membership
from marketplace.outbox import rendering
from marketplace.outbox.models import Message
from marketplace.stories.services import story_ask_changes, story_edit, story_publish, story_submit
from tests.factories import make_cooperative, make_member, make_user
from tests.factories.stories import make_story, make_story_texts

pytestmark = pytest.mark.django_db

ISOLATED = re.compile("[\u2066\u2068][^\u2069]*\u2069")
URL = re.compile(r"https?://\S+")
BDI, TAG = re.compile(r"<bdi[^>]*>.*?</bdi>", re.DOTALL), re.compile(r"<[^>]+>|&#?\w+;")


@pytest.fixture
def cooperative():
    """With three members, of three languages."""
    cooperative = make_cooperative("al-alfia")
    for language, role in (("fr", "president"), ("ar", "sales"), ("en", "stock")):
        make_member(cooperative, role=role, user=make_user(f"{language}@example.com", language=language))
    return cooperative


@pytest.fixture
def submitted(cooperative):
    return make_story(cooperative, state="submitted", texts=make_story_texts("Le goût de 2008"))


def letters(kind: str) -> dict[str, object]:
    """Language -> letter."""
    found = Message.objects.filter(kind=kind)
    assert all(message.address == f"{message.language}@example.com" for message in found)
    return {message.language: rendering.email(message) for message in found}


def html_of(letter) -> str:
    return letter.alternatives[0].content


def test_every_member_is_told_in_her_language_that_the_story_is_published(submitted):
    story_publish(story_id=submitted.pk, by=make_user())
    told = letters("story_published")
    assert set(told) == {"fr", "ar", "en"}
    for language, letter in told.items():
        for words in (letter.body, html_of(letter)):
            assert f"/{language}/stories/{submitted.slug}/" in words
            assert "{{" not in words and "{%" not in words and "None" not in words
    assert "Le goût de 2008" in told["fr"].body
    assert "Le goût de 2008 (en)" in told["en"].body
    assert "قصة" in told["ar"].body and 'dir="rtl"' in html_of(told["ar"])


def test_every_member_is_told_in_her_language_what_to_change(submitted):
    story_ask_changes(story_id=submitted.pk, by=make_user(), reason="fact_unclear", words="<b>2008</b> ou 2009 ?")
    told = letters("story_changes_asked")
    assert set(told) == {"fr", "ar", "en"}
    assert "A fact or a figure needs to be checked" in told["en"].body
    for letter in told.values():
        assert "<b>2008</b> ou 2009 ?" in letter.body
        assert "&lt;b&gt;2008&lt;/b&gt; ou 2009 ?" in html_of(letter)


def test_a_reason_of_its_own_is_told_in_its_words_only(submitted):
    story_ask_changes(story_id=submitted.pk, by=make_user(), reason="other", words="Appelez-nous.")
    body = letters("story_changes_asked")["en"].body
    assert "Appelez-nous." in body and "Something else" not in body


@pytest.mark.parametrize("decide", ["publish", "ask"])
def test_every_number_in_an_arabic_letter_is_isolated(submitted, decide):
    if decide == "publish":
        story_publish(story_id=submitted.pk, by=make_user())
    else:
        story_ask_changes(story_id=submitted.pk, by=make_user(), reason="other", words="2008")
    letter = rendering.email(Message.objects.get(language="ar"))
    assert not re.findall(r"\d+", TAG.sub("", BDI.sub("", html_of(letter).partition("</head>")[2])))
    for plain in (letter.body, letter.subject):
        assert not re.findall(r"\d+", URL.sub("", ISOLATED.sub("", plain)))


def test_each_version_and_each_refusal_is_told_once(submitted):
    by = make_user()
    for _ in range(2):
        story_ask_changes(story_id=submitted.pk, by=by, reason="text_unclear")
        story_submit(story_id=submitted.pk, by=by)
        story_publish(story_id=submitted.pk, by=by)
        story_edit(story_id=submitted.pk, by=by, texts={})
        story_submit(story_id=submitted.pk, by=by)
    for kind in ("story_published", "story_changes_asked"):
        assert Message.objects.filter(kind=kind, language="fr").count() == 2, kind


def test_a_member_without_an_address_is_told_by_telephone_where_that_is_set_up(settings, submitted):
    user = make_user(language="ar")
    type(user).objects.filter(pk=user.pk).update(email=None, phone="+212612345678")
    Membership.objects.create(user=user, cooperative=submitted.cooperative, role="sales")
    settings.SMS_BACKEND = ""
    story_ask_changes(story_id=submitted.pk, by=make_user(), reason="privacy")
    assert not Message.objects.filter(channel="sms").exists()
    settings.SMS_BACKEND = "marketplace.outbox.sms.file_backend"
    story_submit(story_id=submitted.pk, by=user)
    story_publish(story_id=submitted.pk, by=make_user())
    message = Message.objects.get(channel="sms")
    assert message.address == "+212612345678"
    text = rendering.sms_text(message)
    assert f"/ar/stories/{submitted.slug}/" in text and "\n" not in text


def test_former_members_are_told_nothing(submitted):
    Membership.objects.update(ended_at=timezone.now())
    story_publish(story_id=submitted.pk, by=make_user())
    assert not Message.objects.exists()


def test_nothing_is_told_when_the_transaction_fails(submitted):
    with pytest.raises(RuntimeError), transaction.atomic():
        story_publish(story_id=submitted.pk, by=make_user())
        raise RuntimeError
    assert not Message.objects.exists()
