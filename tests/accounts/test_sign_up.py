"""A newcomer opens an account with an e-mail address or a telephone, in one field."""

import pytest
from allauth.account.models import EmailAddress

from marketplace.accounts.forms import SignUpForm
from marketplace.accounts.models import User

from .conftest import PASSWORD, error_codes, letter, sign_in, sign_up, signed_in_as, url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_with_an_e_mail_address(client, language):
    response = sign_up(client, "Aicha@Coop.Example", language)
    assert response.url == url("account_email_verification_sent", language)
    assert signed_in_as(client) is None

    message = letter("aicha@coop.example")
    assert (message.kind, message.channel, message.language) == ("account_code", "email", language)
    assert "aicha@coop.example" in client.get(response.url).content.decode()
    response = client.post(response.url, {"code": message.payload["code"]})

    user = User.objects.get(email="aicha@coop.example")
    assert response.url == url("account-home", language)
    assert signed_in_as(client) == str(user.pk)
    assert (user.name, user.language, user.phone) == ("Aïcha", language, None)
    assert EmailAddress.objects.get(user=user).verified
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_with_a_telephone(client, sms, language):
    response = sign_up(client, "06 12 34 56 78", language)
    assert response.url == url("account_verify_phone", language)
    assert signed_in_as(client) is None

    message = letter("+212612345678")
    assert (message.kind, message.channel, message.language) == ("account_code", "sms", language)
    assert '<bdi dir="ltr">06 12 34 56 78</bdi>' in client.get(response.url).content.decode()
    response = client.post(response.url, {"code": message.payload["code"]})

    user = User.objects.get(phone="+212612345678")
    assert response.url == url("account-home", language)
    assert signed_in_as(client) == str(user.pk)
    assert user.phone_verified
    assert user.email is None
    assert user.language == language


def test_without_sms_the_telephone_is_not_offered(client, no_sms):
    response = sign_up(client, "06 12 34 56 78")
    assert error_codes(response, "contact") == ["invalid"]
    assert User.objects.count() == 0


def test_a_fixed_line_is_refused_beside_the_field(client, sms):
    assert error_codes(sign_up(client, "05 24 47 12 34"), "contact") == ["not_mobile"]


@pytest.mark.parametrize("contact", ["aicha@", "12", "couscous", "@"])
def test_what_is_neither_is_refused_beside_the_field(client, sms, contact):
    assert error_codes(sign_up(client, contact), "contact")


def test_nothing_typed_is_lost(client):
    response = sign_up(client, "aicha@coop.example", password1="123")
    page = response.content.decode()
    assert error_codes(response, "password1")
    assert 'value="Aïcha"' in page
    assert 'value="aicha@coop.example"' in page
    assert "123" not in page.split("<form")[1]


@pytest.mark.parametrize("password", ["short1", "password", "souk-taawon-2026"])
def test_a_weak_or_public_password_is_refused(client, password):
    assert error_codes(sign_up(client, "aicha@coop.example", password1=password), "password1")


def test_the_password_is_typed_once():
    assert list(SignUpForm().fields) == ["name", "contact", "password1"]


def test_a_wrong_code_is_told_and_three_end_it(client):
    response = sign_up(client, "aicha@coop.example")
    code = letter("aicha@coop.example").payload["code"]
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(2):
        assert error_codes(client.post(response.url, {"code": wrong}), "code") == ["incorrect_code"]
    assert client.post(response.url, {"code": wrong}).url == url("account_login")
    assert client.post(response.url, {"code": code}).status_code == 302
    assert signed_in_as(client) is None


def test_a_right_password_does_not_open_an_account_before_one_contact_is_proved(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"confirm_email": None}  # else the second code within 10 s is refused
    sign_up(client, "aicha@coop.example")
    elsewhere = type(client)()
    assert sign_in(elsewhere, "aicha@coop.example").url == url("account_email_verification_sent")
    assert signed_in_as(elsewhere) is None
    elsewhere.post(url("account_email_verification_sent"), {"code": letter("aicha@coop.example").payload["code"]})
    assert signed_in_as(elsewhere)


def test_a_new_code_can_be_asked_for_twice(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"confirm_email": None}
    page = sign_up(client, "aicha@coop.example").url
    codes = [letter("aicha@coop.example").payload["code"]]
    for _ in range(2):
        assert b'value="resend"' in client.get(page).content
        client.post(page, {"action": "resend"})
        codes.append(letter("aicha@coop.example").payload["code"])
    assert b'value="resend"' not in client.get(page).content
    client.post(page, {"code": codes[-1]})
    assert signed_in_as(client)


@pytest.mark.parametrize("contact", ["aicha@coop.example", "0612345678"])
def test_codes_in_quick_succession_are_refused_in_our_page(client, sms, contact):
    sign_up(client, contact)
    again = sign_up(type(client)(), contact)
    assert again.status_code == 429
    assert "429.html" in [template.name for template in again.templates]


def test_she_can_start_again(client):
    sign_up(client, "aicha@coop.exampel")
    assert client.get(url("account_signup")).url == url("account_email_verification_sent")
    assert client.post(url("account_logout"), {"next": url("account_signup")}).url == url("account_signup")
    assert client.get(url("account_signup")).status_code == 200


def test_the_answer_is_the_same_where_somebody_has_the_address(client, fatima):
    known, unknown = type(client)(), type(client)()
    answers = [sign_up(known, "fatima@coop.example"), sign_up(unknown, "aicha@coop.example")]
    assert len({(answer.status_code, answer.url) for answer in answers}) == 1
    pages = [known.get(answers[0].url), unknown.get(answers[1].url)]
    bodies = [_without_names(page) for page in pages]
    assert bodies[0] == bodies[1]
    assert letter("fatima@coop.example").kind == "account_exists"
    assert letter("fatima@coop.example").language == "ar"
    assert User.objects.filter(email="fatima@coop.example").count() == 1


def test_the_answer_is_the_same_where_somebody_has_the_number(client, sms, fatima):
    known, unknown = type(client)(), type(client)()
    answers = [sign_up(known, "0612345678"), sign_up(unknown, "0687654321")]
    assert len({(answer.status_code, answer.url) for answer in answers}) == 1
    bodies = [_without_names(browser.get(answers[0].url)) for browser in (known, unknown)]
    assert bodies[0] == bodies[1]
    assert letter("+212612345678").kind == "account_exists"
    assert signed_in_as(known) is None


def test_two_newcomers_with_one_address_in_the_same_moment(client, lost_race):
    """The second one passes the look and fails the write: she is answered as if the account had been there."""
    response = sign_up(client, "aicha@coop.example")
    assert response.url == url("account_email_verification_sent")
    assert User.objects.filter(email="aicha@coop.example").count() == 1
    assert letter("aicha@coop.example").kind == "account_exists"


@pytest.fixture
def lost_race(monkeypatch):
    """Somebody takes the address between the form's look and the write."""
    look = SignUpForm.validate_unique_email

    def look_then_lose(form, value):
        found = look(form, value)
        User.objects.create_user(value, PASSWORD)
        return found

    monkeypatch.setattr(SignUpForm, "validate_unique_email", look_then_lose)


def _without_names(response) -> str:
    """The page without what differs from person to person."""
    body = response.content.decode()
    for typed in ("fatima@coop.example", "aicha@coop.example", "06 12 34 56 78", "06 87 65 43 21"):
        body = body.replace(typed, "…")
    token = str(response.context["csrf_token"])
    return body.replace(token, "…")
