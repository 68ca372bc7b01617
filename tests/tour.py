"""A walk through every page of a running market: the pages come from the URL resolver and from links, not from a list.

Used by the tests that look at every page and by `make screenshots`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.utils import translation

PASSWORD = "souk-taawon-2026"
GUEST, SHOPPER, MEMBER, DELEGATION = "", "shopper@example.com", "couscous@example.com", "delegation@example.com"
# Whose pages there are, and where each begins; a guest's come first. Only a form leads to the search, only a lost
# network to the page that says so.
VISITORS = {
    GUEST: ("", "search/", "offline/"),
    SHOPPER: ("accounts/",),
    MEMBER: ("seller/",),
    DELEGATION: ("delegation/", "demo/mail/"),
}
# Not pages: fragments, files, and addresses that only take a form.
NO_PAGE = {
    "storefront:personal", "storefront:suggest", "storefront:manifest", "my-data-download",
    "storefront:paper", "seller:paper", "delegation:paper", "delegation:payout-file",
    "seller:claim-photo", "delegation:claim-photo",
}  # fmt: skip


@dataclass
class Stop:
    """One page: `name` of its view, where it was found, what the server sent."""

    name: str
    path: str
    html: str


# Views whose pages differ with the state of what they show: this many of each are visited, others once.
STATES = {
    "seller:order": 12,
    "seller:listing": 8,
    "storefront:track": 6,
    "seller:claim": 2,
    "delegation:payout": 2,
    "delegation:refund": 2,
    "storefront:product": 3,
    "storefront:cooperative": 3,
}


@dataclass
class Tour:
    """Visits pages of every view that can be reached in a language.

    page: of Playwright. look: called on each page while it stands there. seen: view -> addresses visited.
    """

    page: object
    base_url: str
    language: str
    look: Callable[[Stop], None]
    seen: dict[str, list[str]] = field(default_factory=dict)

    def walk(self, starts: tuple[str, ...]) -> None:
        """From the starting pages on, breadth first."""
        queue, tried = [f"/{self.language}/{start}" for start in starts], set()
        while queue:
            path = queue.pop(0)
            if path in tried or not self._wanted(self._name(path), path):
                continue
            tried.add(path)
            answer = self.page.goto(path)
            if answer is None or "text/html" not in answer.headers.get("content-type", "") or answer.status >= 400:
                assert answer is None or answer.status < 500, path
                continue
            here = urlsplit(self.page.url).path  # elsewhere, when this page asks to sign in first
            if self._wanted(name := self._name(here), here):
                visits = self.seen.setdefault(name, [])
                visits.append(here)
                settle(self.page)
                number = f"-{len(visits)}" if len(visits) > 1 else ""
                self.look(Stop(f"{name}{number}", here, answer.text()))
            queue += self._links()

    def go_on(self, address: str) -> None:
        """From a state of a page that its address only names behind a `?`."""
        answer = self.page.goto(f"/{self.language}/{address}")
        settle(self.page)
        here = urlsplit(self.page.url).path
        self.seen.setdefault(self._name(here) or "", []).append(here)
        self.look(Stop(address.replace("/", "-"), here, answer.text()))
        self.walk(tuple(path.removeprefix(f"/{self.language}/") for path in self._links()))

    def _wanted(self, name: str | None, path: str) -> bool:
        if name is None or name in NO_PAGE:
            return False
        visits = self.seen.get(name, [])
        return path not in visits and len(visits) < STATES.get(name, 1)

    def _links(self) -> list[str]:
        """Addresses of this site that the page leads to, in this language."""
        hrefs = self.page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")
        here = urljoin(self.base_url, self.page.url)
        parts = [urlsplit(urljoin(here, href)) for href in hrefs]
        ours = urlsplit(self.base_url).netloc
        return [one.path for one in parts if one.netloc == ours and one.path.startswith(f"/{self.language}/")]

    def _name(self, path: str) -> str | None:
        with translation.override(self.language):
            try:
                return resolve(path).view_name
            except Resolver404:
                return None


# All that the page came with is here and, where somebody is known, what its script asked about her has been answered.
_SETTLED = """() => document.readyState === "complete" && document.fonts.status === "loaded" && (
    !document.body.dataset.personal || !/here=1/.test(document.cookie)
    || performance.getEntriesByName(String(new URL(document.body.dataset.personal, location))).length > 0)"""


def settle(page) -> None:
    """Wait until the page is whole; "networkidle" would wait half a second longer, at every page."""
    page.wait_for_function(_SETTLED)


def sign_in(page, email: str) -> None:
    """As one of the demo's people."""
    page.goto("/fr/accounts/login/?next=/fr/accounts/")
    page.fill('[name="login"]', email)
    page.fill('[name="password"]', PASSWORD)
    page.click("main form button.button-primary")
    page.wait_for_url("**/fr/accounts/")


def every_view() -> set[str]:
    """Names of all views below a language."""

    def walk(resolver: URLResolver, prefix: str) -> Iterator[str]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
            elif isinstance(entry, URLPattern) and entry.name:
                yield f"{prefix}{entry.name}"

    with translation.override("fr"):
        below = next(entry for entry in get_resolver().url_patterns if str(entry.pattern) == "fr/")
        return set(walk(below, ""))
