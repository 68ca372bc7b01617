"""The demo accounts open the demonstration and nothing else."""

import pytest
from django.core.checks import run_checks
from django.test import override_settings

from marketplace.accounts.demo import DEMO_EMAILS, DEMO_PASSWORD
from marketplace.accounts.models import User
from marketplace.accounts.services.demo import DemoSignInsClosed, demo_users_ensure

from .conftest import error_codes, letter, sign_in, signed_in_as, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_people(settings):
    settings.DEMO_SIGN_INS = True
    return demo_users_ensure()


def test_five_people_are_made_once(demo_people):
    assert {user.email for user in demo_people} == DEMO_EMAILS
    assert demo_users_ensure() == demo_people
    assert [user.email for user in demo_people if user.is_superuser] == ["admin@example.com"]


@pytest.mark.parametrize("email", sorted(DEMO_EMAILS))
def test_they_sign_in_to_the_demonstration(client, demo_people, email):
    assert sign_in(client, email, DEMO_PASSWORD).url == url("account-home")
    assert signed_in_as(client)


@pytest.mark.parametrize("email", sorted(DEMO_EMAILS))
def test_they_are_refused_elsewhere_and_told_why(client, demo_people, email):
    with override_settings(DEMO_SIGN_INS=False):
        assert error_codes(sign_in(client, email, DEMO_PASSWORD), "__all__") == ["demo_refused"]
        assert signed_in_as(client) is None
        assert client.get(url("account-home")).status_code == 302


def test_a_session_that_began_in_the_demonstration_ends(client, demo_people):
    sign_in(client, "admin@example.com", DEMO_PASSWORD)
    with override_settings(DEMO_SIGN_INS=False):
        assert client.get(url("account-home")).status_code == 302


def test_a_new_password_does_not_open_them(client, demo_people):
    User.objects.get(email="admin@example.com")
    with override_settings(DEMO_SIGN_INS=False):
        response = client.post(url("account_reset_password"), {"email": "admin@example.com"})
        response = client.post(response.url, {"code": letter("admin@example.com").payload["code"]})
        client.post(response.url, {"password1": "nouvelle-semoule-62"})
        assert error_codes(sign_in(client, "admin@example.com", "nouvelle-semoule-62"), "__all__") == ["demo_refused"]
        assert signed_in_as(client) is None


def test_nor_a_telephone_nor_another_address(client, demo_people):
    User.objects.filter(email="admin@example.com").update(phone="+212612345678")
    User.objects.filter(email="shopper@example.com").update(email="moved@coop.example")
    with override_settings(DEMO_SIGN_INS=False):
        sign_in(client, "0612345678", DEMO_PASSWORD)
        sign_in(client, "moved@coop.example", DEMO_PASSWORD)
        sign_in(client, "shopper@example.com", DEMO_PASSWORD)
        assert signed_in_as(client) is None


def test_they_are_not_even_made(settings):
    settings.DEMO_SIGN_INS = False
    with pytest.raises(DemoSignInsClosed):
        demo_users_ensure()
    assert not User.objects.exists()


def test_the_checks_refuse_an_open_demonstration_and_another_backend(settings):
    def ids() -> set[str]:
        return {found.id for found in run_checks(include_deployment_checks=True)} & {"accounts.E001", "accounts.E002"}

    settings.DEMO_SIGN_INS = False
    assert ids() == set()
    settings.DEMO_SIGN_INS = True
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    assert ids() == {"accounts.E001", "accounts.E002"}
