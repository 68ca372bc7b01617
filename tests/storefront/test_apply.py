"""Sell with us: who may apply, what is kept when something is wrong, and how far the application is."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from cooperatives.models import Cooperative
from cooperatives.services.answer import cooperative_admit, cooperative_ask_changes, cooperative_refuse
from tests.factories import make_city, make_user
from tests.factories.moderation import make_application, make_moderator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def khadija(client):
    user = make_user(name="Khadija", phone="+212661223344")
    client.force_login(user)
    return user


def sent(client, **fields):
    make_city()
    given = {"name": "Coopérative Tissir", "kind": "cooperative", "craft": "honey", "city": "marrakech",
             "phone": "06 12 34 56 78", "is_womens": "on"}  # fmt: skip
    return client.post(reverse("storefront:apply"), {**given, **fields}, follow=True)


def test_a_guest_signs_in_first(client):
    answer = client.get(reverse("storefront:apply"))
    assert answer.url == f"{reverse('account_login')}?next={reverse('storefront:apply')}"


def test_an_application_is_sent_and_the_delegation_will_call(client, khadija):
    page = client.get(reverse("storefront:apply"))
    assert page.context["form"]["phone"].value() == "+212661223344"
    answer = sent(client).content.decode()
    assert "The delegation will call you" in answer
    assert "06 12 34 56 78" in answer
    cooperative = Cooperative.objects.waiting().get()
    assert (cooperative.name_fr, cooperative.name_en, cooperative.craft) == ("Coopérative Tissir",) * 2 + ("honey",)
    assert (cooperative.phone, cooperative.is_womens) == ("+212612345678", True)
    assert cooperative.memberships.get().user == khadija
    assert client.get(reverse("storefront:cooperative", args=[cooperative.slug])).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("name", "X"), ("craft", ""), ("city", "atlantis"), ("phone", "12")]
)
def test_what_is_wrong_is_said_beside_the_field_and_the_rest_is_kept(client, khadija, field, value):
    answer = sent(client, registration_number="12/345", **{field: value})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'id="id_{field}_error"' in page
    assert 'value="12/345"' in page
    assert not Cooperative.objects.exists()


def test_only_towns_of_the_region_are_offered(client, khadija):
    from marketplace.places.models import Province, Region

    make_city()
    fes = Province.objects.create(
        code="MA-FES", slug="fes", name_fr="Fès", region=Region.objects.create(code="MA-03", name_fr="Fès-Meknès")
    )
    make_city("fes", province=fes.code)
    page = client.get(reverse("storefront:apply")).content.decode()
    assert 'value="marrakech"' in page
    assert 'value="fes"' not in page


def test_a_second_send_shows_where_the_first_is(client, khadija):
    sent(client)
    assert "The delegation will call you" in sent(client, name="Deuxième clic").content.decode()
    assert Cooperative.objects.count() == 1


def test_what_the_delegation_asks_for_stands_above_the_form_and_nothing_is_typed_twice(client, khadija):
    application = make_application(by=khadija, registration_number="", registration_court="")
    cooperative_ask_changes(
        cooperative_id=application.pk, by=make_moderator(), reason="registration", words="Le tribunal <svp>."
    )
    page = client.get(reverse("storefront:apply")).content.decode()
    assert "The registration number or its court is missing or wrong" in page
    assert "Le tribunal &lt;svp&gt;." in page
    assert 'value="Coopérative Tissir"' in page
    answer = sent(client, registration_number="1/2", registration_court="Safi").content.decode()
    assert "The delegation will call you" in answer
    application.refresh_from_db()
    assert (application.status, application.registration_court) == ("submitted", "Safi")


def test_after_an_answer_she_may_apply_for_another(client, khadija):
    admitted, refused = make_application(by=khadija), None
    cooperative_admit(cooperative_id=admitted.pk, by=make_moderator())
    refused = make_application(by=khadija, name="Autre")
    cooperative_refuse(cooperative_id=refused.pk, by=make_moderator(), reason="already_here")
    page = client.get(reverse("storefront:apply"))
    assert page.context["application"] is None
    assert "Send my application" in page.content.decode()


def test_somebody_elses_application_is_not_shown(client, khadija):
    make_application(name="Secrete")
    assert "Secrete" not in client.get(reverse("storefront:apply")).content.decode()


def test_looking_writes_nothing(client, khadija, django_assert_num_queries):
    make_city()
    client.get(reverse("storefront:apply"))
    with django_assert_num_queries(3) as queries:
        client.get(reverse("storefront:apply"))
    assert all(query["sql"].startswith("SELECT") for query in queries)
