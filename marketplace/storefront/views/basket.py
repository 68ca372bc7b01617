"""The basket's pages: add, change, remove and undo, choose a town or pick-up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView, View

from marketplace.pages.private import PrivateMixin
from marketplace.shop.basket import NotForSale, TooMany, basket_add, basket_fit, basket_set
from marketplace.shop.delivery.choices import DeliveryMethod
from marketplace.storefront import shopping
from marketplace.storefront.forms.basket import AddForm, CityForm, CodeForm, QuantityForm


def _too_many(available: int) -> str:
    """What to tell somebody who wants more than there is."""
    if available <= 0:
        return _("This is sold out.")
    return ngettext(
        "Only %(count)d is left; some may already be in your basket.",
        "Only %(count)d are left; some may already be in your basket.",
        available,
    ) % {"count": available}


class BasketPageMixin(PrivateMixin):
    """The basket's page, grouped by cooperative: also where a form on it is answered with what is wrong."""

    template_name = "storefront/basket.html"

    def get_context_data(self, **kwargs) -> dict:
        contents = shopping.contents_of(self.request)
        city = contents.city
        forms = {"city_form": CityForm(initial={"city": city.pk if city else ""}), "code_form": CodeForm()}
        removed = self.request.session.get(shopping.REMOVED)
        return super().get_context_data(**{**forms, "contents": contents, "removed": removed, **kwargs})


class BasketPageView(BasketPageMixin, TemplateView):
    """What is in the basket."""


class BasketAddView(PrivateMixin, FormView):
    """Add one listing. GET is a page for readers without script; POST adds; JSON is for the script on public pages."""

    template_name = "storefront/basket_add.html"
    form_class = AddForm

    @cached_property
    def listing(self):
        return shopping.listing_to_add(self.kwargs["pk"])

    def get_form_kwargs(self) -> dict:
        asked = self.request.GET.get("variant", "")
        return super().get_form_kwargs() | {
            "listing": self.listing,
            "variants": shopping.variants_of(self.listing),
            "asked": int(asked) if asked.isdecimal() else self.kwargs["pk"],
        }

    def get_initial(self) -> dict:
        typed = QuantityForm(self.request.GET)
        return {"quantity": max(typed.cleaned_data["quantity"], 1)} if typed.is_valid() else {}

    def form_valid(self, form: AddForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            basket_add(
                basket=self.request.basket, product_id=data["variant"] or self.listing.pk, quantity=data["quantity"]
            )
        except TooMany as error:
            form.add_error("quantity", _too_many(error.available))
        except NotForSale:
            form.add_error(None, _("This is no longer for sale."))
        return self.form_invalid(form) if form.errors else self._added()

    def _added(self) -> HttpResponse:
        text = _("In your basket: %(title)s") % {"title": self.listing.title}
        self.request.session.pop(shopping.REMOVED, None)
        if self._wants_json:
            return JsonResponse({"ok": True, "message": text, "count": shopping.contents_of(self.request).count})
        messages.success(self.request, text)
        return redirect("storefront:basket")

    def form_invalid(self, form: AddForm) -> HttpResponse:
        if self._wants_json:
            text = " ".join(error for errors in form.errors.values() for error in errors)
            return JsonResponse({"ok": False, "message": text}, status=422)
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    @property
    def _wants_json(self) -> bool:
        return self.request.headers.get("Accept", "").startswith("application/json")

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(listing=self.listing, **kwargs)


class BasketLineView(PrivateMixin, View):
    """Set the quantity of one line (POST); 0 removes it, with a way back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = QuantityForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Quantity: ") + " ".join(form.errors["quantity"]))
            return redirect("storefront:basket")
        self._remember_removed(pk, form.cleaned_data["quantity"])
        try:
            basket_set(basket=request.basket, line_id=pk, quantity=form.cleaned_data["quantity"])
        except TooMany as error:
            messages.error(request, _too_many(error.available))
        except NotForSale:
            messages.info(request, _("This was no longer in your basket."))
        return redirect("storefront:basket")

    def _remember_removed(self, pk: int, quantity: int) -> None:
        """What the undo button puts back."""
        line = next((line for line in shopping.contents_of(self.request).lines if line.line.pk == pk), None)
        self.request.session.pop(shopping.REMOVED, None)
        if line is not None and quantity == 0:
            removed = {"product": line.product.pk, "quantity": line.quantity, "title": line.listing.title}
            shopping.remember(self.request, shopping.REMOVED, removed)


class BasketClearView(PrivateMixin, View):
    """Go on with what can be bought (POST): back at the review, if it was already told where it goes."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        problems = shopping.contents_of(request).problems
        if basket_fit(basket=request.basket, quantities={line.line.pk: line.can_be_had for line in problems}):
            request.session.pop(shopping.REMOVED, None)
            messages.success(request, _("Your basket now holds what can be bought."))
        return redirect("storefront:review" if shopping.DETAILS in request.session else "storefront:basket")


class BasketCityView(PrivateMixin, View):
    """Choose the town of delivery (POST)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CityForm(request.POST)
        if form.is_valid():
            shopping.remember(request, shopping.CITY, form.cleaned_data["city"])
        else:
            messages.error(request, _("Choose a town from the list."))
        return redirect("storefront:basket")


class BasketMethodView(PrivateMixin, View):
    """Choose delivery or pick-up for one cooperative's goods (POST)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        method = request.POST.get("method")
        groups = shopping.contents_of(request).groups
        group = next((group for group in groups if group.cooperative.slug == slug), None)
        if group is not None and method in (DeliveryMethod.PARCEL, DeliveryMethod.PICKUP):
            chosen = {str(pk): value for pk, value in shopping.methods_of(request).items()}
            shopping.remember(request, shopping.METHODS, chosen | {str(group.cooperative.pk): method})
        return redirect("storefront:basket")
