"""What stands on the pages of a PDF, read back from its bytes: words, and where each piece stands."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader


@dataclass(frozen=True)
class Piece:
    """Text drawn in one go. x, y: points from the lower left of its page."""

    text: str
    x: float
    y: float


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, without the marks that steer directions."""
    return [_plain(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def text_of(pdf: bytes) -> str:
    return "\n".join(pages_of(pdf))


def pieces_of(pdf: bytes, page: int = 0) -> list[Piece]:
    found = []

    def visit(text: str, matrix, text_matrix, *font) -> None:
        if text.strip():
            x, y = text_matrix[4] * matrix[0] + matrix[4], text_matrix[5] * matrix[3] + matrix[5]
            found.append(Piece(_plain(text).strip(), x, y))

    PdfReader(BytesIO(pdf)).pages[page].extract_text(visitor_text=visit)
    return found


def _plain(text: str) -> str:
    for mark in "\u2066\u2067\u2068\u2069":
        text = text.replace(mark, "")
    return text.replace("\u00a0", " ")
