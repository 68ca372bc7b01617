"""Signing in and out."""

import pytest
from django.contrib.auth import get_user
from django.urls import get_resolver

from marketplace.accounts.models import User

from .conftest import PASSWORD, error_codes, letter, sign_in, signed_in_as, url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize(
    "login", ["fatima@coop.example", "FATIMA@coop.example ", "06 12 34 56 78", "+212612345678", "00212612345678"]
)
def test_by_e_mail_or_by_any_shape_of_the_number(client, fatima, login, language):
    assert sign_in(client, login, language=language).url == url("account-home", language)
    assert signed_in_as(client) == str(fatima.pk)


def test_by_telephone_where_there_is_no_sms(client, no_sms, fatima):
    sign_in(client, "0612345678")
    assert signed_in_as(client) == str(fatima.pk)


def test_a_member_without_e_mail_signs_in(client, no_sms):
    user = User.objects.create_user(phone="+212655443322", password=PASSWORD)
    sign_in(client, "06 55 44 33 22")
    assert signed_in_as(client) == str(user.pk)


def test_a_number_that_was_never_proved_is_proved_at_the_first_sign_in(client, sms):
    user = User.objects.create_user(phone="+212655443322", password=PASSWORD)
    assert sign_in(client, "06 55 44 33 22").url == url("account_verify_phone")
    assert signed_in_as(client) is None
    client.post(url("account_verify_phone"), {"code": letter("+212655443322").payload["code"]})
    assert signed_in_as(client) == str(user.pk)


def test_an_unproved_number_bars_nobody_whose_e_mail_is_proved(client, sms, fatima):
    User.objects.update(phone_verified=False)
    sign_in(client, "0612345678")
    assert signed_in_as(client) == str(fatima.pk)


def test_the_same_words_for_a_wrong_password_and_an_unknown_person(client, fatima):
    wrong = sign_in(client, "fatima@coop.example", "wrong-password")
    unknown = sign_in(client, "nobody@coop.example", "wrong-password")
    number = sign_in(client, "0612345678", "wrong-password")
    nothing = sign_in(client, "couscous", "wrong-password")
    words = {tuple(map(str, answer.context["form"].non_field_errors())) for answer in (wrong, unknown, number, nothing)}
    assert len(words) == 1
    assert {answer.status_code for answer in (wrong, unknown, number, nothing)} == {200}


def test_what_she_typed_stays_after_an_error(client, fatima):
    assert 'value="06 12 34 56 78"' in sign_in(client, "06 12 34 56 78", "wrong-password").content.decode()


def test_the_session_gets_a_new_key(client, fatima):
    session = client.session
    session["basket"] = "kept"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    sign_in(client, "fatima@coop.example")
    assert client.session.session_key != before
    assert client.session["basket"] == "kept"
    assert client.cookies["sessionid"].value == client.session.session_key


def test_signing_out_asks_first_and_ends_the_session(client, fatima):
    sign_in(client, "fatima@coop.example")
    assert client.get(url("account_logout", "ar")).status_code == 200
    assert signed_in_as(client)
    assert client.post(url("account_logout", "ar")).url == "/ar/"
    assert not signed_in_as(client)


@pytest.mark.parametrize("remember", [True, False])
def test_on_a_shared_telephone_the_session_ends_with_the_browser(client, fatima, remember):
    sign_in(client, "fatima@coop.example", **({"remember": "on"} if remember else {}))
    assert client.session.get_expire_at_browser_close() is not remember


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/", "http:///evil.example", "javascript:a"])
@pytest.mark.parametrize("name", ["account_login", "account_logout"])
def test_a_redirect_to_another_site_is_refused(client, fatima, name, target):
    if name == "account_logout":
        client.force_login(fatima)
    data = {"login": "fatima@coop.example", "password": PASSWORD, "next": target}
    response = client.post(f"{url(name)}?next={target}", data)
    assert response.url in (url("account-home"), "/fr/")


def test_a_redirect_within_the_market_is_followed(client, fatima):
    assert sign_in(client, "fatima@coop.example", next="/ar/basket/").url == "/ar/basket/"


def test_five_wrong_passwords_close_one_account_for_a_while(client, fatima):
    for _ in range(5):
        sign_in(client, "0612345678", "wrong-password")
    assert error_codes(sign_in(client, "+212 6 12 34 56 78"), "__all__") == ["too_many_login_attempts"]
    assert signed_in_as(client) is None


def test_wrong_passwords_for_one_number_do_not_lock_another(client, no_sms, fatima):
    other = User.objects.create_user(phone="+212655443322", password=PASSWORD)
    for _ in range(5):
        sign_in(client, "0612345678", "wrong-password")
    sign_in(client, "0655443322")
    assert signed_in_as(client) == str(other.pk)


def test_too_many_tries_from_one_place_get_429_in_our_page(client, settings, fatima):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    answers = [sign_in(client, "fatima@coop.example", "wrong-password") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "429.html" in [template.name for template in answers[-1].templates]


def test_a_closed_account_does_not_open(client, fatima):
    User.objects.update(is_active=False)
    assert sign_in(client, "fatima@coop.example").url == url("account_inactive")
    assert get_user(client).is_anonymous


def test_pages_of_accounts_are_never_cached(client, fatima):
    for name in ("account_login", "account_signup", "account_reset_password"):
        response = client.get(url(name))
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"


def test_strangers_are_sent_to_sign_in(client):
    for name in ("account-home", "account_email", "account_change_password", "account_reauthenticate"):
        assert client.get(url(name)).url.startswith(url("account_login"))


def test_no_page_of_accounts_fails(client, sms, fatima):
    """Every address without arguments answers, signed in or not."""
    names = [name for name in get_resolver().reverse_dict if isinstance(name, str) and name.startswith("account")]
    assert "account_login" in names
    for _ in range(2):
        for name in names:
            assert client.get(url(name, "ar")).status_code in (200, 302), name
        client.force_login(fatima)
