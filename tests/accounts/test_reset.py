"""A forgotten password: a code by e-mail or SMS, then a new one."""

import pytest

from marketplace.accounts.models import User
from marketplace.outbox.models import Message

from .conftest import error_codes, letter, sign_in, signed_in_as, url

pytestmark = pytest.mark.django_db
NEW = "nouvelle-semoule-62"


def ask(client, contact: str, language: str = "fr"):
    return client.post(url("account_reset_password", language), {"email": contact})


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize(
    ("typed", "address", "channel"),
    [("Fatima@coop.example", "fatima@coop.example", "email"), ("06 12 34 56 78", "+212612345678", "sms")],
)
def test_a_code_and_a_new_password(client, sms, fatima, typed, address, channel, language):
    response = ask(client, typed, language)
    message = letter(address)
    assert (message.kind, message.channel, message.language) == ("account_reset_code", channel, "ar")
    assert client.get(response.url).status_code == 200

    response = client.post(response.url, {"code": message.payload["code"]})
    assert response.url == url("account_complete_password_reset", language)
    assert client.get(response.url).status_code == 200
    response = client.post(response.url, {"password1": NEW})
    assert client.get(response.url).status_code == 200
    assert signed_in_as(client) is None
    assert letter("fatima@coop.example").kind == "account_password_changed"

    sign_in(client, typed, NEW)
    assert signed_in_as(client) == str(fatima.pk)


@pytest.mark.parametrize("contact", ["nobody@coop.example", "0699887766"])
def test_nobody_learns_whether_an_account_exists(client, sms, fatima, contact):
    known, unknown = type(client)(), type(client)()
    answers = [ask(known, "fatima@coop.example"), ask(unknown, contact)]
    assert len({(answer.status_code, answer.url) for answer in answers}) == 1
    pages = [known.get(answers[0].url), unknown.get(answers[1].url)]
    assert {page.status_code for page in pages} == {200}
    wrong = [browser.post(answers[0].url, {"code": "000000x"}) for browser in (known, unknown)]
    assert [error_codes(answer, "code") for answer in wrong] == [["incorrect_code"], ["incorrect_code"]]


def test_an_unknown_number_gets_no_sms(client, sms):
    ask(client, "0699887766")
    assert not Message.objects.exists()


def test_an_unknown_address_is_told_so_by_letter_only(client):
    ask(client, "nobody@coop.example")
    assert letter("nobody@coop.example").kind == "account_unknown"
    assert "code" not in letter("nobody@coop.example").payload


def test_without_sms_only_e_mail_is_offered(client, no_sms, fatima):
    assert error_codes(ask(client, "0612345678"), "email") == ["invalid"]
    assert not Message.objects.exists()


def test_a_step_cannot_be_skipped(client, fatima):
    ask(client, "fatima@coop.example")
    complete = url("account_complete_password_reset")
    assert client.post(complete, {"password1": NEW}).url == url("account_confirm_password_reset_code")
    fatima.refresh_from_db()
    assert not fatima.check_password(NEW)


def test_a_weak_new_password_is_refused(client, fatima):
    response = ask(client, "fatima@coop.example")
    response = client.post(response.url, {"code": letter("fatima@coop.example").payload["code"]})
    assert error_codes(client.post(response.url, {"password1": "123"}), "password1")


def test_asking_again_and_again_is_limited(client, fatima):
    answers = [ask(client, "fatima@coop.example").status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]


def test_a_new_password_by_sms_forgives_the_wrong_ones(client, sms, fatima):
    for _ in range(6):
        sign_in(client, "0612345678", "wrong-password")
    response = ask(client, "0612345678")
    response = client.post(response.url, {"code": letter("+212612345678").payload["code"]})
    client.post(response.url, {"password1": NEW})
    sign_in(client, "0612345678", NEW)
    assert signed_in_as(client) == str(fatima.pk)


def test_a_closed_account_gets_no_code(client, fatima):
    User.objects.update(is_active=False)
    ask(client, "fatima@coop.example")
    assert letter("fatima@coop.example").kind == "account_unknown"
