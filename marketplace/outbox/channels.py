"""How a message leaves: each channel is a context manager that sends messages one by one."""

from __future__ import annotations

from smtplib import SMTPException, SMTPServerDisconnected
from types import TracebackType
from typing import Self

from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from . import rendering, sms
from .models import Message


class Unreachable(Exception):
    """The channel's server does not answer: no message can leave by it for now."""


class EmailChannel:
    """E-mail over one session, opened when the first message needs it and again after an error."""

    def __init__(self) -> None:
        self._session: BaseEmailBackend | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._hang_up()

    def send(self, message: Message) -> None:
        """Hand the message to the mail server. Raises Unreachable, or what rendering or the server objected to."""
        letter = rendering.email(message)
        session = self._session or self._dial()
        try:
            if session.send_messages([letter]) != 1:
                raise SMTPServerDisconnected("the mail backend did not take the message")
        except Exception:
            # After a refusal the dialogue may be in any state: the next message starts a new one.
            self._hang_up()
            raise
        if not getattr(session, "connection", None):
            self._hang_up()  # backends without a session (files, memory) start afresh, one file a message

    def _dial(self) -> BaseEmailBackend:
        session = mail.get_connection()
        try:
            session.open()
        except (OSError, SMTPException) as error:
            raise Unreachable(f"{type(error).__name__}: {error}") from error
        self._session = session
        return session

    def _hang_up(self) -> None:
        session, self._session = self._session, None
        if session:
            session.close()


class SmsChannel:
    """SMS through the callable of the setting SMS_BACKEND; it has no session to keep."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        pass

    def send(self, message: Message) -> None:
        """Hand the text to the operator. Raises Unreachable for network errors, else what the backend raises."""
        text = rendering.sms_text(message)
        try:
            sms.backend()(message.address, text)
        except OSError as error:
            raise Unreachable(f"{type(error).__name__}: {error}") from error


CHANNELS = {Message.Channel.EMAIL.value: EmailChannel, Message.Channel.SMS.value: SmsChannel}
