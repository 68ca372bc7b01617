"""The papers of a cooperative: its invoices, the slip of a parcel, and the numbers that stand on them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import FormView, TemplateView

from marketplace.money.models import Paper
from marketplace.money.services.papers import slip_write
from marketplace.money.services.tax import tax_identity_save
from marketplace.pages.ice import ice_adds_up
from marketplace.pages.paper_views import PaperMakeView as MakeView
from marketplace.pages.paper_views import PaperView as OpenView
from marketplace.pages.papers import paper_or_404
from marketplace.seller import papers
from marketplace.seller.forms_papers import IdentityForm
from marketplace.shop.order.models import Parcel

from .base import PartMixin, SellerMixin


class PapersView(SellerMixin, TemplateView):
    """All that the accountant asks for, the newest first."""

    template_name = "seller/papers.html"

    def get_context_data(self, **kwargs) -> dict:
        page = papers.page_of(self.cooperative, self.request.GET.get("page"))
        identity = papers.identity_of(self.cooperative)
        return super().get_context_data(page=page, identity=identity, **kwargs)


class OfCooperative(SellerMixin):
    """One paper of this cooperative; another's is not there."""

    def find(self) -> Paper:
        return paper_or_404(Paper.objects.of(self.cooperative), self.kwargs["paper"])

    def back(self) -> HttpResponse:
        """To the order that it is about, else to the list."""
        if self.paper.part_id:
            return redirect("seller:order", self.cooperative.slug, self.paper.part_id)
        return redirect("seller:papers", self.cooperative.slug)


class PaperView(OfCooperative, OpenView):
    """The PDF."""


class PaperMakeView(OfCooperative, MakeView):
    """Make it in the reader's language."""


class SlipPaperView(PartMixin, View):
    """The packing slip as a PDF, of a parcel or of what is still to be sent."""

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Back from signing in: the button is on the order's page."""
        return self.to_part()

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            slip_write(part=self.part, parcel_id=self.kwargs.get("parcel"), language=get_language())
        except Parcel.DoesNotExist:
            raise Http404 from None
        return self.to_part()


class IdentityView(SellerMixin, FormView):
    """The numbers that the law wants on an invoice."""

    template_name, form_class = "seller/papers_identity.html", IdentityForm

    def get_initial(self) -> dict:
        return papers.identity_of(self.cooperative)

    def form_valid(self, form: IdentityForm) -> HttpResponse:
        tax_identity_save(cooperative=self.cooperative, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Saved. Your next invoices carry these numbers."))
        if not ice_adds_up(form.cleaned_data["ice"]):
            messages.warning(self.request, _("Look at the ICE again: its last two digits do not fit the others."))
        return redirect("seller:papers", self.cooperative.slug)

    def form_invalid(self, form: IdentityForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
