"""Who is measured with which addresses, and by what an answer is known to be a whole page."""

from __future__ import annotations

import gzip
import http.client
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote_plus

import psycopg
from django.utils.text import slugify

from . import recipe

# As a browser asks; production's settings want to hear that TLS ended before them.
HEADERS = {
    "Host": "market.example",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "fr,fr-FR;q=0.8,en-US;q=0.5,en;q=0.3",
    "Accept-Encoding": "gzip, deflate, br",
    "X-Forwarded-Proto": "https",
}
PRODUCTS, LIST_PAGES, FILTERED = 200, 10, 40
COMMON = ("huile", "tapis", "couscous", "miel", "savon", "safran", "tajine", "verveine", "lanterne", "plateau")
PAIRS = ("huile argan", "miel thym", "tapis noué", "couscous orge", "boîte thuya")
MIDDLING = ("montagne", "printemps", "village", "verger", "littoral")
RARE = 10
COUNTED = "two facets, live counts"


@dataclass(frozen=True)
class Page:
    """A kind of page.

    marker: what stands in it once for each thing that it lists, at least once. is_new: nobody asked for it before.
    """

    name: str
    paths: list[str]
    marker: str
    is_new: bool = False

    def requests(self) -> list[str]:
        head = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
        return [f"GET {path} HTTP/1.1\r\n{head}\r\n" for path in self.paths]


class NotThePage(Exception):
    """An answer that would make a figure worth nothing."""


def check(port: int, page: Page) -> None:
    """Every address once. Raises NotThePage for the first that is not a whole page with something on it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for path in page.paths:
        connection.request("GET", path, headers=HEADERS)
        answer = connection.getresponse()
        body = answer.read()
        if answer.getheader("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        if answer.status != 200 or not re.search(page.marker, body.decode()):
            raise NotThePage(f"{page.name}: {path} answered {answer.status} with {len(body)} bytes, no {page.marker!r}")
        if answer.getheader("Connection") == "close":
            connection.close()
    connection.close()


def beside() -> list[Page]:
    """What costs least: a constant view, and Django's own page cache."""
    return [
        Page("constant", ["/bench/constant/"], "x" * 10_000),
        Page("cache_page", ["/bench/cache-page/"], "x" * 10_000),
        Page("cache_page catalogue", ["/bench/cache-page/catalogue/"], OUR_CARD),
    ]


OUR_CARD = r'<article class="card'
OSCAR_CARD = "product_pod"


def ours(size: int, url: str) -> list[Page]:
    """url: of the database, for what only it knows: where its sellers are."""
    kinds = [slugify(names[2]) for _shelf, names in recipe.kinds()]
    shelves = [f"shelf-{slugify(names[2])}" for names in recipe.shelves()]
    products = [recipe.slug(one) + f"_{one.number}" for one in sampled(size, PRODUCTS)]
    unasked = [f"/fr/search/?q={quote_plus(words)}" for words in new_words(size)]
    asked = _two_facets(size, url, kinds)
    pairs = [f"/fr/catalogue/?{question}" for question in asked]
    counted = [f"/bench/counted/catalogue/?{question}" for question in asked[:FILTERED]]
    return [
        Page("catalogue", [f"/fr/catalogue/?page={number}" for number in _list_pages(size, 24)], OUR_CARD),
        Page("category", [f"/fr/catalogue/?category={slug}" for slug in shelves + kinds], OUR_CARD),
        Page("two facets", pairs[:FILTERED], OUR_CARD),
        Page(COUNTED, counted, OUR_CARD),
        Page("two facets, first time", pairs[FILTERED:], OUR_CARD, is_new=True),
        Page("product", [f"/fr/catalogue/{slug}/" for slug in products], '<article class="card|class="product"'),
        Page("search", [f"/fr/search/?q={quote_plus(words)}" for words in questions(size)], OUR_CARD),
        Page("search, first time", unasked, OUR_CARD, is_new=True),
    ]


def cached(pages: list[Page]) -> list[Page]:
    """Those that the page cache keeps."""
    return [page for page in pages if page.name in ("catalogue", "category", "product")]


def oscar(size: int, categories: Callable[[], list[str]]) -> list[Page]:
    """categories: reads their addresses off the catalogue page."""
    products = [recipe.slug(one) + f"_{one.number}" for one in sampled(size, PRODUCTS)]
    return [
        Page("catalogue", [f"/catalogue/?page={number}" for number in _list_pages(size, 20)], OSCAR_CARD),
        Page("category", categories(), OSCAR_CARD),
        Page("product", [f"/catalogue/{slug}/" for slug in products], "product_page"),
        Page("search", [f"/search/?q={quote_plus(words)}" for words in questions(size)], OSCAR_CARD),
    ]


def oscar_categories(port: int) -> list[str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/catalogue/", headers={"Host": "market.example"})
    found = sorted(set(re.findall(r'"(/catalogue/category/[^"]+/)"', connection.getresponse().read().decode())))
    connection.close()
    if len(found) != 40:
        raise NotThePage(f"stock Oscar's catalogue names {len(found)} categories, not 40")
    return found


def sampled(size: int, most: int) -> list[recipe.Goods]:
    """Products spread over all."""
    step = max(1, size // most)
    return [recipe.one_good(number) for number in range(1, size + 1, step)][:most]


def questions(size: int) -> list[str]:
    """Words that thousands match, some that hundreds do, and some that ten do."""
    rare = [recipe.line_word(one.number) for one in sampled(size, RARE)]
    return [word for row in zip(COMMON, PAIRS + MIDDLING, rare, strict=True) for word in row]


def new_words(size: int) -> list[str]:
    """The same questions in letters of other sizes, which means the same to the index, but to nothing kept: there are
    more of them than any part of the market keeps of searches."""
    return [_sized(question, bits) for bits in range(16) for question in questions(size)]


def _sized(text: str, bits: int) -> str:
    """bits: which of the first letters are large."""
    return "".join(letter.upper() if bits >> place & 1 else letter for place, letter in enumerate(text))


def _list_pages(size: int, per_page: int) -> range:
    return range(1, min(LIST_PAGES, size // per_page) + 1)


def _two_facets(size: int, url: str, kinds: list[str]) -> list[str]:
    """Pairs that at least one product has both of: FILTERED, and then more than any part of the market keeps lists."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT cooperative.slug, province.slug, certificate.kind FROM cooperatives_cooperative cooperative "
            "JOIN places_province province ON province.code = cooperative.province_id "
            "JOIN cooperatives_certificate certificate ON certificate.cooperative_id = cooperative.id"
        ).fetchall()
    sellers = {slug: (province, certificate) for slug, province, certificate in rows}
    pairs = []
    for number, one in enumerate(goods for goods in sampled(size, 100 * FILTERED) if goods.certified):
        province, certificate = sellers[f"cooperative-{one.seller}"]
        pairs.append(
            (
                f"category={kinds[one.kind]}&province={province}",
                f"category={kinds[one.kind]}&certificate={certificate}",
                f"province={province}&certificate={certificate}",
            )[number % 3]
        )
    return list(dict.fromkeys(pairs))[: 10 * FILTERED]
