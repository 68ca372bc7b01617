"""The products of a cooperative: the list, one product, and the moves of its life. Each view calls one service."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView

from catalogue.models import Product
from catalogue.pictures import ACCEPT, PictureRefused
from catalogue.services.album import listing_begin
from catalogue.services.errors import Incomplete, WrongState
from catalogue.services.life import (
    listing_archive,
    listing_pause,
    listing_restore,
    listing_resume,
    listing_submit,
    listing_take_back,
)
from catalogue.services.staging import edit_withdraw
from cooperatives.models import Membership
from marketplace.seller import listings
from marketplace.seller.listing_rows import rows_of
from marketplace.seller.listing_standing import SECTIONS, section_of

from .base import SellerMixin

MAY_EDIT = {Membership.Role.PRESIDENT, Membership.Role.SALES, Membership.Role.STOCK}


class ProductsMixin(SellerMixin):
    """A page of the cooperative's products: every member may look."""

    @property
    def may_edit(self) -> bool:
        return self.membership.role in MAY_EDIT

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(may_edit=self.may_edit, **kwargs)


class ListingMixin(ProductsMixin):
    """A page of one listing; another cooperative's is not there."""

    @cached_property
    def sheet(self) -> listings.Sheet:
        return listings.Sheet(listings.listing_of(self.cooperative, self.kwargs["listing"]))

    @property
    def listing(self) -> Product:
        return self.sheet.listing

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.kwargs = kwargs
        if request.user.is_authenticated:
            _listing = self.listing  # 404 before anything else happens
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        # The URL's number is in kwargs under the same name.
        return super().get_context_data(**{**kwargs, "listing": self.listing, "sheet": self.sheet})

    def to(self, name: str, *, walk: bool = False) -> HttpResponse:
        """To a page of this listing. walk: a new one is being written, page by page."""
        address = reverse(f"seller:{name}", args=[self.cooperative.slug, self.listing.pk])
        return redirect(f"{address}?walk=1" if walk else address)

    def overtaken(self) -> HttpResponse:
        """Somebody was here first, or clicked twice: say where the product is now, change nothing."""
        now = listings.Sheet(listings.listing_of(self.cooperative, self.listing.pk)).card.standing
        text = _("Nothing was changed: this product is already “%(status)s”.")
        messages.info(self.request, text % {"status": now.label})
        return self.to("listing")


class EditorsOnly:
    """Before the mixins of a view that changes something: the president, sales and stock. Others are told so."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.kwargs = kwargs
        if request.user.is_authenticated and not self.may_edit:
            if "listing" in kwargs:
                _listing = self.listing  # 404 comes first
            return self.look_only()
        return super().dispatch(request, *args, **kwargs)

    def look_only(self) -> HttpResponse:
        context = {"cooperative": self.cooperative, "listing": getattr(self, "listing", None), "is_private": True}
        response = render(self.request, "seller/listing_look_only.html", context, status=403)
        add_never_cache_headers(response)
        return response


class ListingsView(ProductsMixin, TemplateView):
    """All products of the cooperative, those that want something of her first."""

    template_name = "seller/listings.html"

    def get_context_data(self, **kwargs) -> dict:
        status = self.request.GET.get("status", "")
        page = listings.listings_page(self.cooperative, status=status, number=self.request.GET.get("page"))
        return super().get_context_data(page=page, status=status, filters=listings.FILTERS.items(), **kwargs)


class NewListingView(EditorsOnly, ProductsMixin, TemplateView):
    """The first step: a photo. With it, or with "later", the draft begins."""

    template_name = "seller/listing_new.html"
    extra_context = {"accept": ACCEPT, "step": 1, "steps": len(SECTIONS)}

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        uploads = photos_in(request)
        if not uploads and "later" not in request.POST:
            return self.refuse(_("Take a photo, or choose one, then press “Send the photo”."))
        try:
            listing = listing_begin(cooperative=self.cooperative, by=request.user, uploads=uploads)
        except PictureRefused as refused:
            return self.refuse(str(refused))
        name = "seller:listing-photos" if uploads else "seller:listing-kind"
        return redirect(f"{reverse(name, args=[self.cooperative.slug, listing.pk])}?walk=1")

    def refuse(self, error: str) -> HttpResponse:
        return self.render_to_response(self.get_context_data(error=error))


def photos_in(request: HttpRequest) -> list[UploadedFile]:
    """Files of either control: the camera, or those of the telephone."""
    return [file for name in ("camera", "photo") for file in request.FILES.getlist(name)]


class ListingView(ListingMixin, TemplateView):
    """One product: what it says, what is missing, what the delegation asks for, what can be done with it."""

    template_name = "seller/listing.html"

    def get_context_data(self, **kwargs) -> dict:
        decision, rows = self.sheet.decision, rows_of(self.sheet)
        return super().get_context_data(
            card=self.sheet.card,
            rows=rows,
            next_section=next((row.section for row in rows if row.is_lacking), None),
            decision=decision,
            asked=section_of(decision.field) if decision else None,
            **kwargs,
        )


class MoveView(EditorsOnly, ListingMixin, View):
    """A move that needs nothing but a click. `done`: what is said then."""

    done = ""

    def move(self) -> None:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Back from signing in: the button is on the product's page."""
        return self.to("listing")

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            self.move()
        except WrongState:
            return self.overtaken()
        except Incomplete:
            messages.error(request, _("Something is still missing: look below."))
            return self.to("listing")
        if self.done:
            messages.success(request, self.done)
        return self.to("listing")


class SubmitView(MoveView):
    done = gettext_lazy("Sent to the delegation. You will be told as soon as it has looked at it.")

    def move(self) -> None:
        listing_submit(product_id=self.listing.pk, by=self.request.user)


class TakeBackView(MoveView):
    done = gettext_lazy("You can change it again. Send it when you are ready.")

    def move(self) -> None:
        listing_take_back(product_id=self.listing.pk, by=self.request.user)


class PauseView(MoveView):
    """Its undo stands on the page that follows."""

    done = gettext_lazy("Paused: nobody sees it until you put it back on sale.")

    def move(self) -> None:
        listing_pause(product_id=self.listing.pk, by=self.request.user)


class ResumeView(MoveView):
    done = gettext_lazy("It is for sale again.")

    def move(self) -> None:
        listing_resume(product_id=self.listing.pk, by=self.request.user)


class RestoreView(MoveView):
    done = gettext_lazy("It is back, as a draft. Send it to the delegation when it is ready.")

    def move(self) -> None:
        listing_restore(product_id=self.listing.pk, by=self.request.user)


class ArchiveView(MoveView, TemplateView):
    """Asked once more before it is done."""

    template_name = "seller/listing_archive.html"
    done = gettext_lazy("It is put away. You find it under “Archived”.")

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self.render_to_response(self.get_context_data(card=self.sheet.card))

    def move(self) -> None:
        listing_archive(product_id=self.listing.pk, by=self.request.user)


class WithdrawEditView(MoveView):
    """The change that waits, or that was sent back, is forgotten."""

    done = gettext_lazy("Your change is taken back: the product stays as it is.")

    def move(self) -> None:
        if self.sheet.edit is None or self.sheet.edit.pk != self.kwargs["edit"]:
            raise Http404
        edit_withdraw(edit_id=self.sheet.edit.pk, by=self.request.user)
