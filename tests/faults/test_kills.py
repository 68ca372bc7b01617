"""Workers die by SIGKILL while the messages of 100 orders go out."""

from __future__ import annotations

from random import Random
from threading import Timer

import pytest

from marketplace.outbox.models import Message

from .conftest import Post, all_told, let_time_pass, tell_note, until
from .mailserver import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
ORDERS, SEED = 100, 20261123


def test_every_shopper_is_told_and_each_kill_repeats_one_message_at_most(
    post: Post, mail_server: MailServer, kills: int
):
    random = Random(SEED)
    told = {message.address: message.message_id for message in map(tell_note, range(ORDERS))}
    moments = sorted(random.sample(range(3, ORDERS - 3), kills))
    for number, moment in enumerate(moments):
        # Every other worker dies in the worst of moments: the server has the message, its client never hears the yes.
        _work_until_killed(post, mail_server, moment, delay=random.uniform(0, 0.03) if number % 2 else 0)
        let_time_pass()
    post.hire()
    post.sweep()
    assert mail_server.wait_for(lambda: len(mail_server.addresses()) == ORDERS)
    until(all_told)

    assert mail_server.addresses() == set(told)
    assert all(taken.message_id == told[taken.address] for taken in mail_server.taken)
    assert (kills + 1) // 2 <= mail_server.repeats() <= kills  # the worst moments really were met
    assert Message.objects.count() == ORDERS


def _work_until_killed(post: Post, mail_server: MailServer, moment: int, *, delay: float) -> None:
    """Let a worker send until `moment` addresses are told, then kill it. delay: seconds from there."""
    worker = post.hire()

    def kill_in_time(_: int) -> None:
        if len(mail_server.addresses()) >= moment:
            mail_server.before_yes = lambda _: None
            Timer(delay, worker.kill).start() if delay else worker.kill()

    mail_server.before_yes = kill_in_time
    post.sweep()
    assert mail_server.wait_for(lambda: len(mail_server.addresses()) >= moment)
    worker.wait()
