"""The life of a story: who may do what when, what is written of it, and what readers see meanwhile."""

import io

import pytest
from django.db import IntegrityError, connection, transaction
from PIL import Image

from catalogue.pictures import NotAPicture
from cooperatives.models import Cooperative
from marketplace.audit.models import Entry
from marketplace.stories.choices import StoryState
from marketplace.stories.models import Story, StoryVersion
from marketplace.stories.services import (
    story_ask_changes,
    story_draft,
    story_edit,
    story_picture_add,
    story_picture_remove,
    story_publish,
    story_submit,
    story_withdraw,
)
from marketplace.stories.services.errors import ForeignListing, Incomplete, Stale, WordsMissing, WrongState
from tests.factories import make_cooperative, make_product, make_user
from tests.factories.stories import make_story, make_story_texts

pytestmark = pytest.mark.django_db

MOVES = {
    "submit": lambda story, by: story_submit(story_id=story.pk, by=by),
    "publish": lambda story, by: story_publish(story_id=story.pk, by=by),
    "ask": lambda story, by: story_ask_changes(story_id=story.pk, by=by, reason="fact_unclear"),
    "withdraw": lambda story, by: story_withdraw(story_id=story.pk, by=by),
    "edit": lambda story, by: story_edit(story_id=story.pk, by=by, texts={}),
}
ALLOWED = {
    "draft": {"submit", "withdraw", "edit"},
    "submitted": {"publish", "ask", "withdraw", "edit"},
    "changes_asked": {"submit", "withdraw", "edit"},
    "published": {"withdraw", "edit"},
    "withdrawn": {"edit"},
}


@pytest.fixture
def moderator():
    return make_user()


def in_state(state: str, by) -> Story:
    first = {"changes_asked": "submitted", "withdrawn": "published"}.get(state, state)
    story = make_story(state=first)
    if first != state:
        MOVES["ask" if state == "changes_asked" else "withdraw"](story, by)
    story.refresh_from_db()
    assert story.state == state
    return story


def photo(colour: str = "teal") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (800, 1000), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def title(version: StoryVersion) -> str:
    return version.content["title"]["fr"]


@pytest.mark.parametrize("state", StoryState.values)
def test_only_the_moves_of_its_state_are_open_to_a_story(state, moderator):
    for name, move in MOVES.items():
        story = in_state(state, moderator)
        if name in ALLOWED[state]:
            move(story, moderator)
        else:
            entries = Entry.objects.count()
            with pytest.raises(WrongState):
                move(story, moderator)
            assert Entry.objects.count() == entries
            assert Story.objects.get(pk=story.pk).state == state


def test_every_move_is_in_the_audit_with_who_before_after_and_why(moderator):
    member = make_user()
    story = make_story(state="submitted", by=member)
    story_ask_changes(story_id=story.pk, by=moderator, reason="fact_unclear", words="2008 ou 2009 ?")
    story_edit(story_id=story.pk, by=member, texts={"title": {"fr": "Autre titre"}})
    story_submit(story_id=story.pk, by=member)
    story_publish(story_id=story.pk, by=moderator)
    story_withdraw(story_id=story.pk, by=member, words="Nous la récrivons.")
    entries = Entry.objects.filter(about=f"stories.story:{story.pk}").order_by("pk")
    assert [(one.what, one.who, one.before["state"], one.after["state"]) for one in entries] == [
        ("story.drafted", member, "draft", "draft"),
        ("story.submitted", member, "draft", "submitted"),
        ("story.changes_asked", moderator, "submitted", "changes_asked"),
        ("story.edited", member, "changes_asked", "draft"),
        ("story.submitted", member, "draft", "submitted"),
        ("story.published", moderator, "submitted", "published"),
        ("story.withdrawn", member, "published", "withdrawn"),
    ]
    assert [one.why for one in entries if one.why] == ["fact_unclear: 2008 ou 2009 ?", "Nous la récrivons."]


def test_the_reason_stays_beside_the_story_until_it_is_submitted_again(moderator):
    story = make_story(state="submitted")
    story = story_ask_changes(story_id=story.pk, by=moderator, reason="privacy", words=" Qui est-ce ? ")
    assert (story.reason, story.reason_words) == ("privacy", "Qui est-ce ?")
    story = story_submit(story_id=story.pk, by=moderator)
    assert (story.reason, story.reason_words) == ("", "")


def test_changes_are_not_asked_for_without_a_reason_that_can_be_told(moderator):
    story = make_story(state="submitted")
    with pytest.raises(ValueError, match="weather"):
        story_ask_changes(story_id=story.pk, by=moderator, reason="weather")
    with pytest.raises(WordsMissing):
        story_ask_changes(story_id=story.pk, by=moderator, reason="other", words="  ")
    assert Story.objects.get(pk=story.pk).state == StoryState.SUBMITTED


def test_a_story_without_words_cannot_be_submitted():
    story = story_draft(cooperative=make_cooperative(), by=make_user(), texts={"title": {"ar": "قصة"}})
    with pytest.raises(Incomplete) as error:
        story_submit(story_id=story.pk, by=None)
    assert error.value.missing == ["standfirst", "body"]


def test_one_language_is_enough_to_submit():
    texts = {name: {"ar": words["ar"]} for name, words in make_story_texts().items()}
    story = story_draft(cooperative=make_cooperative(), by=make_user(), texts=texts)
    assert story_submit(story_id=story.pk, by=None).state == StoryState.SUBMITTED


