"""The life of a cooperative: every step and where it may begin, what is recorded, who is told and in what words."""

from __future__ import annotations

import pytest
from django.utils import timezone, translation

from cooperatives import messages
from cooperatives.access import cooperatives_of
from cooperatives.models import Cooperative, Membership
from cooperatives.services.answer import (
    RegistrationMissing,
    cooperative_admit,
    cooperative_ask_changes,
    cooperative_refuse,
)
from cooperatives.services.apply import AlreadyApplied, Application, cooperative_apply, cooperative_apply_again
from cooperatives.services.life import MoveNotAllowed, StillAtWork, WordsMissing
from cooperatives.services.suspend import cooperative_close, cooperative_reinstate, cooperative_suspend
from marketplace.audit.models import Entry
from marketplace.outbox.models import Message
from marketplace.outbox.rendering import email, sms_text
from marketplace.shop.order.services.fulfil import part_accept, part_deliver, part_ship
from tests.factories import make_city, make_cooperative, make_member, make_part, make_product, make_user

pytestmark = pytest.mark.django_db
Status = Cooperative.Status

# Each step: from where, to where, what it is told as, and the service.
STEPS = [
    (Status.SUBMITTED, Status.ADMITTED, messages.ADMITTED, cooperative_admit, {}),
    (Status.SUBMITTED, Status.CHANGES_ASKED, messages.CHANGES_ASKED, cooperative_ask_changes, {"reason": "papers"}),
    (Status.SUBMITTED, Status.REFUSED, messages.REFUSED, cooperative_refuse, {"reason": "outside_region"}),
    (Status.CHANGES_ASKED, Status.REFUSED, messages.REFUSED, cooperative_refuse, {"reason": "unreachable"}),
    (Status.ADMITTED, Status.SUSPENDED, messages.SUSPENDED, cooperative_suspend, {"reason": "late"}),
    (Status.SUSPENDED, Status.ADMITTED, messages.REINSTATED, cooperative_reinstate, {}),
    (Status.ADMITTED, Status.CLOSED, messages.CLOSED, cooperative_close, {"reason": "asked"}),
    (Status.SUSPENDED, Status.CLOSED, messages.CLOSED, cooperative_close, {"reason": "dissolved"}),
]
SERVICES = {step[3]: step for step in STEPS}


def make_applicant(status: str = Status.SUBMITTED, **fields) -> Cooperative:
    papers = {"registration_number": "12/345", "registration_court": "Marrakech"}
    return make_cooperative("tissir", status=status, name_ar="تعاونية تيسير", **papers, **fields)


def application(**fields) -> Application:
    given = {"name": "Coopérative Tissir", "city": make_city(), "craft": "honey", "phone": "+212612345678"}
    return Application(**{**given, **fields})


@pytest.mark.parametrize(("start", "end", "kind", "service", "why"), STEPS)
def test_each_step_is_written_recorded_and_told(start, end, kind, service, why):
    cooperative, moderator = make_applicant(start), make_user(is_moderator=True)
    make_member(cooperative, user=make_user("arabe@example.com", language="ar"))
    make_member(cooperative, role="stock", user=make_user("stock@example.com", language="fr"))
    service(cooperative_id=cooperative.pk, by=moderator, words="Appelez-nous.", **why)
    cooperative.refresh_from_db()
    assert cooperative.status == end
    entry = Entry.objects.get(about=f"cooperatives.cooperative:{cooperative.pk}")
    assert (entry.who, entry.what, entry.why) == (moderator, f"cooperative.{end}", "Appelez-nous.")
    assert entry.before == {"status": start}
    assert entry.after == {"status": end, **why}
    told = {(message.address, message.language, message.kind) for message in Message.objects.all()}
    assert told == {("arabe@example.com", "ar", kind), ("stock@example.com", "fr", kind)}


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("status", Status.values)
def test_no_step_begins_anywhere_else(status, service):
    beginnings = {start for start, _, _, its, _ in STEPS if its is service}
    if status in beginnings:
        return
    cooperative = make_applicant(status)
    with pytest.raises(MoveNotAllowed) as caught:
        service(cooperative_id=cooperative.pk, by=make_user(), **SERVICES[service][4])
    assert caught.value.status == status
    assert not Entry.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("kind", messages.REASONS)
def test_every_message_says_which_cooperative_why_and_whom_to_call(kind, language, settings):
    settings.SMS_BACKEND = "marketplace.outbox.sms.file_backend"
    cooperative = make_applicant()
    make_member(cooperative, user=make_user(language=language))
    make_member(cooperative, user=make_user(phone="+212612345678", language=language))
    by_phone = Membership.objects.last().user
    by_phone.email = None
    by_phone.save()
    reasons = messages.REASONS[kind]
    reason = next(iter(reasons)) if reasons else ""
    messages.tell_members(cooperative, kind, fact=1, reason=reason, words="Appelez-nous <vite>.")
    letter, short = email(Message.objects.get(channel="email")), sms_text(Message.objects.get(channel="sms"))
    html = letter.alternatives[0][0]
    with translation.override(language):
        name, label = cooperative.name, str(reason.label) if reason else ""
    for text in (letter.subject, letter.body, html, short):
        assert name in text
    assert "05 24 44 67 08" in letter.body
    assert "05 24 44 67 08" in html
    if kind != messages.SUBMITTED:
        assert "Appelez-nous <vite>." in letter.body
        assert "Appelez-nous &lt;vite&gt;." in html
    assert label in letter.body


