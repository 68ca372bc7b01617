"""Papers on pages of every door: what can be opened, what is being made, and the file itself.

Each door hands over the papers that its reader may see; nothing here decides who that is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.utils.translation import get_language

from marketplace.centimes import mad
from marketplace.money.models import Paper
from marketplace.money.models.paper import PaperQuerySet
from marketplace.money.papers.choices import PaperKind
from marketplace.money.services.paper_files import paper_read
from marketplace.money.services.papers import paper_ask

PER_PAGE = 30
# Newer ones say the same as older ones, or what is true now.
SLIPS_SHOWN = 2

Address = Callable[[Paper], str]


class NotReady(Exception):
    """The file is not made yet in the reader's language, or could not be made."""


@dataclass(frozen=True)
class PaperLink:
    """A paper beside its file in the reader's language. open_at, make_at: addresses (the second takes a POST)."""

    paper: Paper
    open_at: str
    make_at: str

    @property
    def kind(self) -> str:
        return str(PaperKind(self.paper.kind).label)

    @property
    def total(self) -> Decimal:
        """MAD."""
        return mad(self.paper.total_centimes)

    @property
    def alone(self) -> list[PaperLink]:
        """For a list of one."""
        return [self]

    @property
    def state(self) -> str:
        """ready, waiting, failed; absent when nobody asked for it in this language."""
        file = self.paper.file_in(_language())
        return file.state if file else "absent"


def links_of(papers: Iterable[Paper], *, open_at: Address, make_at: Address) -> list[PaperLink]:
    return [PaperLink(paper, open_at(paper), make_at(paper)) for paper in papers]


def papers_of_parts(papers: PaperQuerySet, part_ids: Iterable[int]) -> dict[int, list[Paper]]:
    """Of several parts in two queries: numbered ones in their order, then the newest slips."""
    found: dict[int, list[Paper]] = defaultdict(list)
    slips: dict[int, list[Paper]] = defaultdict(list)
    for paper in papers.filter(part__in=list(part_ids)).with_files().order_by("issued_at", "pk"):
        (slips if paper.kind == PaperKind.SLIP else found)[paper.part_id].append(paper)
    for part_id, all_slips in slips.items():
        read = [slip for slip in all_slips if slip.file_in(_language())]
        found[part_id] += read[::-1][:SLIPS_SHOWN]
    return found


def papers_page(papers: PaperQuerySet, number: str | None) -> Page:
    """Those of the accounts, the newest first."""
    return Paginator(papers.numbered().with_files(), PER_PAGE).get_page(number)


def paper_or_404(papers: PaperQuerySet, pk: int) -> Paper:
    """Raises Http404 for a paper that is not among those the reader may see."""
    paper = papers.with_files().filter(pk=pk).first()
    if paper is None:
        raise Http404
    return paper


def paper_make(paper: Paper) -> None:
    """Have it made in the reader's language."""
    paper_ask(paper=paper, language=_language())


def paper_response(paper: Paper) -> HttpResponse:
    """The PDF in the reader's language. Raises NotReady, StorageAway."""
    file = paper.file_in(_language())
    if file is None or not file.is_ready:
        raise NotReady
    response = HttpResponse(paper_read(file), content_type="application/pdf")
    # Saved, not shown in place: the page's policy (object-src 'none') would hold for the browser's own reader too.
    response["Content-Disposition"] = f'attachment; filename="{paper.label}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _language() -> str:
    return (get_language() or "fr")[:2]
