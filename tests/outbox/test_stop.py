"""Messages that a reader may stop: what her mail program sees, one click from it, and the page of the link."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message as Letter
from email.policy import default

import pytest
from django.test import Client

from marketplace.outbox import kinds
from marketplace.outbox.models import Message, Refusal
from marketplace.outbox.services import relay_due, tell
from marketplace.outbox.wishes import is_refused, token_make, topic_start, topic_stop, wishes_move
from tests.architecture.test_layers import reachable_views
from tests.faults.mailserver import MailServer

pytestmark = pytest.mark.django_db
GOODS = {
    "title": "Miel de thym", "size": "500 g", "cooperative": "Rucher du Chergui", "slug": "rucher", "craft": "honey",
    "url": "http://localhost:8000/fr/catalogue/miel_7/",
}  # fmt: skip
NEWS = {
    "name": "Salma",
    "cooperatives": [
        {
            "name": f"Coopérative {number}", "slug": f"c{number}", "craft": "honey", "url": "http://localhost:8000/fr/",
            "listings": [{"title": "Miel de thym, 500 g", "url": "http://localhost:8000/fr/catalogue/miel_7/"}],
            "more": 3, "stories": [{"title": "Depuis 2008", "url": "http://localhost:8000/fr/stories/x/"}],
        }
        for number in (1, 2)
    ],
}  # fmt: skip
STOPPABLE = {"stock_back": GOODS, "follow_news": NEWS}
ONE_CLICK = "List-Unsubscribe=One-Click"


class Reading(MailServer):
    """A mail server that keeps what it took whole."""

    def __init__(self) -> None:
        super().__init__()
        self.letters_taken: list[Letter] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        self.letters_taken.append(message_from_bytes(envelope.content, policy=default))
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def postman(settings):
    """The relay of this process sends by a real server, which is read."""
    server = Reading()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


def write(kind: str = "stock_back", address: str = "salma@example.com", language: str = "fr", fact: str = "1"):
    return tell(event_key=fact, kind=kind, address=address, language=language, payload=STOPPABLE[kind])


def taken(postman: Reading) -> Letter:
    relay_due()
    assert postman.wait_for(lambda: postman.letters_taken)
    return postman.letters_taken[-1]


def path_of(letter: Letter) -> str:
    return re.fullmatch(r"<http://localhost:8000(/\S+)>", letter["List-Unsubscribe"].strip())[1]


@pytest.mark.parametrize("kind", STOPPABLE)
def test_a_mail_program_stops_them_by_one_click_without_cookie_or_form(postman, kind):
    write(kind)
    letter = taken(postman)
    assert letter["List-Unsubscribe-Post"] == ONE_CLICK
    path = path_of(letter)
    assert path in letter.get_body(("plain",)).get_content() and path in letter.get_body(("html",)).get_content()
    program = Client(enforce_csrf_checks=True)
    answer = program.post(path, ONE_CLICK, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200, "no redirect: programs do not follow it"
    assert is_refused(address="salma@example.com", topic=kinds.topic_of(kind))
    assert write(kind, fact="2") is None and not Message.objects.filter(event_key="2").exists()


def test_the_link_opens_a_page_that_changes_nothing_until_its_button_is_pressed(postman):
    write()
    path = path_of(taken(postman))
    reader = Client(enforce_csrf_checks=True)
    page = reader.get(path)
    assert "no-store" in page["Cache-Control"] and page["X-Robots-Tag"] == "noindex" and not page.cookies
    assert not Refusal.objects.exists()
    stopped = reader.post(path)
    assert stopped.context["stopped"] and "salma@example.com" in stopped.content.decode()
    again = reader.post(path, {"start": "1"})
    assert not again.context["stopped"] and write(fact="2") is not None


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("kind", STOPPABLE)
def test_they_read_well_in_every_language(postman, kind, language):
    write(kind, language=language)
    letter = taken(postman)
    plain, html = letter.get_body(("plain",)).get_content(), letter.get_body(("html",)).get_content()
    assert f"/{language}/stop/" in letter["List-Unsubscribe"]
    assert ('dir="rtl"' in html) == (language == "ar")
    assert "Miel de thym" in plain and "Miel de thym" in html and "cid:band-" in html
    assert not re.search(r"\{[{%]|\n\n\n|None", plain + html)
    if language == "ar":
        words = re.sub(r"https?://\S+|[\u2066\u2068][^\u2069]*\u2069", "", plain.replace("\n", " "))
        assert not re.findall(r"\d+", words)


def test_stopping_takes_back_what_waits_and_leaves_the_rest():
    write(), write("follow_news", fact="2"), write(address="other@example.com")
    topic_stop(address="Salma@example.com", topic="stock")
    topic_stop(address="salma@example.com", topic="stock")
    assert sorted(Message.objects.values_list("kind", "address")) == [
        ("follow_news", "salma@example.com"), ("stock_back", "other@example.com"),
    ]  # fmt: skip
    topic_start(address="salma@example.com", topic="stock")
    assert not Refusal.objects.exists()


@pytest.mark.parametrize("token", ["nonsense", "WyJhQGIuYyIsIm5ld3MiXQ:1abc:forged"])
def test_an_address_that_is_not_ours_is_nothing(client, token):
    assert client.get(f"/fr/stop/{token}/").status_code == 404
    assert client.post(f"/fr/stop/{token}/").status_code == 404
    assert not Refusal.objects.exists()


def test_a_token_stops_its_own_address_and_topic_only(client):
    client.post(f"/fr/stop/{token_make(address='a@example.com', topic='news')}/")
    assert list(Refusal.objects.values_list("address", "topic")) == [("a@example.com", "news")]
    assert client.get(f"/fr/stop/{token_make(address='a@example.com', topic='orders')}/").status_code == 404


def test_what_was_stopped_stays_stopped_at_a_new_address():
    topic_stop(address="old@example.com", topic="news")
    wishes_move(old="old@example.com", new="new@example.com")
    assert is_refused(address="new@example.com", topic="news")


def test_messages_about_orders_cannot_be_stopped(postman):
    tell(
        event_key="parcel 1", kind="stock_confirm", address="salma@example.com", language="fr", payload=GOODS
    )  # fmt: skip
    letter = taken(postman)
    assert letter["List-Unsubscribe"] is None and "/stop/" not in letter.get_body(("plain",)).get_content()
    assert kinds.topic_of("order_confirmed") == kinds.topic_of("parcel_sent") == ""


def test_a_kind_cannot_belong_to_a_topic_that_nobody_registered():
    with pytest.raises(ValueError, match="nobody registered"):
        kinds.register("never_sent", topic="weather")


def test_nothing_but_this_and_a_webhook_is_exempt_from_the_token_of_forms():
    views = [getattr(view, "view_class", view) for view in reachable_views() if getattr(view, "csrf_exempt", False)]
    names = {f"{view.__module__}.{view.__name__}" for view in views}
    assert {name for name in names if "webhook" not in name.lower()} == {"marketplace.storefront.views.stop.StopView"}
