"""Mail that the demonstration sent: the files of Django's file backend, read as any mail reader would read them."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

# Newest letters on one page of the list: no more files are read for it, however many there are.
A_PAGE = 50
# What the file backend writes behind each message.
_BETWEEN = b"\n" + b"-" * 79 + b"\n"
_SHOWN = (
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "Content-Language",
    "Auto-Submitted",
    "List-Unsubscribe",
)
_RIGHT_TO_LEFT = {"ar"}


@dataclass(frozen=True)
class Letter:
    """One message as it was sent. key: names it in addresses."""

    key: str
    message: EmailMessage = field(repr=False)

    @property
    def to(self) -> str:
        return str(self.message["To"] or "")

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def language(self) -> str:
        """A language of the market, or nothing."""
        code = str(self.message["Content-Language"] or "")
        return code if code in dict(settings.LANGUAGES) else ""

    @property
    def direction(self) -> str:
        return "rtl" if self.language in _RIGHT_TO_LEFT else "ltr"

    @property
    def sent_at(self) -> datetime:
        return parsedate_to_datetime(str(self.message["Date"]))

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(self.message[name])) for name in _SHOWN if self.message[name]]

    @property
    def text(self) -> str:
        part = self.message.get_body(("plain",))
        return part.get_content() if part else ""

    @property
    def html(self) -> str:
        """The HTML with its pictures inside, its links opening beside the page; nothing where there is none."""
        part = self.message.get_body(("html",))
        html = part.get_content() if part else ""
        for picture in self.message.walk():
            if picture.get_content_maintype() == "image" and picture["Content-ID"]:
                data = base64.b64encode(picture.get_payload(decode=True)).decode()
                address = f"data:{picture.get_content_type()};base64,{data}"
                html = html.replace(f"cid:{str(picture['Content-ID']).strip('<> ')}", address)
        return html.replace("<head>", '<head><base target="_blank">', 1)


def mail_is_kept() -> bool:
    """Whether sent mail stays in files here; else EMAIL_URL leads it to a real server."""
    return settings.EMAIL_BACKEND == "django.core.mail.backends.filebased.EmailBackend"


def letters_count() -> int:
    return len(_files())


def letters(start: int, end: int) -> list[Letter]:
    """Those from the `start`-th newest on, up to the `end`-th."""
    files = sorted(_files(), reverse=True)[start:end]
    found = [letter for file in files for letter in _read(_folder() / f"{file}.log")]
    return sorted(found, key=lambda letter: letter.sent_at, reverse=True)


def letter(key: str) -> Letter | None:
    """The letter of this key. key: as made by `letters`; its address lets nothing but digits, - and . through."""
    file = _folder() / f"{key.rpartition('.')[0]}.log"
    return next((found for found in _read(file) if found.key == key), None) if file.is_file() else None


def _folder() -> Path:
    return Path(getattr(settings, "EMAIL_FILE_PATH", None) or settings.STATE_DIR / "mail")


def _files() -> list[str]:
    """Names without their ending; they begin with the moment of sending."""
    return [file.stem for file in _folder().glob("*.log")] if mail_is_kept() else []


def _read(file: Path) -> list[Letter]:
    """The letters in a file: one, or those of one connection. The last may still be on its way."""
    whole = file.read_bytes().split(_BETWEEN)[:-1]
    read = [message_from_bytes(data, policy=policy.default) for data in whole]
    return [Letter(f"{file.stem}.{number}", message) for number, message in enumerate(read) if message["Date"]]
