"""Favourites: the list, and the heart of a listing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from marketplace.pages.private import PrivateMixin
from marketplace.storefront import favourites, shopping

from .toggles import done, is_wanted, refused


class FavouritesView(PrivateMixin, TemplateView):
    """The list, with price and stock as they are now; a guest's too."""

    template_name = "storefront/favourites.html"

    def get_context_data(self, **kwargs) -> dict:
        removed = self.request.session.get(favourites.REMOVED)
        return super().get_context_data(shown=favourites.favourites_page(self.request), removed=removed, **kwargs)


class FavouriteView(PrivateMixin, TemplateView):
    """Keep one listing, or let go of it (POST). GET is a page for readers without script."""

    template_name = "storefront/favourite.html"

    def get_context_data(self, **kwargs) -> dict:
        listing = shopping.listing_to_add(self.kwargs["pk"])
        pressed = listing.pk in favourites.ids_of(self.request)
        return super().get_context_data(listing=listing, pressed=pressed, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        wanted, where = is_wanted(request), reverse("storefront:favourites")
        try:
            cookie = favourites.favourite_set(request, pk, wanted=wanted)
        except favourites.Full:
            return refused(request, _("Your list of favourites is full. Remove some first."), where)
        self._remember_removed(pk, wanted=wanted)
        text = _("Kept with your favourites.") if wanted else _("No longer one of your favourites.")
        response = done(request, text, where, pressed=wanted)
        favourites.write_cookie(request, response, cookie)
        return response

    def _remember_removed(self, pk: int, *, wanted: bool) -> None:
        """What the undo button puts back; a session is made for the list's own buttons only."""
        if wanted:
            self.request.session.pop(favourites.REMOVED, None)
        elif self.request.POST.get("undo"):
            removed = {"pk": pk, "title": favourites.title_of(pk)}
            shopping.remember(self.request, favourites.REMOVED, removed)
