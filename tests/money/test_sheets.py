"""The PDF itself: every number whole and left to right in Arabic, nothing taken for markup, the head on every page."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.utils import translation
from PIL import Image

from cooperatives.weave import weave_cells
from marketplace.money.models import Paper
from marketplace.money.papers import sheet
from marketplace.money.papers.render import paper_pdf, paper_png, paper_sheet
from marketplace.money.papers.sheet import percent
from marketplace.money.services.papers import StatementRow, StatementSum, buyer_identify, slip_write, statement_write
from marketplace.money.services.tax import vat_status_set
from tests.factories import make_cooperative, make_member, make_order, make_part, make_product, make_product_class
from tests.factories.papers import ICE, deliver, invoice_of, make_identity

from .sheets import pages_of, pieces_of, text_of

pytestmark = pytest.mark.django_db
LANGUAGES = ["fr", "ar", "en"]


@pytest.fixture
def taxed() -> Paper:
    """A rug of 2,400.00 and three cheeses, VAT 20 %, from a cooperative with all its numbers, to a company."""
    cooperative = make_cooperative(
        "al-alfia", phone="+212524446708", address_fr="Douar Oulad Ali", address_ar="دوار أولاد علي",
        registration_number="3127", registration_court="Benguerir", is_fictitious=True,
    )  # fmt: skip
    make_identity(cooperative)
    vat_status_set(cooperative=cooperative, taxable=True, since=date(2025, 1, 1), by=None)
    wood = make_product("Coffret", cooperative=cooperative, product_class=make_product_class("wood"), price="2400.00")
    cheese = make_product("Fromage", cooperative=cooperative, product_class=make_product_class("cheese"), price="35.00")
    part = make_order((wood, 1), (cheese, 3), language="ar").parts.get()
    buyer_identify(order=part.order, name="Riad Al Bahia", ice="001234567000089")
    return invoice_of(deliver(part))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_the_law_asks_for_is_printed(taxed, language):
    text = text_of(paper_pdf(taxed, language))
    split = {"fr": "2 400,00", "ar": "2 400,00", "en": "2,400.00"}[language]
    for needed in (taxed.label, taxed.data["order"], ICE, "40123456", "45678901", "3127", "Benguerir", "Riad Al Bahia",
                   "Salma Idrissi", "12, rue du Marché", "001234567000089", "05 24 44 67 08", split,
                   str(taxed.issued_at.year)):  # fmt: skip
        assert needed in text, needed


def test_numbers_in_arabic_stand_in_their_order_from_left_to_right(taxed):
    """Without the isolates "2 400,00" is shown as "400,00 2": seen here by where each piece is drawn."""
    pdf = paper_pdf(taxed, "ar")
    text = text_of(pdf)
    for number in ("2 400,00", "05 24 44 67 08", ICE, taxed.label, taxed.data["order"], "40123456"):
        assert number in text, number
    # A number is drawn in one piece, or its pieces go on to the right.
    pieces = pieces_of(pdf)
    row = next(piece for piece in pieces if "2 400,00" in piece.text or piece.text == "2")
    after = [piece for piece in pieces if abs(piece.y - row.y) < 0.5 and piece.text.startswith("400,00")]
    assert all(piece.x > row.x for piece in after)


@pytest.mark.parametrize("whole", [True, False], ids=["isolated", "not isolated"])
def test_the_isolates_are_what_keeps_a_number_whole(taxed, monkeypatch, whole):
    """The guard is `ltr`: without it the groups of a telephone number change places among Arabic words."""
    if not whole:
        monkeypatch.setattr(sheet, "isolated", lambda text: text)
    pieces = pieces_of(paper_pdf(taxed, "ar"))
    line = [piece for piece in pieces if any(f"{group} " in f"{piece.text} " for group in ("24", "67"))]
    drawn = " ".join(piece.text for piece in sorted(line, key=lambda piece: piece.x))
    assert ("05 24 44 67 08" in drawn) is whole
    assert ("08" in drawn and "05" in drawn) or not whole


def test_arabic_is_mirrored_and_its_letters_are_joined(taxed):
    french, arabic = paper_pdf(taxed, "fr"), paper_pdf(taxed, "ar")
    number = {name: next(p for p in pieces_of(pdf) if taxed.label in p.text) for name, pdf in
              (("fr", french), ("ar", arabic))}  # fmt: skip
    assert number["ar"].x < 200 < number["fr"].x
    assert "ﺔ" not in text_of(arabic)  # no presentation forms: text can be searched and read aloud
    assert "فاتورة" in text_of(arabic)
    assert b"ReadexProArabic" in arabic and b"Fraunces" in french


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_vat_stands_apart_and_adds_up(taxed, language):
    text = text_of(paper_pdf(taxed, language))
    rate = {row["rate_bps"]: row for row in taxed.data["rates"]}[2000]
    for amount in (rate["net"], rate["tax"], taxed.data["gross"]):
        whole, cents = divmod(amount, 100)
        shown = f"{whole:,}.{cents:02d}" if language == "en" else f"{whole:,}".replace(",", " ") + f",{cents:02d}"
        assert shown in text, shown


def test_an_exempt_cooperatives_invoice_has_the_mention_and_no_vat_column():
    paper = invoice_of(deliver(make_part()))
    text = text_of(paper_pdf(paper, "fr"))
    assert "Exonérée de la TVA sans droit à déduction" in text
    assert "à confirmer par l’office" in " ".join(text.split())
    assert "TTC" not in text and "Taux de TVA" not in text
    assert "à compléter" in text  # its numbers are not known: said, never made up


def test_a_long_invoice_has_its_head_on_every_page_and_its_pages_are_counted():
    cooperative = make_cooperative()
    title = "Couscous aux herbes du Haouz, sac de cinq kilos pour les grandes tablées du vendredi et des fêtes"
    products = [make_product(f"{title} {number}", cooperative=cooperative, weight_g=100) for number in range(36)]
    paper = invoice_of(deliver(make_order(*((product, 1) for product in products)).parts.get()))
    pages = pages_of(paper_pdf(paper, "fr"))
    assert len(pages) >= 3
    for number, page in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in page
        assert paper.label in page
    assert all("Prix unitaire" in page for page in pages[:-1])
    text = "\n".join(pages)
    assert all(re.search(rf"fêtes\s+{number}\b", text) for number in range(36))


@pytest.mark.parametrize(
    "title", ['#eval("1+1")', "$x^2$ *gras* _souligné_", "\\u{41} // fin", '"] #panic("x") [', "<b>a & b</b>", "@ref"]
)
def test_a_title_is_letters_and_never_markup(title):
    paper = invoice_of(deliver(make_part(make_product(title))))
    text = " ".join(text_of(paper_pdf(paper, "fr")).split())
    assert title in text


def test_a_letter_that_no_font_has_does_not_cost_the_paper():
    paper = invoice_of(deliver(make_part(make_product("Couscous 🫓 ⵣ"))))
    assert "Couscous" in text_of(paper_pdf(paper, "fr"))


def test_the_same_paper_is_the_same_file_and_one_for_archives(taxed):
    pdf = paper_pdf(taxed, "ar")
    assert pdf == paper_pdf(taxed, "ar")
    assert b"pdfaid:part>2" in pdf
    assert len(pdf) < 200_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_band_of_the_cooperative_is_woven_along_the_top(taxed, language):
    page = Image.open(BytesIO(paper_png(taxed, language)[0])).convert("RGB")
    yarns = [tuple(bytes.fromhex(knot[1:])) for row in weave_cells("al-alfia", "couscous", 48, 7) for knot in row]
    top = page.crop((0, 2, page.width, int(page.height * 0.028)))
    seen = [colour for count, colour in top.getcolors(1 << 20) if count > top.width]
    assert len(seen) >= 3
    for colour in seen:  # the page is drawn with soft edges
        assert min(max(abs(a - b) for a, b in zip(colour, yarn, strict=True)) for yarn in yarns) <= 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slip_names_the_goods_and_the_person_and_no_price(language):
    part = make_part(make_product("Couscous", price="42.17"), 2)
    text = text_of(paper_pdf(slip_write(part=part, parcel_id=None, language=language), language))
    assert "Salma Idrissi" in text and "06 12 34 56 78" in text and part.number in text
    assert "42,17" not in text and "84,34" not in text and "42.17" not in text
    due = f"{part.cash_due:.2f}"
    assert (due if language == "en" else due.replace(".", ",")) in text  # what the driver collects


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_shows_rows_sums_and_a_true_minus(language):
    cooperative = make_cooperative()
    make_member(cooperative)
    paper = statement_write(
        cooperative=cooperative, event_key="payout 1", begins=date(2026, 11, 1), ends=date(2026, 11, 15),
        rows=[StatementRow(date(2026, 11, 3), "K7PQ", "K7PQ42XD-1", 120_000),
              StatementRow(date(2026, 11, 4), "Commission", "", -12_000)],
        sums=[StatementSum("Total", 108_000)],
    )  # fmt: skip
    text = text_of(paper_pdf(paper, language))
    wanted = ("1,200.00", "−120.00", "1,080.00") if language == "en" else ("1 200,00", "−120,00", "1 080,00")
    assert all(amount in text for amount in wanted)
    assert "K7PQ42XD-1" in text and paper.label in text


def test_a_paper_can_be_made_again_when_the_cooperative_has_another_name(taxed):
    before = paper_pdf(taxed, "fr")
    cooperative = taxed.cooperative
    cooperative.name_fr = "Autre"
    cooperative.save()
    assert paper_pdf(Paper.objects.get(pk=taxed.pk), "fr") == before


def test_dates_are_those_of_morocco(taxed):
    paper = Paper(
        kind="invoice", number=1, year=2027, issued_at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC), data=taxed.data
    )
    assert paper_sheet(paper, "fr").facts[0].value.replace("\u00a0", " ") == "1 janvier 2027"


@pytest.mark.parametrize(
    ("language", "shown"), [("fr", "5,5\u00a0%"), ("ar", "\u20665,5\u00a0%\u2069"), ("en", "5.5%")]
)
def test_a_rate_is_written_without_idle_zeros(language, shown):
    with translation.override(language):
        assert percent(550) == shown
        assert re.sub(r"[\u2066\u2069\u00a0]", "", percent(2000)) == "20%"
