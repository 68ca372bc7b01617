"""After the order, for who bought it or holds the link: cancel a part, claim, say where money is to be sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from marketplace.money.claiming import ClaimRefused
from marketplace.money.services.claim import ClaimMoved, claim_escalate, claim_open
from marketplace.money.services.refund_send import NotDue, refund_rib_give
from marketplace.pages.private import PrivateMixin
from marketplace.shop.order.models import CooperativeOrder, Order
from marketplace.shop.order.services.fulfil import MoveNotAllowed, part_cancel
from marketplace.shop.order.tracking import order_by_link
from marketplace.storefront import after
from marketplace.storefront.forms.after import AccountForm, ClaimForm

from .voices import OrderLinkView


class CancelView(PrivateMixin, TemplateView):
    """Before anything was sent: ask once, then do it (POST)."""

    template_name = "storefront/part_cancel.html"

    @cached_property
    def order(self) -> Order:
        return order_by_link(self.kwargs["number"], self.kwargs["secret"], self.request.user)

    @cached_property
    def part(self) -> CooperativeOrder:
        return after.part_at(self.order, self.kwargs["position"])

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().get(request, *args, **kwargs) if after.may_cancel(self.part) else self.too_late()

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            part_cancel(part_id=self.part.pk, by=request.user if request.user.is_authenticated else None)
        except MoveNotAllowed:
            return self.too_late()
        messages.success(request, _("Cancelled. The cooperative has been told."))
        return self.to_order()

    def too_late(self) -> HttpResponse:
        messages.info(self.request, _("This can no longer be cancelled here. Nothing was changed."))
        return self.to_order()

    def to_order(self) -> HttpResponse:
        return redirect("storefront:track", self.order.number, self.kwargs["secret"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(order=self.order, part=self.part, **kwargs)


REFUSED = {
    "not_delivered": gettext_lazy("You can say so once it has arrived."),
    "living": gettext_lazy("You have told us already: the answer will be on this page."),
    "too_late": gettext_lazy("The time for this is over. Write to the cooperative, or call the delegation."),
    "nothing": gettext_lazy("Everything of this parcel was given back already."),
    "excluded": gettext_lazy("By law this cannot be given back for a change of mind: %(title)s"),
    "too_many": gettext_lazy("So many pieces did not arrive: %(title)s"),
}


class ClaimView(OrderLinkView):
    """What is wrong, or no longer wanted."""

    template_name = "storefront/claim.html"
    form_class = ClaimForm
    limit = "voices"

    @cached_property
    def sheet(self) -> after.ClaimSheet:
        return after.claim_sheet(after.part_at(self.order, self.kwargs["position"]))

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not self.sheet.kinds:
            messages.info(request, REFUSED["not_delivered" if self.sheet.part.delivered_at is None else "too_late"])
            return self.to_order()
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        asks = {"kinds": self.sheet.kinds, "rows": self.sheet.rows}
        return {**super().get_form_kwargs(), **asks, "ask_rib": self.order.payment_method != "card"}

    def form_valid(self, form: ClaimForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            claim_open(
                part_id=self.sheet.part.pk,
                kind=data["kind"],
                units=form.units,
                words=data["words"],
                rib=data.get("rib", ""),
                photo=data["photo"],
            )
        except ClaimRefused as error:
            return self.refused(form, error)
        messages.success(self.request, _("Sent. The answer will be on this page, and in your e-mail."))
        return self.to_order()

    def refused(self, form: ClaimForm, error: ClaimRefused) -> HttpResponse:
        if error.why == "living":
            messages.info(self.request, REFUSED["living"])
            return self.to_order()
        form.add_error(None, REFUSED[error.why] % {"title": error.title})
        return self.form_invalid(form)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(sheet=self.sheet, part=self.sheet.part, **kwargs)


class EscalateView(PrivateMixin, View):
    """ "I do not agree: the delegation should look at it" (POST)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str, secret: str, claim: int) -> HttpResponse:
        order = order_by_link(number, secret, request.user)
        try:
            claim_escalate(claim_id=after.claim_of_order(order, claim).pk)
            messages.success(request, _("The delegation looks at it. You are told what it decides."))
        except ClaimMoved:
            messages.info(request, _("Nothing was changed: see below where it is."))
        return redirect("storefront:track", number, secret)


class AccountView(OrderLinkView):
    """Where a refund is to be transferred."""

    template_name = "storefront/refund_account.html"
    form_class = AccountForm
    limit = "voices"

    @cached_property
    def refund(self) -> after.RefundRow:
        return after.refund_of_order(self.order, self.kwargs["refund"])

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.refund  # noqa: B018 - 404 before a form is looked at
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: AccountForm) -> HttpResponse:
        try:
            refund_rib_give(refund_id=self.refund.refund.pk, text=form.cleaned_data["rib"])
            messages.success(self.request, _("Thank you. We send the money to this account."))
        except NotDue:
            messages.info(self.request, _("This money has been sent already."))
        return self.to_order()

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(refund=self.refund, **kwargs)
