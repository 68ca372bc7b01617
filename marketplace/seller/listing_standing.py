"""Where a listing stands, and the pages that make it up: an icon, a word and a colour for each."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.choices import EditState, State


@dataclass(frozen=True)
class ListingStanding:
    """colour: of the class status-<colour>. note: a second word, such as a change that waits."""

    label: str
    icon: str
    colour: str
    note: str = ""
    note_icon: str = ""
    note_colour: str = ""


def standing_of(state: str, edit_state: str | None, *, sold_out: bool = False) -> ListingStanding:
    """In the words of the member."""
    label, icon, colour = {
        State.DRAFT: (_("Not finished"), "pencil", "plain"),
        State.SUBMITTED: (_("With the delegation"), "clock", "wait"),
        State.CHANGES_ASKED: (_("Please change something"), "warning", "bad"),
        State.LIVE: (_("For sale"), "check", "ok"),
        State.PAUSED: (_("Paused"), "pause", "plain"),
        State.ARCHIVED: (_("Archived"), "archive", "plain"),
    }[State(state)]
    return ListingStanding(label, icon, colour, *_note(state, edit_state, sold_out))


def _note(state: str, edit_state: str | None, sold_out: bool) -> tuple[str, str, str]:
    on_show = state in (State.LIVE, State.PAUSED)
    if on_show and edit_state == EditState.REFUSED:
        return _("Your change was sent back"), "warning", "bad"
    if sold_out:
        return _("Sold out"), "box", "bad"
    if on_show and edit_state == EditState.WAITING:
        return _("Your change is with the delegation"), "clock", "wait"
    return "", "", ""


@dataclass(frozen=True)
class Section:
    """One page of a listing. code: of its address; fields: whose reasons stand here; lacks: codes of completeness."""

    code: str
    label: str | Promise
    icon: str
    fields: frozenset[str]
    lacks: frozenset[str] = frozenset()


SECTIONS = (
    Section(
        "photos", gettext_lazy("Photos"), "camera", frozenset({"picture", "pictures", "photos", "images"}),
        frozenset({"picture"}),
    ),
    Section(
        "kind", gettext_lazy("What it is"), "store", frozenset({"category", "product_class", "kind"}),
        frozenset({"kind"}),
    ),
    Section(
        "words", gettext_lazy("Name and words"), "pencil", frozenset({"title", "description", "care"}),
        frozenset({"title"}),
    ),
    Section(
        "size", gettext_lazy("Size and weight"), "scale",
        frozenset({"net_quantity", "net_unit", "size", "size_label", "weight_g", "length_cm", "width_cm", "height_cm"}),
        frozenset({"size", "weight"}),
    ),
    Section(
        "offer", gettext_lazy("Price and stock"), "cash", frozenset({"price", "stock", "offer"}), frozenset({"price"}),
    ),
    Section(
        "contents", gettext_lazy("What is in it"), "leaf",
        frozenset({"ingredients", "storage", "allergens", "may_contain", "free_from", "certificates"}),
    ),
)  # fmt: skip
BY_CODE = {section.code: section for section in SECTIONS}


def field_of(column: str) -> str:
    """The field that a column belongs to: title for title_fr."""
    stem, _dash, language = column.rpartition("_")
    return stem if language in ("fr", "ar", "en") and stem else column


def section_of(field: str) -> Section | None:
    """The page that a field of a decision stands on; None: the whole listing."""
    return next((section for section in SECTIONS if field_of(field) in section.fields), None)


def sections_for(*, asks_contents: bool) -> list[Section]:
    """The pages that this listing has."""
    return [section for section in SECTIONS if section.code != "contents" or asks_contents]


def section_after(code: str, *, asks_contents: bool) -> Section | None:
    """The next page while a new listing is written; None after the last: look once more."""
    codes = [section.code for section in sections_for(asks_contents=asks_contents)]
    following = codes[codes.index(code) + 1 :] if code in codes else []
    return BY_CODE[following[0]] if following else None
