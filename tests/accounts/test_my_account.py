"""My account: contacts, password, name, language."""

import pytest
from allauth.account.models import EmailAddress
from django.utils.translation import override

from marketplace.accounts.models import User

from .conftest import PASSWORD, error_codes, letter, sign_in, signed_in_as, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client, fatima):
    """Fatima's, signed in, her password just typed again."""
    sign_in(client, "fatima@coop.example")
    client.post(url("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_home_says_who_i_am(browser, language):
    page = browser.get(url("account-home", language)).content.decode()
    assert "fatima@coop.example" in page
    assert '<bdi dir="ltr">06 12 34 56 78</bdi>' in page


def test_my_cooperatives_lead_to_their_doors(browser, monkeypatch):
    class Halima:
        slug, name = "halima", "Halima (exemple)"

    monkeypatch.setattr("marketplace.storefront.views.account.cooperatives_of", lambda user: [Halima])
    assert "/fr/seller/halima/" in browser.get(url("account-home")).content.decode()


def test_name_and_language_are_kept_and_the_page_answers_in_the_new_language(browser, fatima):
    response = browser.post(url("account-home", "ar"), {"name": "Fatima Z.", "language": "en"})
    assert response.url == url("account-home", "en")
    fatima.refresh_from_db()
    assert (fatima.name, fatima.language) == ("Fatima Z.", "en")


def test_a_language_we_do_not_speak_is_refused(browser, fatima):
    response = browser.post(url("account-home"), {"name": "Fatima Z.", "language": "de"})
    assert error_codes(response, "language") == ["invalid_choice"]
    assert 'value="Fatima Z."' in response.content.decode()


def test_a_new_password_keeps_me_signed_in(browser, fatima):
    data = {"oldpassword": PASSWORD, "password1": "nouvelle-semoule-62"}
    assert browser.post(url("account_change_password"), data).url == url("account-home")
    fatima.refresh_from_db()
    assert fatima.check_password("nouvelle-semoule-62")
    assert browser.get(url("account-home")).status_code == 200
    assert letter("fatima@coop.example").kind == "account_password_changed"


def test_a_new_password_ends_the_sessions_elsewhere(browser, client, fatima):
    elsewhere = type(client)()
    sign_in(elsewhere, "0612345678")
    browser.post(url("account_change_password"), {"oldpassword": PASSWORD, "password1": "nouvelle-semoule-62"})
    assert elsewhere.get(url("account-home")).status_code == 302


def test_the_old_password_must_be_right(browser):
    data = {"oldpassword": "wrong-password", "password1": "nouvelle-semoule-62"}
    assert error_codes(browser.post(url("account_change_password"), data), "oldpassword") == ["enter_current_password"]


def test_a_new_e_mail_address_counts_once_its_code_came_back(browser, fatima):
    response = browser.post(url("account_email"), {"action_add": "1", "email": "New@coop.example"})
    assert response.url == url("account_email_verification_sent")
    fatima.refresh_from_db()
    assert fatima.email == "fatima@coop.example"

    browser.post(response.url, {"code": letter("new@coop.example").payload["code"]})
    fatima.refresh_from_db()
    assert fatima.email == "new@coop.example"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("new@coop.example", True, True)]
    told = letter("fatima@coop.example")
    assert (told.kind, told.language, told.payload["to_email"]) == ("account_email_changed", "ar", "new@coop.example")


def test_my_contacts_change_only_after_the_password_was_typed_again(client, fatima):
    sign_in(client, "fatima@coop.example")
    response = client.post(url("account_email"), {"action_add": "1", "email": "new@coop.example"})
    assert response.url.startswith(url("account_reauthenticate"))
    response = client.post(response.url, {"password": PASSWORD})
    assert response.url == url("account_email_verification_sent")
    assert letter("new@coop.example").payload["code"]


def test_the_address_of_somebody_else_is_not_told_before_its_code_came_back(browser):
    User.objects.create_user("other@coop.example", PASSWORD)
    response = browser.post(url("account_email"), {"action_add": "1", "email": "other@coop.example"})
    assert response.url == url("account_email_verification_sent")
    code = letter("other@coop.example").payload["code"]
    assert error_codes(browser.post(response.url, {"code": code}), "code") == ["email_taken"]


def test_my_address_cannot_be_removed(browser, fatima):
    browser.post(url("account_email"), {"action_remove": "1", "email": "fatima@coop.example"})
    fatima.refresh_from_db()
    assert fatima.email == "fatima@coop.example"


def test_a_new_number_counts_once_its_code_came_back(browser, sms, fatima):
    response = browser.post(url("account_change_phone"), {"phone": "07 11 22 33 44"})
    assert response.url == url("account_verify_phone")
    fatima.refresh_from_db()
    assert fatima.phone == "+212612345678"
    browser.post(response.url, {"code": letter("+212711223344").payload["code"]})
    fatima.refresh_from_db()
    assert (fatima.phone, fatima.phone_verified) == ("+212711223344", True)


def test_a_second_code_in_quick_succession_is_refused_in_our_page(browser, sms):
    answers = [browser.post(url("account_change_phone"), {"phone": "0711223344"}).status_code for _ in range(2)]
    assert answers == [302, 429]


def test_without_sms_the_number_is_shown_and_its_change_not_offered(browser, no_sms):
    assert browser.get(url("account_change_phone")).status_code == 404
    assert url("account_change_phone") not in browser.get(url("account-home")).content.decode()


def test_a_member_with_a_number_adds_an_address(client, sms):
    user = User.objects.create_user(phone="+212655443322", phone_verified=True, password=PASSWORD)
    sign_in(client, "0655443322")
    client.post(url("account_reauthenticate"), {"password": PASSWORD})
    response = client.post(url("account_email"), {"action_add": "1", "email": "naima@coop.example"})
    client.post(response.url, {"code": letter("naima@coop.example").payload["code"]})
    user.refresh_from_db()
    assert user.email == "naima@coop.example"
    client.logout()
    sign_in(client, "naima@coop.example")
    assert signed_in_as(client) == str(user.pk)


def test_links_of_a_letter_come_from_the_setting_not_from_the_host(client, settings, fatima):
    settings.SITE_URL = "https://market.example"
    with override("fr"):
        client.post(url("account_reset_password"), {"email": "nobody@coop.example"}, headers={"host": "evil.example"})
    assert letter("nobody@coop.example").payload["sign_up_url"].startswith("https://market.example/fr/")
