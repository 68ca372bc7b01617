"""A paper as PDF, by typst: one template, fonts of our own, and data that is never taken for markup.

The data goes in as one JSON text (sys.inputs); a title such as "#eval(...)" is letters to the template.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import typst
from django.utils import translation

from cooperatives.weave import weave_png
from marketplace.money.models import Paper

from .choices import PaperKind
from .invoice_sheet import invoice_sheet
from .sheet import Sheet
from .slip_sheet import slip_sheet
from .statement_sheet import statement_sheet

FOLDER = Path(__file__).parent
TEMPLATE = FOLDER / "templates" / "paper.typ"
# For ten years and longer: fonts inside, nothing fetched, nothing that runs.
ARCHIVE = "a-2b"
_SHEETS = {
    PaperKind.INVOICE: invoice_sheet,
    PaperKind.CREDIT_NOTE: invoice_sheet,
    PaperKind.SLIP: slip_sheet,
    PaperKind.STATEMENT: statement_sheet,
}
# Pixels: seven rows of square knots over the width of the page, 14 pixels a knot.
_BAND_WIDTH, _BAND_HEIGHT = 2268, 98


def paper_sheet(paper: Paper, language: str) -> Sheet:
    """Every word of it, in this language."""
    with translation.override(language):
        return _SHEETS[PaperKind(paper.kind)](paper)


def paper_pdf(paper: Paper, language: str) -> bytes:
    """The same paper in the same language is the same file, byte by byte."""
    inputs, moment = _inputs(paper, language), int(paper.issued_at.timestamp())
    options = {"format": "pdf", "timestamp": moment}
    try:
        return _compile(inputs, pdf_standards=[ARCHIVE], **options)
    except typst.TypstError:
        # A letter that none of our fonts has must not cost the paper: it is a PDF, though not one for archives.
        return _compile(inputs, **options)


def paper_png(paper: Paper, language: str, *, dots_per_inch: float = 110) -> list[bytes]:
    """Its pages as pictures, to look at."""
    made = _compile(_inputs(paper, language), format="png", ppi=dots_per_inch)
    return made if isinstance(made, list) else [made]


def _inputs(paper: Paper, language: str) -> dict[str, str]:
    seller = paper.data["seller"]
    band = weave_png(seller["slug"], seller["craft"], width=_BAND_WIDTH, height=_BAND_HEIGHT)
    with translation.override(language):
        sheet = paper_sheet(paper, language).as_dict()
        direction = "rtl" if translation.get_language_bidi() else "ltr"
    return {"sheet": json.dumps({**sheet, "direction": direction, "band": list(band)}, ensure_ascii=False)}


def _compile(inputs: dict[str, str], **options) -> bytes | list[bytes]:
    return typst.compile(
        str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=_fonts(), sys_inputs=inputs, **options
    )  # fmt: skip


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Ours, and those inside typst for letters that ours lack; never the machine's: papers look alike everywhere."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FOLDER / "fonts")])
