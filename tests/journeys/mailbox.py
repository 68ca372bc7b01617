"""A real SMTP server that keeps what it is given."""

from __future__ import annotations

import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Condition

from aiosmtpd.controller import Controller


class Mailbox:
    """Listens on a free port of this machine from construction until `close`."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self._arrived = Condition()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=10)
        self._controller.start()

    async def handle_DATA(self, server, session, envelope) -> str:
        with self._arrived:
            self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
            self._arrived.notify_all()
        return "250 OK"

    def wait_about(self, words: str, count: int, *, timeout: float = 60) -> list[EmailMessage]:
        """The letters whose text has `words` in it, once there are `count` of them. timeout: seconds."""

        def about() -> list[EmailMessage]:
            return [one for one in self.letters if words in one.get_body(("plain",)).get_content()]

        with self._arrived:
            assert self._arrived.wait_for(lambda: len(about()) >= count, timeout), self.subjects()
            return about()

    def subjects(self) -> list[str]:
        return [f"{letter['To']}: {letter['Subject']}" for letter in self.letters]

    def close(self) -> None:
        self._controller.stop()
