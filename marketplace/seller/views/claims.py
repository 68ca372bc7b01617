"""What shoppers give back or are not content with: the list, one claim with its answer, its photo."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from marketplace.money.claim_choices import ClaimState
from marketplace.money.models import Claim
from marketplace.money.services.claim import ClaimMoved, claim_accept, claim_received, claim_refuse, claim_send_back
from marketplace.money.services.refund import RefundNothing, RefundTooMuch
from marketplace.seller import claims
from marketplace.seller.claim_forms import AnswerForm, UnitsForm
from marketplace.shop.order.services.fulfil import WrongQuantity

from .base import SellerMixin


class ClaimsView(SellerMixin, TemplateView):
    template_name = "seller/claims.html"

    def get_context_data(self, **kwargs) -> dict:
        shown = claims.claims_page(self.cooperative, self.request.GET.get("page"))
        return super().get_context_data(page=shown.page, parcels=shown.parcels, **kwargs)


class ClaimMixin(SellerMixin):
    """A page about one claim; another cooperative's is not there."""

    @cached_property
    def claim(self) -> Claim:
        return claims.claim_of(self.cooperative, self.kwargs["claim"])

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.kwargs = kwargs
        if request.user.is_authenticated:
            _ = self.claim  # 404 before a form is looked at
        return super().dispatch(request, *args, **kwargs)


class ClaimView(ClaimMixin, FormView):
    """The answer; where the goods were to come back, what of them is good."""

    template_name = "seller/claim.html"

    @property
    def is_coming_back(self) -> bool:
        return self.claim.state == ClaimState.SEND_BACK

    def get_form_class(self) -> type:
        return UnitsForm if self.is_coming_back else AnswerForm

    def get_form_kwargs(self) -> dict:
        kwargs = {**super().get_form_kwargs(), "ask_by_hand": self.claim.part.order.is_cash}
        if self.is_coming_back:
            kwargs["rows"] = [(row.line, row.units) for row in self.claim.lines.all()]
        return kwargs

    def form_valid(self, form: AnswerForm | UnitsForm) -> HttpResponse:
        try:
            messages.success(self.request, self.answer(form))
        except ClaimMoved:
            messages.info(self.request, _("Nothing was changed: somebody has answered already."))
        except (RefundTooMuch, RefundNothing, WrongQuantity):
            messages.error(self.request, _("This money went back already. Nothing was changed."))
        return redirect("seller:claim", self.cooperative.slug, self.claim.pk)

    def answer(self, form: AnswerForm | UnitsForm) -> str:
        """Do it; returns what is said then."""
        who = {"claim_id": self.claim.pk, "by": self.request.user}
        by_hand = form.cleaned_data.get("by_hand", False)
        if self.is_coming_back:
            claim_received(**who, fit=form.units, by_hand=by_hand)
            return _("Thank you. The money goes back to the shopper.")
        answer, words = form.cleaned_data["answer"], form.cleaned_data["words"]
        if answer == "accept":
            claim_accept(**who, words=words, by_hand=by_hand)
        elif answer == "send_back":
            claim_send_back(**who, words=words)
        else:
            claim_refuse(**who, words=words)
        return _("Done. The shopper has been told.")

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            claim=self.claim,
            part=self.claim.part,
            is_coming_back=self.is_coming_back,
            may_answer=self.claim.state in (ClaimState.OPEN, ClaimState.SEND_BACK),
            has_photo=claims.has_photo(self.claim),
            **kwargs,
        )


class PhotoView(ClaimMixin, View):
    """The photo, to the members alone."""

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return HttpResponse(claims.photo_of(self.claim), content_type="image/jpeg")
