"""Words that people typed, as plain text."""

from __future__ import annotations

import re
import unicodedata

_BLANK_LINES = re.compile(r"\n{3,}")


def plain(text: str) -> str:
    """Without control characters, such as those that turn the direction of a page; at most one empty line at a time."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Cc: control, Cf: format (bidi overrides, zero width); the joiners that Arabic script and emoji need stay.
    kept = (
        char for char in text if char in "\n\u200c\u200d" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")
    )
    return _BLANK_LINES.sub("\n\n", "".join(kept)).strip()


def short_name(name: str) -> str:
    """Salma Idrissi is shown as Salma I."""
    words = [word for word in name.split() if word[0].isalpha()]
    return " ".join([words[0], *(f"{word[0]}." for word in words[1:2])])[:60] if words else ""
