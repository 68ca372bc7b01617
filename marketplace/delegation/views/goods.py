"""Listings that wait, and changes to listings on show."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy

from catalogue.services.moderate import edit_accept, edit_refuse, listing_accept, listing_ask_changes
from marketplace.delegation.forms import ListingNoForm, YesForm
from marketplace.delegation.reading.changes import EditPage, edit_page
from marketplace.delegation.reading.goods import ListingPage, listing_page

from .item import Choice, ItemView


class ListingView(ItemView):
    template_name = "delegation/listing.html"
    choices = (
        Choice(
            "accept", gettext_lazy("Accept"), "check", gettext_lazy("Accepted: it is for sale now."),
            YesForm, lambda pk, **data: listing_accept(product_id=pk, **data), is_yes=True,
        ),
        Choice(
            "ask", gettext_lazy("Ask for changes"), "pencil", gettext_lazy("Sent back. Its members have been told."),
            ListingNoForm, lambda pk, **data: listing_ask_changes(product_id=pk, **data),
        ),
    )  # fmt: skip

    def read(self, pk: int) -> ListingPage:
        return listing_page(pk)

    def seen(self) -> datetime:
        return self.shown.listing.submitted_at


class EditView(ItemView):
    template_name = "delegation/edit.html"
    choices = (
        Choice(
            "accept", gettext_lazy("Accept"), "check", gettext_lazy("Accepted: the listing has changed."),
            YesForm, lambda pk, **data: edit_accept(edit_id=pk, **data), is_yes=True,
        ),
        Choice(
            "refuse", gettext_lazy("Refuse"), "cross",
            gettext_lazy("Refused: the listing stays as it was. Its members have been told."),
            ListingNoForm, lambda pk, **data: edit_refuse(edit_id=pk, **data),
        ),
    )  # fmt: skip

    def read(self, pk: int) -> EditPage:
        return edit_page(pk)

    def seen(self) -> datetime:
        return self.shown.edit.made_at
