"""A change to a listing on show: before and after of each field, with the words that differ."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.http import Http404
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from catalogue import columns
from catalogue.choices import Allergen, EditState, PictureState
from catalogue.models import Category, Product, ProductClass, ProductImage, StagedEdit
from cooperatives.models import Certificate
from marketplace.delegation.waiting import Age, age_of

from .goods import TEXTS

# Blanks, words, and single marks: a comma that follows a word does not make it another word.
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# A piece of text and what happened to it: "same", "gone" or "new".
Piece = tuple[str, str]


@dataclass
class Change:
    """One field. language: of the text, or empty; before and after: pieces that together read as the text."""

    column: str
    label: str
    language: str = ""
    before: list[Piece] = field(default_factory=list)
    after: list[Piece] = field(default_factory=list)


@dataclass
class EditPage:
    """A change that waits, or was decided already. old, new: the pictures, when these change; else None."""

    edit: StagedEdit
    listing: Product
    changes: list[Change]
    old_pictures: list[ProductImage]
    new_pictures: list[ProductImage] | None
    new_ids: set[int]
    waiting_pictures: int

    @property
    def thing(self) -> StagedEdit:
        return self.edit

    @property
    def is_waiting(self) -> bool:
        return self.edit.state == EditState.WAITING

    @property
    def standing(self) -> str:
        return self.edit.get_state_display()

    @property
    def age(self) -> Age | None:
        return age_of(self.edit.made_at)


def edit_page(pk: int) -> EditPage:
    """Raises Http404 when there is no such change."""
    edits = StagedEdit.objects.select_related("made_by", "product__cooperative__province", "product__product_class")
    edit = edits.filter(pk=pk).first()
    if edit is None:
        raise Http404
    listing = edit.product
    pictures = list(ProductImage.whole.filter(product=listing).order_by("display_order", "pk"))
    added = [picture for picture in pictures if picture.edit_id == edit.pk]
    return EditPage(
        edit=edit,
        listing=listing,
        changes=[_change(listing, column, wanted) for column, wanted in _sorted(edit.changes)],
        old_pictures=[picture for picture in pictures if picture.edit_id is None and _ready(picture)],
        new_pictures=_wanted_pictures(edit, pictures, added),
        new_ids={picture.pk for picture in added},
        waiting_pictures=sum(picture.state == PictureState.WAITING for picture in added),
    )


def _ready(picture: ProductImage) -> bool:
    return picture.state == PictureState.READY


def _wanted_pictures(edit: StagedEdit, pictures: list[ProductImage], added: list[ProductImage]) -> list | None:
    """The pictures as they would be shown; None when the change does not touch them."""
    asked = edit.changes.get("pictures")
    if asked is None:
        kept = [picture for picture in pictures if picture.edit_id is None]
        return [picture for picture in [*kept, *added] if _ready(picture)] if added else None
    by_id = {picture.pk: picture for picture in pictures}
    return [by_id[pk] for pk in asked if pk in by_id and _ready(by_id[pk])]


def _sorted(changes: dict[str, Any]) -> list[tuple[str, Any]]:
    """Texts first, in their order on the page; pictures are shown apart."""
    order = {column: place for place, column in enumerate(columns.TEXTS)}
    shown = [(column, wanted) for column, wanted in changes.items() if column != "pictures"]
    return sorted(shown, key=lambda item: (order.get(item[0], len(order)), item[0]))


def _change(listing: Product, column: str, wanted: Any) -> Change:
    name, _under, language = column.rpartition("_")
    is_text = column in columns.TEXTS
    before, after = compare(_words(column, columns.read(listing, column)), _words(column, wanted))
    label = TEXTS[name] if is_text else _label(column)
    return Change(column, str(label), language if is_text else "", before, after)


def _label(column: str) -> str:
    if column == "category":
        return _("Category")
    if column == "product_class":
        return _("Kind of goods")
    return str(Product._meta.get_field(column).verbose_name)


def _words(column: str, value: Any) -> str:
    """A value of catalogue.columns as a moderator reads it."""
    if value in (None, "", []):
        return ""
    if column in ("allergens", "may_contain", "free_from"):
        return ", ".join(str(Allergen(code).label) for code in value if code in Allergen.values)
    if column == "category":
        return str(Category.objects.filter(code=value).first() or value)
    if column == "product_class":
        return str(ProductClass.objects.filter(code=value).first() or value)
    if column == "certificates":
        return ", ".join(str(one) for one in Certificate.objects.filter(pk__in=value).order_by("pk"))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return _choice(column, value) if column not in columns.TEXTS else _plain(str(value))


def _choice(column: str, value: Any) -> str:
    choices = dict(Product._meta.get_field(column).flatchoices)
    return str(choices.get(value, value))


def _plain(text: str) -> str:
    """Rich text as words, its paragraphs as lines."""
    return strip_tags(re.sub(r"</(p|li|h\d)>|<br\s*/?>", "\n", text)).strip()


def compare(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, word by word: what went is "gone" in the first, what came is "new" in the second."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for what, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            left.append(("same", "".join(old[start:end])))
            right.append(("same", "".join(new[first:last])))
            continue
        if end > start:
            left.append(("gone", "".join(old[start:end])))
        if last > first:
            right.append(("new", "".join(new[first:last])))
    return left, right