def test_a_suspended_member_reads_that_her_open_orders_stay():
    cooperative = make_applicant(Status.ADMITTED)
    make_member(cooperative, user=make_user(language="en"))
    cooperative_suspend(cooperative_id=cooperative.pk, by=make_user(), reason="safety")
    body = email(Message.objects.get()).body
    assert "A question of hygiene or safety must be settled first" in body
    assert "the orders that you have received. Please send them as agreed" in body
    assert f"/en/seller/{cooperative.slug}/" in body


def test_a_member_who_left_is_not_told():
    cooperative = make_applicant()
    make_member(cooperative)
    Membership.objects.update(ended_at=timezone.now())
    cooperative_admit(cooperative_id=cooperative.pk, by=make_user())
    assert not Message.objects.exists()


def test_something_else_needs_words():
    cooperative = make_applicant()
    with pytest.raises(WordsMissing):
        cooperative_refuse(cooperative_id=cooperative.pk, by=make_user(), reason="other", words="  ")
    cooperative_refuse(cooperative_id=cooperative.pk, by=make_user(), reason="other", words="Deux dossiers.")


def test_an_unknown_reason_is_an_error_of_ours():
    with pytest.raises(ValueError, match="nonsense"):
        cooperative_suspend(cooperative_id=make_applicant(Status.ADMITTED).pk, by=make_user(), reason="nonsense")


# --- applying --------------------------------------------------------------------------------------------------------


def test_who_applies_becomes_the_president_of_what_waits():
    user = make_user(language="ar")
    cooperative = cooperative_apply(by=user, application=application(name="تعاونية تيسير", language="ar"))
    assert cooperative in Cooperative.objects.waiting()
    assert cooperative not in Cooperative.objects.selling()
    assert (timezone.now() - cooperative.submitted_at).total_seconds() < 60
    assert (cooperative.name_ar, cooperative.name_fr) == ("تعاونية تيسير", "تعاونية تيسير")
    assert cooperative.province == cooperative.city.province
    assert cooperative.slug.startswith("cooperative-")
    assert cooperative.memberships.get().role == Membership.Role.PRESIDENT
    assert Message.objects.get().kind == messages.SUBMITTED
    entry = Entry.objects.get()
    assert (entry.who, entry.what, entry.before) == (user, "cooperative.submitted", {"status": "draft"})


def test_two_cooperatives_of_one_name_have_two_addresses():
    first, second = (cooperative_apply(by=make_user(), application=application()) for _ in range(2))
    assert first.slug == "cooperative-tissir"
    assert second.slug.startswith("cooperative-tissir-")


def test_a_second_click_is_not_a_second_cooperative():
    user = make_user()
    cooperative = cooperative_apply(by=user, application=application())
    with pytest.raises(AlreadyApplied) as caught:
        cooperative_apply(by=user, application=application())
    assert caught.value.cooperative == cooperative
    assert Cooperative.objects.count() == 1


def test_what_was_asked_for_is_sent_again_and_waits_at_the_end():
    user = make_user()
    cooperative = cooperative_apply(by=user, application=application())
    cooperative_ask_changes(cooperative_id=cooperative.pk, by=make_user(), reason="registration")
    other = cooperative_apply(by=make_user(), application=application(name="Autre"))
    again = application(registration_number="12/345", registration_court="Marrakech")
    cooperative_apply_again(cooperative_id=cooperative.pk, by=user, application=again)
    assert list(Cooperative.objects.waiting()) == [other, cooperative]
    assert Cooperative.objects.get(pk=cooperative.pk).registration_number == "12/345"
    with pytest.raises(MoveNotAllowed):
        cooperative_apply_again(cooperative_id=cooperative.pk, by=user, application=again)


def test_nobody_is_admitted_without_a_registration():
    cooperative = cooperative_apply(by=make_user(), application=application(registration_number="12/345"))
    with pytest.raises(RegistrationMissing):
        cooperative_admit(cooperative_id=cooperative.pk, by=make_user())
    cooperative_admit(cooperative_id=cooperative.pk, by=make_user(), registration_court="Essaouira")
    cooperative.refresh_from_db()
    assert (cooperative.registration_number, cooperative.registration_court) == ("12/345", "Essaouira")


def test_a_refused_cooperative_has_no_pages():
    user = make_user()
    cooperative = cooperative_apply(by=user, application=application())
    assert cooperatives_of(user) == [cooperative]
    cooperative_refuse(cooperative_id=cooperative.pk, by=make_user(), reason="already_here")
    assert cooperatives_of(user) == []


# --- closing ---------------------------------------------------------------------------------------------------------


def test_a_cooperative_is_closed_only_when_its_last_parcel_has_arrived():
    part = make_part(make_product())
    for step in (part_accept, part_ship, part_deliver):
        with pytest.raises(StillAtWork) as caught:
            cooperative_close(cooperative_id=part.cooperative_id, by=make_user(), reason="asked")
        assert caught.value.orders == 1
        step(part_id=part.pk, by=None)
    assert cooperative_close(cooperative_id=part.cooperative_id, by=make_user(), reason="asked").status == Status.CLOSED