def test_nobody_publishes_what_was_submitted_after_she_read(moderator):
    story = make_story(state="submitted")
    read = story.submitted_at
    story_edit(story_id=story.pk, by=moderator, texts={"title": {"fr": "Tout autre chose"}})
    story_submit(story_id=story.pk, by=moderator)
    for decide in (story_publish, story_ask_changes):
        reason = {"reason": "text_unclear"} if decide is story_ask_changes else {}
        with pytest.raises(Stale):
            decide(story_id=story.pk, by=moderator, seen=read, **reason)
    assert not StoryVersion.objects.exists()


def test_a_published_story_that_is_edited_stays_shown_until_the_next_version(moderator):
    story = make_story(texts=make_story_texts("Un"))
    first = story.published_at
    story_edit(story_id=story.pk, by=moderator, texts={"title": {"fr": "Deux"}})
    assert title(Story.objects.published().get().current) == "Un"
    story_submit(story_id=story.pk, by=moderator)
    assert title(Story.objects.published().get().current) == "Un"
    story_publish(story_id=story.pk, by=moderator)
    shown = Story.objects.published().get()
    assert (title(shown.current), shown.current.number, shown.published_at) == ("Deux", 2, first)
    assert [title(version) for version in story.versions.all()] == ["Deux", "Un"]


def test_changes_asked_leave_the_published_version_alone(moderator):
    story = make_story(texts=make_story_texts("Un"))
    story_edit(story_id=story.pk, by=moderator, texts={"title": {"fr": "Deux"}})
    story_submit(story_id=story.pk, by=moderator)
    story_ask_changes(story_id=story.pk, by=moderator, reason="text_unclear")
    assert title(Story.objects.published().get().current) == "Un"


def test_a_withdrawn_story_is_gone_and_its_versions_are_kept(moderator):
    story = make_story()
    story_withdraw(story_id=story.pk, by=moderator)
    assert not Story.objects.published().exists()
    assert story.versions.count() == 1


@pytest.mark.parametrize("change", ["UPDATE stories_storyversion SET number = 7", "DELETE FROM stories_storyversion"])
def test_the_database_refuses_to_rewrite_a_version(change):
    make_story()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE stories_story SET state = 'draft', current_id = NULL")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(change)


def test_a_version_holds_facts_pictures_and_listings_as_they_were(moderator):
    cooperative = make_cooperative()
    product = make_product(cooperative=cooperative)
    fact = {"label": {"fr": "Fondée", "ar": "التأسيس", "en": "Founded"}, "value": {"fr": "2008", "en": "2008"}}
    story = make_story(cooperative, state="draft", facts=[fact], listings=[product])
    picture = story_picture_add(story_id=story.pk, by=moderator, data=photo(), caption={"fr": "Un bol"})
    story_submit(story_id=story.pk, by=moderator)
    story_publish(story_id=story.pk, by=moderator)
    story_edit(story_id=story.pk, by=moderator, facts=[], listings=[])
    story_picture_remove(story_id=story.pk, picture_id=picture.pk, by=moderator)
    content = StoryVersion.objects.get().content
    assert content["facts"] == [{"label": fact["label"], "value": {"fr": "2008", "ar": "", "en": "2008"}}]
    assert content["listings"] == [product.pk]
    (kept,) = content["pictures"]
    assert (kept["caption"]["fr"], kept["width"], kept["height"]) == ("Un bol", 800, 1000)
    assert picture.original.storage.exists(kept["original"])
    assert not story.facts.exists() and not story.pictures.exists() and not story.listings.exists()


def test_what_is_no_picture_is_refused_and_changes_nothing(moderator):
    story = make_story()
    with pytest.raises(NotAPicture):
        story_picture_add(story_id=story.pk, by=moderator, data=b"GIF89a, perhaps")
    assert Story.objects.get(pk=story.pk).state == StoryState.PUBLISHED


def test_a_story_leads_only_to_listings_of_its_own_cooperative(moderator):
    strange = make_product()
    with pytest.raises(ForeignListing):
        make_story(listings=[strange])
    story = make_story()
    with pytest.raises(ForeignListing):
        story_edit(story_id=story.pk, by=moderator, listings=[strange])


def test_what_people_wrote_is_made_harmless_when_it_is_saved():
    texts = make_story_texts()
    texts["body"]["fr"] = '<p onclick="x()">Bon<script>alert(1)</script> <a href="//evil">pain</a></p>'
    story = make_story(texts=texts)
    assert story.body_fr == "<p>Bon pain</p>"
    assert story.current.content["body"]["fr"] == "<p>Bon pain</p>"


def test_two_stories_of_one_title_have_two_addresses():
    texts = make_story_texts("Le goût du couscous")
    assert [make_story(texts=texts).slug for _ in range(2)] == ["le-gout-du-couscous", "le-gout-du-couscous-2"]


def test_the_queue_holds_what_is_submitted_the_longest_waiting_first(moderator):
    later, sooner = make_story(state="draft"), make_story(state="submitted")
    story_submit(story_id=later.pk, by=moderator)
    make_story(state="draft")
    make_story(state="published")
    assert list(Story.objects.waiting()) == [sooner, later]


def test_stories_of_a_cooperative_that_does_not_sell_are_not_published():
    story = make_story()
    for status in set(Cooperative.Status.values) - {Cooperative.Status.ADMITTED}:
        Cooperative.objects.filter(pk=story.cooperative_id).update(status=status)
        assert not Story.objects.published().exists(), status


def test_as_many_words_as_the_form_takes_fit_into_the_audit_beside_their_reason(moderator):
    story = make_story(state="submitted")
    story_ask_changes(story_id=story.pk, by=moderator, reason="fact_unclear", words="x" * 500)
    assert Entry.objects.get(what="story.changes_asked").why == ("fact_unclear: " + "x" * 500)[:500]
