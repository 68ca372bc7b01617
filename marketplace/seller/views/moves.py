"""Moving a part on: each view calls one service. A second click shows where the order is and changes nothing."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView

from marketplace.seller import pages, standing
from marketplace.seller.forms import ReasonForm, SendForm
from marketplace.shop.order.services.cash import part_cash_confirm
from marketplace.shop.order.services.fulfil import (
    CashNotConfirmed,
    MoveNotAllowed,
    WrongQuantity,
    part_accept,
    part_cancel_rest,
    part_decline,
    part_deliver,
    part_pack,
    part_ship,
)

from .base import PartMixin


class MoveView(PartMixin, View):
    """A move that needs nothing but a click. `done`: what is said then."""

    done = ""

    def move(self) -> None:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Back from signing in: the button is on the order's page."""
        return self.to_part()

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            self.move()
        except MoveNotAllowed:
            return self.overtaken()
        messages.success(request, self.done)
        return self.to_part()


class AcceptView(MoveView):
    done = gettext_lazy("Accepted. Now pack it.")

    def move(self) -> None:
        called = "cash_confirmed" in self.request.POST
        part_accept(part_id=self.part.pk, by=self.request.user, cash_confirmed=called)


class ConfirmCashView(MoveView):
    """The member called the shopper: she still wants what she pays at the door."""

    done = gettext_lazy("Noted. You can send it.")

    def move(self) -> None:
        part_cash_confirm(part_id=self.part.pk, by=self.request.user)


class PackView(MoveView):
    done = gettext_lazy("Packed.")

    def move(self) -> None:
        part_pack(part_id=self.part.pk, by=self.request.user)


class DeliverView(MoveView):
    done = gettext_lazy("Done. Thank you!")

    def move(self) -> None:
        part_deliver(part_id=self.part.pk, by=self.request.user)


class FormMoveView(PartMixin, FormView):
    """A move with something to fill in; once it is no longer possible, the order's page says so."""

    def is_possible(self) -> bool:
        raise NotImplementedError

    def move(self, form: forms.Form) -> str:
        """Do it; returns what is said then."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.is_possible() else self.overtaken()

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.is_possible() else self.overtaken()

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            messages.success(self.request, self.move(form))
        except (MoveNotAllowed, WrongQuantity):
            return self.overtaken()
        except CashNotConfirmed:
            return self.call_first()
        return self.to_part()

    def call_first(self) -> HttpResponse:
        """She pays at the door and nobody has asked her: the order's page has her number and the button."""
        messages.warning(self.request, _("Call the shopper first: does she still want it? Then press “I called”."))
        return self.to_part()


class SendView(FormMoveView):
    template_name, form_class = "seller/send.html", SendForm

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.is_possible() and self.part.needs_cash_word:
            return self.call_first()
        return super().get(request, *args, **kwargs)

    def is_possible(self) -> bool:
        return standing.can_send(self.part)

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "part": self.part, "carriers": pages.carriers()}

    def move(self, form: SendForm) -> str:
        part_ship(
            part_id=self.part.pk,
            by=self.request.user,
            carrier_name=form.carrier_name,
            tracking_number=form.cleaned_data["tracking_number"],
            quantities=form.quantities,
            parcels_seen=form.cleaned_data["parcels_seen"],
        )
        return _("Sent. The shopper has been told.")


class DeclineView(FormMoveView):
    template_name, form_class = "seller/decline.html", ReasonForm

    def is_possible(self) -> bool:
        return standing.can_decline(self.part)

    def move(self, form: ReasonForm) -> str:
        part_decline(part_id=self.part.pk, by=self.request.user, **form.cleaned_data)
        return _("Declined. The shopper has been told.")


class CancelRestView(FormMoveView):
    """After a first parcel: what was not sent will not be."""

    template_name, form_class = "seller/decline.html", ReasonForm
    extra_context = {"is_rest": True}

    def is_possible(self) -> bool:
        return standing.is_partly_sent(self.part)

    def move(self, form: ReasonForm) -> str:
        part_cancel_rest(part_id=self.part.pk, by=self.request.user, **form.cleaned_data)
        return _("The rest is cancelled. The shopper has been told.")
