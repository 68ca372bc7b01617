"""Workers die by SIGKILL while the messages of 100 orders go out."""

from __future__ import annotations

from random import Random
from threading import Timer

import pytest

from marketplace.outbox.models import Message
from tests.factories import make_cooperative, make_member, make_order, make_product

from .conftest import Post, all_told, let_time_pass, until
from .mailserver import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
ORDERS, SEED = 100, 20261123
# Each order is told to its shopper and to the cooperative's president.
LETTERS = 2 * ORDERS


@pytest.fixture
def orders(monkeypatch) -> None:
    """A hundred orders, placed through the real service while no worker is there."""
    monkeypatch.setattr("marketplace.outbox.services.nudge", lambda: None)
    cooperative = make_cooperative()
    make_member(cooperative)
    product = make_product(cooperative=cooperative, stock=ORDERS)
    for number in range(ORDERS):
        make_order((product, 1), email=f"shopper{number}@example.com")


def test_every_shopper_is_told_and_each_kill_repeats_one_message_at_most(
    post: Post, mail_server: MailServer, kills: int, orders: None
):
    random = Random(SEED)
    told = {message.message_id: message.address for message in Message.objects.all()}
    assert len(told) == LETTERS
    moments = sorted(random.sample(range(3, LETTERS - 3), kills))
    for number, moment in enumerate(moments):
        # Every other worker dies in the worst of moments: the server has the message, its client never hears the yes.
        _work_until_killed(post, mail_server, moment, delay=random.uniform(0, 0.03) if number % 2 else 0)
        let_time_pass()
    post.hire()
    post.sweep()
    assert mail_server.wait_for(lambda: len(mail_server.letters()) == LETTERS)
    until(all_told)

    assert mail_server.letters() == set(told)
    assert {f"shopper{number}@example.com" for number in range(ORDERS)} <= mail_server.addresses()
    assert all(told[taken.message_id] == taken.address for taken in mail_server.taken)
    assert (kills + 1) // 2 <= mail_server.repeats() <= kills  # the worst moments really were met
    assert Message.objects.count() == LETTERS


def _work_until_killed(post: Post, mail_server: MailServer, moment: int, *, delay: float) -> None:
    """Let a worker send until `moment` letters are taken, then kill it. delay: seconds from there."""
    worker = post.hire()

    def kill_in_time(_: int) -> None:
        if len(mail_server.letters()) >= moment:
            mail_server.before_yes = lambda _: None
            Timer(delay, worker.kill).start() if delay else worker.kill()

    mail_server.before_yes = kill_in_time
    post.sweep()
    assert mail_server.wait_for(lambda: len(mail_server.letters()) >= moment)
    worker.wait()
