"""Deciding: each kind, each way; the second moderator; something changed meanwhile; bad input."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.choices import State
from catalogue.models import Decision, Product, StagedEdit
from cooperatives.models import Cooperative
from marketplace.audit.models import Entry
from marketplace.outbox.models import Message
from marketplace.stories.models import Story
from tests.factories import make_member, make_product, make_user
from tests.factories.moderation import (
    make_application,
    make_edit,
    make_moderator,
    make_waiting_listing,
    make_waiting_story,
)

pytestmark = pytest.mark.django_db

MAKERS = {
    "application": make_application,
    "listing": make_waiting_listing,
    "edit": make_edit,
    "story": make_waiting_story,
}
# Each way to decide: kind, button, what is filled in, and where the thing is then.
WAYS = [
    ("application", "admit", {"registration_number": "1/2", "registration_court": "Safi"}, "admitted"),
    ("application", "ask", {"reason": "papers", "words": "Le PV."}, "changes_asked"),
    ("application", "refuse", {"reason": "outside_region"}, "refused"),
    ("listing", "accept", {}, "live"),
    ("listing", "ask", {"reason": "size_missing", "field": "net_quantity", "words": "Combien ?"}, "changes_asked"),
    ("edit", "accept", {}, "accepted"),
    ("edit", "refuse", {"reason": "claim_unproved", "field": "description"}, "refused"),
    ("story", "publish", {}, "published"),
    ("story", "ask", {"reason": "privacy", "words": "Son nom."}, "changes_asked"),
]


def where_is(thing) -> str:
    thing.refresh_from_db()
    return thing.status if isinstance(thing, Cooperative) else thing.state


@pytest.mark.parametrize(("kind", "decision", "data", "end"), WAYS)
def test_a_decision_is_done_recorded_and_told(desk, kind, decision, data, end):
    thing = MAKERS[kind]()
    Message.objects.all().delete()
    answer = desk.decide(kind, thing.pk, decision, **data)
    assert answer.redirect_chain[-1][0] == reverse("delegation:queue")
    assert [message.level_tag for message in answer.context["messages"]] == ["success"]
    assert where_is(thing) == end
    about = f"{thing._meta.label_lower}:{thing.pk}"
    assert Entry.objects.filter(about=about).first().who == desk.user
    message = Message.objects.get()
    if data.get("words"):
        assert data["words"] in str(message.payload)


@pytest.mark.parametrize(("kind", "decision", "data", "end"), WAYS)
def test_a_second_moderator_is_told_who_was_first_and_changes_nothing(desk, client, kind, decision, data, end):
    thing = MAKERS[kind]()
    seen = desk.seen(desk.see(kind, thing.pk))
    desk.press(kind, thing.pk, decision, seen=seen, **data)
    entries, told = Entry.objects.count(), Message.objects.count()
    client.force_login(make_moderator(name="Second"))
    for _kind, other, given, _end in [way for way in WAYS if way[0] == kind]:
        answer = desk.press(kind, thing.pk, other, seen=seen, **given)
        assert answer.status_code == 200
        text = str(next(iter(answer.context["messages"])))
        assert text.startswith("Amina was here first")
        assert text.endswith("You changed nothing.")
    assert where_is(thing) == end
    assert (Entry.objects.count(), Message.objects.count()) == (entries, told)
    opened = client.get(reverse(f"delegation:{kind}", args=[thing.pk]), follow=True)
    assert "Amina was here first" in opened.content.decode()


@pytest.mark.parametrize(("kind", "decision", "data", "end"), WAYS)
def test_what_was_changed_meanwhile_is_read_once_more(desk, kind, decision, data, end):
    thing = MAKERS[kind]()
    before = where_is(thing)
    seen = desk.seen(desk.see(kind, thing.pk))
    column = "made_at" if kind == "edit" else "submitted_at"
    type(thing).objects.filter(pk=thing.pk).update(**{column: timezone.now()})
    answer = desk.press(kind, thing.pk, decision, seen=seen, **data)
    assert answer.redirect_chain == [(reverse(f"delegation:{kind}", args=[thing.pk]), 302)]
    assert "Nothing was decided: look again." in answer.content.decode()
    assert where_is(thing) == before


@pytest.mark.parametrize(("kind", "decision"), [(way[0], way[1]) for way in WAYS if "reason" in way[2]])
def test_a_reason_is_needed_and_something_else_needs_words(desk, kind, decision):
    thing = MAKERS[kind]()
    before = where_is(thing)
    nothing = desk.decide(kind, thing.pk, decision, words="Mes mots.")
    assert nothing.status_code == 422
    assert "Mes mots." in nothing.content.decode()
    assert f'id="id_{decision}-reason_error"' in nothing.content.decode()
    alone = desk.decide(kind, thing.pk, decision, reason="other")
    assert alone.status_code == 422
    assert "Say in a few words what it is." in alone.content.decode()
    assert where_is(thing) == before


def test_nobody_is_admitted_without_a_registration(desk):
    application = make_application(registration_number="", registration_court="")
    answer = desk.decide("application", application.pk, "admit")
    assert answer.status_code == 422
    assert where_is(application) == "submitted"
    desk.decide("application", application.pk, "admit", registration_number="9/9", registration_court="Safi")
    application.refresh_from_db()
    assert (application.status, application.registration_number) == ("admitted", "9/9")


def test_a_decision_that_there_is_not_changes_nothing(desk):
    listing = make_waiting_listing()
    assert desk.press("listing", listing.pk, "nonsense").status_code == 200
    assert where_is(listing) == State.SUBMITTED


def test_a_forged_moment_decides_nothing(desk):
    listing = make_waiting_listing()
    assert desk.press("listing", listing.pk, "accept", seen="yesterday").status_code == 422
    assert where_is(listing) == State.SUBMITTED


def test_the_reason_stands_beside_the_field_it_is_about(desk):
    listing = make_waiting_listing()
    desk.decide("listing", listing.pk, "ask", reason="price_doubtful", field="price", words="Un zéro de trop ?")
    decision = Decision.objects.get()
    assert (decision.field, decision.reason, decision.words) == ("price", "price_doubtful", "Un zéro de trop ?")
    assert (decision.made_by, decision.accepted) == (desk.user, False)


# --- what the pages show ----------------------------------------------------------------------------------------------


def test_a_listing_is_shown_as_shoppers_will_see_it_in_three_languages(desk):
    listing = make_waiting_listing(
        "Couscous d'orge", title_ar="كسكس الشعير", title_en="", price="42.00", allergens=["gluten"],
        description_fr="<p>Roulé à la main</p>", description_ar="<p>مفتول باليد</p>", description_en="",
    )  # fmt: skip
    page = desk.see("listing", listing.pk).content.decode()
    for words in ("Couscous d&#x27;orge", "كسكس الشعير", "<p>Roulé à la main</p>", "<p>مفتول باليد</p>", "Gluten"):
        assert words in page
    assert "42.00&nbsp;MAD&nbsp;/&nbsp;kg" in page
    assert page.count("missing") >= 2


def test_script_in_a_listing_is_text_on_the_desk(desk):
    listing = make_waiting_listing("<script>alert(1)</script>")
    Product.objects.filter(pk=listing.pk).update(description_fr="<p>a</p><script>alert(2)</script>")
    page = desk.see("listing", listing.pk).content.decode()
    assert "<script>alert" not in page


def test_a_listing_costs_the_same_with_one_or_ten_variants(desk, django_assert_num_queries):
    from tests.factories import make_variant

    listing = make_waiting_listing(stock=None)
    make_variant(listing)
    desk.see("listing", listing.pk)
    with django_assert_num_queries(8):
        desk.see("listing", listing.pk)
    for _ in range(9):
        make_variant(listing)
    with django_assert_num_queries(8):
        assert len(desk.see("listing", listing.pk).context["shown"].offers) == 10


def test_a_change_is_shown_before_and_after_with_the_words_that_differ(desk):
    product = make_product("Couscous doré", allergens=["gluten"], description_fr="<p>Tamisé trois fois.</p>")
    edit = make_edit(
        product, title_fr="Couscous très doré", allergens=["gluten", "milk"],
        description_fr="<p>Tamisé quatre fois.</p>",
    )  # fmt: skip
    shown = desk.see("edit", edit.pk)
    changes = {change.column: change for change in shown.context["shown"].changes}
    assert changes["title_fr"].before == [("same", "Couscous "), ("same", "doré")]
    assert ("new", "très ") in changes["title_fr"].after
    assert ("gone", "trois") in changes["description_fr"].before
    assert ("new", "quatre") in changes["description_fr"].after
    assert "".join(words for _what, words in changes["allergens"].after) == "Gluten, Milk"
    assert "<del>trois</del>" in shown.content.decode()
    assert "<ins>quatre</ins>" in shown.content.decode()


def test_until_it_is_accepted_shoppers_see_the_listing_as_it_was(desk, client):
    product = make_product("Avant")
    edit = make_edit(product, title_fr="Après")
    desk.decide("edit", edit.pk, "refuse", reason="text_unclear")
    product.refresh_from_db()
    assert product.title_fr == "Avant"
    again = make_edit(product, by=edit.made_by, title_fr="Encore")
    desk.decide("edit", again.pk, "accept")
    product.refresh_from_db()
    assert product.title_fr == "Encore"
    assert StagedEdit.objects.waiting().count() == 0


def test_a_story_is_read_before_it_is_published(desk):
    story = make_waiting_story()
    page = desk.see("story", story.pk).content.decode()
    assert "<p>Tout a commencé en 2008.</p>" in page
    desk.decide("story", story.pk, "publish")
    assert Story.objects.published().get() == story


def test_an_application_that_is_perhaps_here_already_says_so(desk):
    first = make_application()
    second = make_application(name="Une autre", phone=first.phone)
    page = desk.see("application", second.pk).content.decode()
    assert "Perhaps it is here already" in page
    assert first.name_fr in page


def test_somebody_whom_the_market_cannot_write_to_has_to_be_called(desk, settings):
    settings.SMS_BACKEND = ""
    application = make_application(by=make_user(name="Khadija", phone="+212661223344"))
    user = application.memberships.get().user
    user.email = None
    user.save()
    page = desk.see("application", application.pk).content.decode()
    assert "To be called" in page
    assert "06 61 22 33 44" in page


def test_things_that_never_waited_are_not_there(desk):
    product, draft = make_product(), make_product(state="draft")
    cooperative = product.cooperative
    make_member(cooperative)
    for name, pk in (("application", cooperative.pk), ("listing", draft.pk), ("edit", 999), ("story", 999)):
        assert desk.client.get(reverse(f"delegation:{name}", args=[pk])).status_code == 404
