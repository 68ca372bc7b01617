"""The buyer's invoices, for who bought it or holds the order's link."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from marketplace.money.models import Paper
from marketplace.money.services.papers import AlreadyInvoiced, buyer_identify
from marketplace.pages.ice import ice_adds_up
from marketplace.pages.paper_views import PaperMakeView as MakeView
from marketplace.pages.paper_views import PaperView as OpenView
from marketplace.pages.papers import paper_or_404
from marketplace.pages.private import PrivateMixin
from marketplace.shop.order.tracking import order_by_link
from marketplace.storefront import papers
from marketplace.storefront.forms.papers import CompanyForm

from .voices import OrderLinkView, to_order


class OfOrder(PrivateMixin):
    """One invoice or credit note of this order; any other paper is not there."""

    def find(self) -> Paper:
        self.order = order_by_link(self.kwargs["number"], self.kwargs["secret"], self.request.user)
        return paper_or_404(papers.papers_of(self.order), self.kwargs["paper"])

    def back(self) -> HttpResponse:
        return to_order(self.order, self.kwargs["secret"], f"#papers-{self.paper.part_id}")


class PaperView(OfOrder, OpenView):
    """The PDF."""


class PaperMakeView(OfOrder, MakeView):
    """Make it in the reader's language."""


class CompanyView(OrderLinkView):
    """The invoices are for a company: its name, and its ICE if it wants it on them."""

    template_name = "storefront/company.html"
    form_class = CompanyForm

    def get_initial(self) -> dict:
        return papers.company_of(self.order)

    def form_valid(self, form: CompanyForm) -> HttpResponse:
        try:
            buyer_identify(order=self.order, **form.cleaned_data)
        except AlreadyInvoiced:
            form.add_error(None, _("An invoice of this order is written already: it cannot be changed."))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved. The invoices of this order will carry this name."))
        if not ice_adds_up(form.cleaned_data["ice"]):
            messages.warning(self.request, _("Look at the ICE again: its last two digits do not fit the others."))
        return self.to_order()
