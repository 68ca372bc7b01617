"""Every kind of message has its words, in each language and channel."""

import pytest

from marketplace.accounts import messages
from marketplace.outbox import kinds, rendering
from marketplace.outbox.models import Message

KINDS = [
    messages.CODE, messages.RESET_CODE, messages.EXISTS, messages.UNKNOWN,
    messages.PASSWORD_CHANGED, messages.EMAIL_CHANGED, messages.EMAIL_REMOVED,
]  # fmt: skip
PAYLOAD = {
    "name": "<b>Fatima</b>", "code": "048213", "to_email": "new@coop.example", "deleted_email": "old@coop.example",
    "sign_in_url": "https://m.example/in", "sign_up_url": "https://m.example/up", "reset_url": "https://m.example/re",
}  # fmt: skip


def message(kind: str, language: str) -> Message:
    return Message(kind=kind, address="a@coop.example", language=language, payload=PAYLOAD, message_id="<1@m.example>")


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_has_a_subject_and_two_bodies(kind, language):
    letter = rendering.email(message(kind, language))
    html = letter.alternatives[0][0]
    assert letter.subject.strip()
    assert "\n" not in letter.subject
    assert "&lt;b&gt;Fatima" in html
    assert "<b>Fatima</b>" not in html
    assert "<b>Fatima</b>" in letter.body
    assert "{{" not in html + letter.body


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("kind", [messages.CODE, messages.RESET_CODE])
def test_a_code_is_in_the_subject_the_bodies_and_the_sms(kind, language):
    letter = rendering.email(message(kind, language))
    assert all("048213" in part for part in (letter.subject, letter.body, letter.alternatives[0][0]))
    assert "048213" in rendering.sms_text(message(kind, language))


def test_what_goes_to_telephones_has_words_for_them():
    spoken = [kind for kind in KINDS if kinds.speaks(kind, "sms")]
    assert spoken == [messages.CODE, messages.RESET_CODE, messages.EXISTS]
