"""A request and its answer, apart from sockets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Request:
    """headers: names in small letters. text: query of a GET, body of a POST. loopback: whether it came from here."""

    method: str
    path: str
    query: str
    body: str
    headers: Mapping[str, str]
    loopback: bool

    @property
    def text(self) -> str:
        return self.body if self.method == "POST" else self.query


@dataclass
class Answer:
    """drop: close the connection instead of answering."""

    status: int = 200
    content: bytes = b""
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False


def json_answer(body: Any, status: int = 200, **headers: str) -> Answer:
    content = json.dumps(body, indent=2, ensure_ascii=False).encode()
    return Answer(status, content, headers={name.replace("_", "-"): value for name, value in headers.items()})
