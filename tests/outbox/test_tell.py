from __future__ import annotations

import pytest
from django.db import transaction

from marketplace.outbox.kinds import UnknownKind, register, template_of
from marketplace.outbox.models import Message

pytestmark = pytest.mark.django_db


def test_a_fact_is_told_once_to_an_address_by_a_channel(tell, sms):
    assert tell() is not None
    assert tell(payload={"changed": True}) is None
    assert tell(address="other@example.com") is not None
    assert tell(event_key="order K7M2Q9 delivered") is not None
    assert tell(kind="parcel_sent", channel="sms", address="+212600000001") is not None
    assert Message.objects.count() == 4


def test_every_message_has_a_message_id_of_the_market_from_the_start(tell):
    first, second = tell(), tell(event_key="another fact")
    assert first.message_id != second.message_id
    assert first.message_id.startswith("<") and first.message_id.endswith("@taawon.example>")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"address": "  "}, ValueError),
        ({"language": "de"}, ValueError),
        ({"channel": "pigeon"}, ValueError),
        ({"kind": "nobody_registered_this"}, UnknownKind),
        ({"channel": "sms", "kind": "parcel_delivered"}, UnknownKind),
    ],
)
def test_what_could_never_be_sent_is_refused_at_once(tell, sms, wrong, error):
    with pytest.raises(error):
        tell(**wrong)
    assert not Message.objects.exists()


def test_an_sms_is_refused_where_there_is_no_backend(tell, settings):
    settings.SMS_BACKEND = ""
    with pytest.raises(ValueError, match="SMS_BACKEND"):
        tell(channel="sms", kind="parcel_sent", address="+212600000001")


def test_two_packages_cannot_own_the_same_kind():
    register("parcel_sent")
    assert template_of("parcel_sent") == "emails/parcel_sent"
    with pytest.raises(ValueError, match="registered twice"):
        register("parcel_sent", template="emails/other")


@pytest.mark.django_db(transaction=True)
class TestNudge:
    def test_several_messages_of_a_transaction_give_one_nudge_after_its_commit(self, tell, nudges):
        with transaction.atomic():
            for number in range(5):
                tell(event_key=f"fact {number}")
            assert not nudges
        assert len(nudges) == 1

    def test_a_rolled_back_transaction_leaves_no_row_and_no_nudge(self, tell, nudges):
        with pytest.raises(RuntimeError), transaction.atomic():
            tell()
            raise RuntimeError
        assert not nudges
        assert not Message.objects.exists()

    def test_a_rolled_back_savepoint_does_not_take_the_nudge_of_the_others_with_it(self, tell, nudges):
        with transaction.atomic():
            with pytest.raises(RuntimeError), transaction.atomic():
                tell(event_key="undone")
                raise RuntimeError
            tell(event_key="stays")
        assert len(nudges) == 1
        assert [message.event_key for message in Message.objects.all()] == ["stays"]

    def test_telling_again_gives_no_nudge(self, tell, nudges):
        tell()
        tell()
        assert len(nudges) == 1
