"""A browser as plain as one can be: cookies, forms, redirects, one connection kept open."""

from __future__ import annotations

import gzip
import http.client
import re
from urllib.parse import urlencode, urljoin, urlsplit

from tests.bench.pages.contenders import HEADERS

ORIGIN = "https://market.example"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class WrongAnswer(Exception):
    """A page that ends the purchase."""


class Browser:
    """One shopper's. path, status, text: of the page that she is on; requests: how many she has made; away: the address
    of somebody else's page that she was sent to.

    origin, headers: of the market as it is asked for.
    """

    def __init__(self, port: int, *, origin: str = ORIGIN, headers: dict[str, str] = HEADERS) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.origin, self.headers = origin, headers
        self.cookies: dict[str, str] = {}
        self.path, self.status, self.text, self.requests, self.away = "/", 0, "", 0, ""

    def get(self, path: str) -> str:
        return self._follow("GET", path, "")

    def post(self, path: str, **fields: object) -> str:
        """Send a form of the page that she is on."""
        token = TOKEN.search(self.text)
        if token is None:
            raise WrongAnswer(f"no form on {self.path}")
        return self._follow("POST", path, urlencode({"csrfmiddlewaretoken": token[1], **fields}))

    def close(self) -> None:
        self.connection.close()

    def _follow(self, method: str, path: str, body: str) -> str:
        for _redirect in range(8):
            answer = self._ask(method, path, body)
            target = answer.getheader("Location")
            if answer.status not in (301, 302, 303) or not target:
                return self.text
            parts = urlsplit(urljoin(self.origin + path, target))
            if f"{parts.scheme}://{parts.netloc}" != self.origin:
                self.away = target
                return self.text
            method, path, body = "GET", parts.path + (f"?{parts.query}" if parts.query else ""), ""
        raise WrongAnswer(f"redirects without end at {path}")

    def _ask(self, method: str, path: str, body: str) -> http.client.HTTPResponse:
        headers = {**self.headers, "Referer": self.origin + self.path, "Accept-Encoding": "gzip"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        self.connection.request(method, path, body=body or None, headers=headers)
        answer = self.connection.getresponse()
        data = answer.read()
        if answer.getheader("Content-Encoding") == "gzip":
            data = gzip.decompress(data)
        self._remember(answer)
        self.requests += 1
        self.path, self.status, self.text = path, answer.status, data.decode()
        if answer.status >= 400 and answer.status != 422:
            raise WrongAnswer(f"{method} {path} answered {answer.status}")
        return answer

    def _remember(self, answer: http.client.HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            if value in ("", '""'):
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
