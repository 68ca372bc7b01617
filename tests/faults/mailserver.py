"""A real SMTP server in this process that remembers what it took, and can be told to misbehave."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from threading import Condition

from aiosmtpd.controller import Controller


@dataclass(frozen=True)
class Taken:
    """A message that the server said yes to, or was about to when its client died."""

    address: str
    message_id: str


class MailServer:
    """Listens on a free port while started; keeps its port, so that it can come back after an outage."""

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.sessions = 0
        self.refusal: str | None = None
        # Called with the number of messages taken, before the client is told so.
        self.before_yes: Callable[[int], None] = lambda count: None
        self._arrived = Condition()
        self._controller: Controller | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=10)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:
        if not getattr(session, "counted", False):
            session.counted = True
            self.sessions += 1
        envelope.mail_from = address
        return self.refusal or "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        message_id = message_from_bytes(envelope.content)["Message-ID"]
        with self._arrived:
            self.taken += [Taken(address, message_id) for address in envelope.rcpt_tos]
            self._arrived.notify_all()
        self.before_yes(len(self.taken))
        return "250 OK"

    def wait_for(self, condition: Callable[[], bool], timeout: float = 60) -> bool:
        """Wait until the condition holds; looked at whenever a message has been taken. timeout: seconds."""
        with self._arrived:
            return self._arrived.wait_for(condition, timeout)

    def addresses(self) -> set[str]:
        return {taken.address for taken in self.taken}

    def letters(self) -> set[str]:
        """The Message-IDs that were taken."""
        return {taken.message_id for taken in self.taken}

    def repeats(self) -> int:
        """How many messages were taken although the server had them already."""
        return sum(count - 1 for count in Counter(taken.message_id for taken in self.taken).values())
