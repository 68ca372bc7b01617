"""Following a cooperative, and its news: one message a day at most."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperatives.models import Cooperative
from marketplace.interest.models import Follow
from marketplace.interest.services.follow import follow_start
from marketplace.interest.services.news import news_tell_due
from marketplace.outbox.wishes import topic_stop
from tests.factories import make_cooperative, make_user
from tests.factories.interest import make_new_listing
from tests.factories.stories import make_story

from .conftest import letters

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("Africa/Casablanca"))
TEN = MONDAY + timedelta(hours=2)


@pytest.fixture
def argan() -> Cooperative:
    return make_cooperative("argan-de-mogador")


@pytest.fixture
def reader(argan):
    """Follows one cooperative since Sunday."""
    user = make_user("reader@example.com", name="Salma")
    with time_machine.travel(MONDAY - timedelta(days=1), tick=False):
        follow_start(user=user, cooperative=argan)
    return user


def at(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False):
        return news_tell_due()


def test_a_guest_is_led_to_sign_in_and_back_and_nothing_was_written_on_the_way(client, argan):
    url = f"/fr/cooperatives/{argan.slug}/follow/"
    answer = client.get(url)
    assert answer.status_code == 302 and f"next={url}" in answer.url
    assert client.post(url, {"wanted": "1"}).status_code == 302
    client.force_login(user := make_user())
    assert client.get(url).status_code == 200
    assert not Follow.objects.exists()
    client.post(url, {"wanted": "1"})
    assert Follow.objects.get().user == user


def test_following_twice_is_following_once_and_stopping_touches_only_my_own(client, argan):
    other = make_user()
    follow_start(user=other, cooperative=argan)
    client.force_login(make_user())
    url = f"/fr/cooperatives/{argan.slug}/follow/"
    for _ in range(2):
        assert client.post(url, {"wanted": "1"}, headers={"accept": "application/json"}).json()["pressed"] is True
    assert client.get("/fr/me/").json()["pressed"]["follows"] == [argan.pk]
    client.post(url, {"wanted": "0"})
    assert list(Follow.objects.values_list("user", flat=True)) == [other.pk]


def test_a_suspended_cooperative_can_be_let_go_of_but_not_followed(client, argan):
    user = make_user()
    follow_start(user=user, cooperative=argan)
    Cooperative.objects.filter(pk=argan.pk).update(status="suspended")
    client.force_login(user)
    url = f"/fr/cooperatives/{argan.slug}/follow/"
    assert client.get(url).status_code == 404
    assert argan.name in client.get("/fr/accounts/messages/").content.decode()
    client.post(url, {"wanted": "0"})
    assert not Follow.objects.exists()
    assert client.post(url, {"wanted": "1"}).status_code == 404


def test_all_that_is_new_comes_in_one_message_of_the_day(reader, argan):
    with time_machine.travel(MONDAY, tick=False):
        follow_start(user=make_user(), cooperative=make_cooperative())
        story = make_story(argan)
    listings = [make_new_listing(argan, at=MONDAY - timedelta(hours=number)) for number in range(3)]
    make_new_listing(make_cooperative(), at=MONDAY)
    assert at(TEN) == 1
    (message,) = letters("follow_news")
    assert (message.address, message.language) == ("reader@example.com", "fr")
    (told,) = message.payload["cooperatives"]
    assert [one["title"] for one in told["listings"]] == [str(listing.title) for listing in listings]
    assert told["stories"][0]["url"].endswith(f"/fr/stories/{story.slug}/")
    assert told["name"] == argan.name


def test_what_was_told_is_not_told_again_and_what_comes_later_waits_for_tomorrow(reader, argan):
    make_new_listing(argan, at=MONDAY)
    assert (at(TEN), at(TEN + timedelta(hours=1))) == (1, 0)
    make_new_listing(argan, at=TEN + timedelta(minutes=5), title="Huile nouvelle")
    assert at(TEN + timedelta(hours=5)) == 0
    assert at(TEN + timedelta(days=1)) == 1
    assert [one["title"] for one in letters("follow_news")[1].payload["cooperatives"][0]["listings"]] == [
        "Huile nouvelle"
    ]


def test_a_day_without_a_worker_is_made_up_for(reader, argan):
    make_new_listing(argan, at=MONDAY)
    assert at(TEN + timedelta(days=3)) == 1


def test_old_goods_goods_shown_again_and_goods_that_are_paused_are_no_news(reader, argan):
    make_new_listing(argan, at=MONDAY - timedelta(days=2))
    again = make_new_listing(argan, at=MONDAY - timedelta(days=30))
    again.decisions.create(made_by=make_user(), accepted=True, made_at=MONDAY)
    paused = make_new_listing(argan, at=MONDAY)
    type(paused).objects.filter(pk=paused.pk).update(state="paused")
    assert at(TEN) == 0 and not letters("follow_news")


def test_who_stopped_news_gets_none_and_none_of_the_old_when_she_wants_them_again(reader, argan):
    topic_stop(address=reader.email, topic="news")
    make_new_listing(argan, at=MONDAY)
    assert at(TEN) == 0
    with time_machine.travel(TEN, tick=False):
        follow_start(user=reader, cooperative=argan)
    assert at(TEN + timedelta(days=1)) == 0
    make_new_listing(argan, at=TEN + timedelta(hours=3))
    assert at(TEN + timedelta(days=1)) == 1


def test_a_closed_account_and_one_without_an_address_are_not_written_to(reader, argan):
    make_new_listing(argan, at=MONDAY)
    type(reader).objects.filter(pk=reader.pk).update(is_active=False)
    by_phone = type(reader).objects.create_user(None, "x", phone="+212612345678")
    with time_machine.travel(MONDAY - timedelta(days=1), tick=False):
        follow_start(user=by_phone, cooperative=argan)
    assert at(TEN) == 0 and not letters("follow_news")


def test_the_news_cost_the_same_for_one_cooperative_or_four(reader, argan):
    costs = []
    for day, number in enumerate((1, 4), start=0):
        moment = TEN + timedelta(days=day)
        with time_machine.travel(MONDAY - timedelta(days=1), tick=False):
            makers = [argan] if number == 1 else [make_cooperative() for _ in range(number)]
            for maker in makers:
                follow_start(user=reader, cooperative=maker)
        for maker in makers:
            make_new_listing(maker, at=moment - timedelta(hours=2))
        with CaptureQueriesContext(connection) as asked:
            assert at(moment) == 1
        costs.append(len(asked))
    assert costs[0] == costs[1]
