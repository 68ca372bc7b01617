"""Claims to decide, transfers to make, orders of suspended cooperatives to end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from marketplace.delegation.access import ModeratorMixin
from marketplace.delegation.back_forms import DecideForm, PaidForm, SureForm
from marketplace.delegation.giving_forms import FindForm
from marketplace.delegation.reading import back
from marketplace.money.claim_choices import ClaimState
from marketplace.money.models import Claim
from marketplace.money.services.claim import ClaimMoved, claim_accept, claim_refuse, claim_send_back
from marketplace.money.services.refund import RefundNothing, RefundTooMuch
from marketplace.money.services.refund_send import NotDue, refund_mark_paid
from marketplace.shop.order.choices import CancelReason
from marketplace.shop.order.services.fulfil import MoveNotAllowed, part_cancel


class BackView(ModeratorMixin, TemplateView):
    """What waits; and by its number, the order of which money is to go back."""

    template_name = "delegation/back.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = FindForm(request.GET if "number" in request.GET else None)
        found = form.cleaned_data["number"] if form.is_bound and form.is_valid() else []
        if len(found) == 1:
            return redirect("delegation:give-back", found[0].part.pk)
        return self.render_to_response(self.get_context_data(form=form, found=found))

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(back=back.back_page(self.request.GET.get("page")), **kwargs)


class ActView(ModeratorMixin, FormView):
    """Look, then do it; a second click is told and changes nothing."""

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form_valid(self, form) -> HttpResponse:
        try:
            messages.success(self.request, self.act(form.cleaned_data))
        except (ClaimMoved, NotDue, MoveNotAllowed, RefundTooMuch, RefundNothing):
            messages.info(self.request, _("This was dealt with already. Nothing was changed."))
        return redirect("delegation:refunds")


class ClaimView(ActView):
    """The delegation's word on a claim, with who bears it."""

    template_name, form_class = "delegation/claim.html", DecideForm

    @cached_property
    def claim(self) -> Claim:
        return back.claim_of(self.kwargs["pk"])

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "has_carrier": self.claim.part.carrier_id is not None}

    def act(self, data: dict) -> str:
        decide = {"claim_id": self.claim.pk, "by": self.request.user, "words": data["words"], "final": True}
        if data["answer"] == "refuse":
            claim_refuse(**decide)
        else:
            (claim_accept if data["answer"] == "accept" else claim_send_back)(liable=data["liable"], **decide)
        return _("Decided. Both sides have been told.")

    def get_context_data(self, **kwargs) -> dict:
        may = self.claim.state == ClaimState.DELEGATION
        seen = {"claim": self.claim, "part": self.claim.part, "has_photo": back.has_photo(self.claim)}
        return super().get_context_data(may_decide=may, **seen, **kwargs)


class PhotoView(ModeratorMixin, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return HttpResponse(back.photo_of(pk), content_type="image/jpeg")


class RefundView(ActView):
    """ "The transfer has been made"."""

    template_name, form_class = "delegation/refund.html", PaidForm

    @cached_property
    def refund(self) -> back.RefundRow:
        return back.refund_of(self.kwargs["pk"])

    def act(self, data: dict) -> str:
        refund_mark_paid(refund_id=self.refund.refund.pk, by=self.request.user, **data)
        return _("Noted. The shopper has been told.")

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(row=self.refund, **kwargs)


class SuspendedView(ActView):
    """A suspended cooperative's open order: end it and give the money back."""

    template_name, form_class = "delegation/refund_and_cancel.html", SureForm

    @cached_property
    def row(self) -> back.SuspendedRow:
        return back.suspended_of(self.kwargs["pk"])

    def act(self, data: dict) -> str:
        part_cancel(part_id=self.row.part.pk, by=self.request.user, reason=CancelReason.SUSPENDED, **data)
        return _("Ended. The shopper has been told, and what was paid goes back.")

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(row=self.row, **kwargs)
