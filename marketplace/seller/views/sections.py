"""The pages of one product: photos, kind, words, size, contents, price and stock. Each is saved at once."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from catalogue.choices import State
from catalogue.models import ProductImage, StagedEdit
from catalogue.pictures import ACCEPT, PictureRefused
from catalogue.services.album import listing_picture_add, listing_picture_first, listing_picture_remove
from catalogue.services.errors import WrongState
from catalogue.services.listing import listing_edit
from marketplace.formats.templatetags.formats import price_plain
from marketplace.money.templatetags.money import rate_plain
from marketplace.seller.listing_forms import ContentsForm, KindForm, SheetForm, SizeForm, WordsForm
from marketplace.seller.listing_standing import BY_CODE, field_of, section_after, section_of, sections_for
from marketplace.seller.offer_form import OfferForm
from marketplace.shop.partner.services import offer_change
from marketplace.shop.partner.stock import StaleStock

from .listings import EditorsOnly, ListingMixin, MoveView, photos_in

# A column of a decision -> the field that asks for it, where their names differ.
_ASKED_AS = {"net_quantity": "size", "net_unit": "size", "size_label": "measures"}


class SectionMixin(EditorsOnly, ListingMixin):
    """One page of a listing that may still be written. code: of its section."""

    code = ""

    @property
    def is_walk(self) -> bool:
        """A new listing, page by page."""
        return "walk" in self.request.GET

    def is_possible(self) -> bool:
        return self.sheet.can_be_written

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.kwargs = kwargs
        if request.user.is_authenticated and self.may_edit and not self.is_possible():
            return self.overtaken()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        pages = [section.code for section in sections_for(asks_contents=self.sheet.asks_contents)]
        place = pages.index(self.code) if self.code in pages else 0
        return super().get_context_data(
            section=BY_CODE[self.code],
            walk=self.is_walk,
            step=place + 1,
            steps=len(pages),
            before=pages[place - 1] if place else "",
            asked=self.asked,
            **kwargs,
        )

    @property
    def asked(self):
        """The delegation's reason, when it is about this page."""
        decision = self.sheet.decision
        return decision if decision and section_of(decision.field) == BY_CODE[self.code] else None

    def onward(self) -> HttpResponse:
        """While walking to the next page, else back to the product."""
        following = section_after(self.code, asks_contents=self.sheet.asks_contents) if self.is_walk else None
        return self.to(f"listing-{following.code}", walk=True) if following else self.to("listing")

    def say(self, saved: object) -> None:
        if isinstance(saved, StagedEdit):
            text = _("Sent to the delegation. Until it agrees, shoppers see the product as it was.")
            messages.success(self.request, text)
        elif not self.is_walk:
            messages.success(self.request, _("Saved."))


class SheetFormView(SectionMixin, FormView):
    """A page with a form whose changes listing_edit takes."""

    form_class: type[SheetForm]

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "sheet": self.sheet}

    def get_form(self, form_class: type[forms.Form] | None = None) -> SheetForm:
        """The reason of the delegation stands beside the field it is about."""
        form = super().get_form(form_class)
        if self.asked:
            wanted = field_of(self.asked.field)
            beside = [name for name in form.fields if field_of(name) == _ASKED_AS.get(wanted, wanted)]
            for name in beside[:1]:
                form.fields[name].asked = self.asked
                helped = [form[name].auto_id + "_helptext"] if form.fields[name].help_text else []
                form.fields[name].widget.attrs["aria-describedby"] = " ".join(["asked", *helped])
            form.has_asked = bool(beside)
        return form

    def form_valid(self, form: SheetForm) -> HttpResponse:
        try:
            saved = listing_edit(product_id=self.listing.pk, by=self.request.user, changes=form.changes)
        except WrongState:
            return self.overtaken()
        del self.sheet  # what follows depends on what was saved
        self.say(saved)
        return self.onward()


class KindView(SheetFormView):
    code, template_name, form_class = "kind", "seller/listing_kind.html", KindForm


class WordsView(SheetFormView):
    code, template_name, form_class = "words", "seller/listing_words.html", WordsForm


class SizeView(SheetFormView):
    """Variants have sizes of their own, which are not changed here yet."""

    code, template_name, form_class = "size", "seller/listing_size.html", SizeForm

    def is_possible(self) -> bool:
        return super().is_possible() and not self.listing.is_parent


class ContentsView(SheetFormView):
    code, template_name, form_class = "contents", "seller/listing_contents.html", ContentsForm


class OfferView(SectionMixin, FormView):
    """Price and stock: at any time, and at once."""

    code, template_name, form_class = "offer", "seller/listing_offer.html", OfferForm

    def is_possible(self) -> bool:
        return self.listing.state != State.ARCHIVED

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "offers": self.sheet.card.offers}

    def form_valid(self, form: OfferForm) -> HttpResponse:
        try:
            self.save(form)
        except StaleStock:
            return self.form_invalid(form)
        prices = {offer.product.pk: form.wanted(offer)["price"] for offer in form.offers}
        messages.success(self.request, " ".join([_("Saved."), *self.words_of(prices)]))
        return self.onward()

    def save(self, form: OfferForm) -> None:
        """All of them or none."""
        with transaction.atomic():
            for offer in form.offers:
                try:
                    offer_change(product=offer.product, by=self.request.user, **form.wanted(offer))
                except StaleStock as stale:
                    form.ask_again(offer, stale.available)
                    raise

    def words_of(self, prices: dict) -> list[str]:
        """What she receives, when there is one price to speak of."""
        if len(prices) != 1:
            return []
        (price,) = prices.values()
        terms, amount = self.sheet.terms, price_plain(self.sheet.terms.receives(price))
        if not terms.bps:
            return [_("You receive %(amount)s for each one sold: the market keeps nothing.") % {"amount": amount}]
        text = _("You receive %(amount)s for each one sold: the market keeps %(rate)s.")
        return [text % {"amount": amount, "rate": rate_plain(terms.bps)}]


class PhotosView(SectionMixin, TemplateView):
    """The photos: the camera first, then those there are."""

    code, template_name = "photos", "seller/listing_photos.html"
    extra_context = {"accept": ACCEPT}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(pictures=self.sheet.pictures, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        uploads = photos_in(request)
        if not uploads:
            return self.refuse(_("Take a photo, or choose one, then press “Send the photo”."))
        try:
            for upload in uploads:
                listing_picture_add(product_id=self.listing.pk, by=request.user, upload=upload)
        except PictureRefused as refused:
            return self.refuse(str(refused))
        except WrongState:
            return self.overtaken()
        return self.to("listing-photos", walk=self.is_walk)

    def refuse(self, error: str) -> HttpResponse:
        del self.sheet
        return self.render_to_response(self.get_context_data(error=error))


class PictureMoveView(MoveView):
    """A move of one photo. `service`: what does it."""

    service = None

    def move(self) -> None:
        try:
            type(self).service(product_id=self.listing.pk, by=self.request.user, picture_id=self.kwargs["picture"])
        except ProductImage.DoesNotExist as error:
            raise Http404 from error

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self.to("listing-photos")

    def to(self, name: str, *, walk: bool = False) -> HttpResponse:
        return super().to("listing-photos", walk="walk" in self.request.GET)


class PictureRemoveView(PictureMoveView):
    service = listing_picture_remove


class PictureFirstView(PictureMoveView):
    service = listing_picture_first
