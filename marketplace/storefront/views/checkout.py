"""The checkout: details, then a review with one button."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import FormView

from marketplace.accounts.models import Address
from marketplace.accounts.phones import phone_display
from marketplace.money.services.ways import ways_to_pay
from marketplace.pages.private import PrivateMixin
from marketplace.shop.basket import BasketView
from marketplace.shop.order.choices import PaymentMethod
from marketplace.shop.order.models import Order
from marketplace.shop.order.services.place import (
    BasketBlocked,
    BasketEmpty,
    Customer,
    Destination,
    TotalRose,
    order_place,
)
from marketplace.shop.order.tracking import order_of_basket, tracking_secret
from marketplace.shop.partner.stock import SoldOut
from marketplace.storefront import addresses, refusals, shopping
from marketplace.storefront.forms.checkout import DetailsForm, ReviewForm, agreed_prices

from .pay import to_pay, to_payment


class CheckoutMixin(PrivateMixin):
    """Both steps need something in the basket that can be bought."""

    @cached_property
    def contents(self) -> BasketView:
        return shopping.contents_of(self.request)

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not self.contents.groups:
            return self.empty(request)
        if self.contents.problems:
            refusals.tell_blocked(request, self.contents)
            return redirect("storefront:basket")
        return super().dispatch(request, *args, **kwargs)

    def empty(self, request: HttpRequest) -> HttpResponse:
        return redirect("storefront:basket")

    @property
    def details(self) -> dict:
        return self.request.session.get(shopping.DETAILS, {})

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(contents=self.contents, **kwargs)


class CheckoutView(CheckoutMixin, FormView):
    """Step 1: who buys, and where the parcels go."""

    template_name = "storefront/checkout.html"
    form_class = DetailsForm

    def get_form_kwargs(self) -> dict:
        user = self.request.user
        return super().get_form_kwargs() | {
            "needs_address": self.contents.needs_address,
            "email_required": not (user.is_authenticated and not user.email),
            "can_keep": user.is_authenticated,
        }

    def get_initial(self) -> dict:
        user, initial = self.request.user, {"city": self.request.session.get(shopping.CITY, "")}
        if user.is_authenticated:
            initial |= {"name": user.name, "email": user.email or "", "phone": phone_display(user.phone or "")}
        chosen = self.address
        if self.details and not chosen:
            return initial | self.details
        return initial | (addresses.initial_of(chosen or self.book[0]) if self.book else {"keep": True})

    @cached_property
    def book(self) -> list[Address]:
        return addresses.book_of(self.request.user)

    @cached_property
    def address(self) -> Address | None:
        """The one of her addresses that the page was asked to begin with."""
        return next((one for one in self.book if str(one.pk) == self.request.GET.get("address")), None)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(book=self.book if self.contents.needs_address else [], **kwargs)

    def form_valid(self, form: DetailsForm) -> HttpResponse:
        details = dict(form.cleaned_data)
        if details.pop("keep", False):
            addresses.keep(self.request, details)
        shopping.remember(self.request, shopping.DETAILS, details)
        shopping.remember_basket(self.request)
        if "city" in form.cleaned_data:
            shopping.remember(self.request, shopping.CITY, form.cleaned_data["city"])
        if shopping.contents_of(self.request, known=self.contents).is_blocked:
            messages.error(self.request, _("Something in your basket cannot be delivered to this town."))
            return redirect("storefront:basket")
        return redirect("storefront:review")

    def form_invalid(self, form: DetailsForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ReviewView(CheckoutMixin, FormView):
    """Step 2: everything that was chosen, what is due at the door, the terms, one button."""

    template_name = "storefront/review.html"
    form_class = ReviewForm

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        missing = not self.details or (self.contents.needs_address and "street" not in self.details)
        if self.contents.groups and missing:
            return self.begin_again(request)
        if self.contents.is_blocked and not self.contents.problems:
            return redirect("storefront:basket")
        return super().dispatch(request, *args, **kwargs)

    def begin_again(self, request: HttpRequest) -> HttpResponse:
        """The session ended on the way, or this page was opened first: the basket is still there."""
        if request.method == "POST":
            text = _("You were away for long, so we forgot what you had typed. Your basket is still here.")
            messages.info(request, text + " " + _("Nothing was ordered."))
        return redirect("storefront:checkout")

    def empty(self, request: HttpRequest) -> HttpResponse:
        """The second click of a double click, or the back button: show the order that the basket became."""
        order = order_of_basket(request.session.get(shopping.ORDERED))
        return self._onward(order) if order else super().empty(request)

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "ways": ways_to_pay(self.contents)}

    def get_initial(self) -> dict:
        return {"agreed_total": self.contents.total, "agreed_prices": agreed_prices(self.contents)}

    def form_valid(self, form: ReviewForm) -> HttpResponse:
        try:
            order = self._place(form)
        except (TotalRose, BasketBlocked, BasketEmpty, SoldOut) as error:
            return self._explain(error)
        shopping.forget_checkout(self.request)
        return self._onward(order)

    def _place(self, form: ReviewForm) -> Order:
        details, user = self.details, self.request.user
        # Saved before, not after: the second click of a double click finds the order by it.
        if shopping.remember_basket(self.request):
            self.request.session.save()
        customer = Customer(
            name=details["name"],
            email=details["email"],
            phone=details["phone"],
            language=get_language(),
            user=user if user.is_authenticated else None,
        )
        return order_place(
            basket_id=self.request.basket.pk,
            customer=customer,
            destination=self._destination() if self.contents.needs_address else None,
            methods=shopping.methods_of(self.request),
            agreed_total=form.cleaned_data["agreed_total"],
            agreed_prices=form.cleaned_data["agreed_prices"],
            terms_version=settings.TERMS_VERSION,
            gift_note=details.get("gift_note", ""),
            payment_method=form.cleaned_data["payment"],
        )

    def _destination(self) -> Destination:
        details = self.details
        return Destination(
            city=self.contents.city,
            street=details["street"],
            landmark=details["landmark"],
            postal_code=details["postal_code"],
        )

    def _explain(self, error: Exception) -> HttpResponse:
        """Nothing was bought: say why, and show the basket or the new total."""
        if isinstance(error, TotalRose):
            refusals.tell_rise(self.request, error)
            return redirect("storefront:review")
        refusals.tell_blocked(self.request, shopping.contents_of(self.request))
        return redirect("storefront:basket")

    def _onward(self, order: Order) -> HttpResponse:
        """To pay, if it is not paid yet; a click goes straight there, looking goes to the page that offers it."""
        if order.is_awaiting:
            return to_payment(self.request, order) if self.request.method == "POST" else to_pay(order)
        return redirect("storefront:thanks", number=order.number, secret=tracking_secret(order))

    def form_invalid(self, form: ReviewForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(details=self.details, withdrawal_days=settings.WITHDRAWAL_DAYS, **kwargs)
        form = context["form"]
        return context | {
            "many_ways": bool(form.open) and len(form.ways) > 1,
            "cash_is_open": PaymentMethod.COD in form.open,
            "cash_cap": settings.CASH_CAP,
            "is_test_card": settings.STRIPE_TEST_SERVER,
        }
