"""The seller's day, and all orders of a cooperative."""

from __future__ import annotations

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from cooperatives.access import cooperatives_of
from marketplace.pages.private import PrivateMixin
from marketplace.seller import pages
from marketplace.seller.claims import claims_waiting
from marketplace.seller.listings import to_change_count
from marketplace.seller.voices import waiting_of

from .base import SellerMixin


class IndexView(PrivateMixin, LoginRequiredMixin, TemplateView):
    """To the one cooperative of this member, or a choice of several."""

    template_name = "seller/index.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        cooperatives = cooperatives_of(request.user)
        if len(cooperatives) == 1:
            return redirect("seller:home", cooperatives[0].slug)
        return self.render_to_response(self.get_context_data(cooperatives=cooperatives))


class HomeView(SellerMixin, TemplateView):
    """What is to be done today, oldest first."""

    template_name = "seller/home.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            tiles=pages.tiles_of(self.cooperative),
            to_change=to_change_count(self.cooperative),
            page=pages.to_do_page(self.cooperative, self.request.GET.get("page")),
            to_answer=sum(waiting_of(self.cooperative).values()),
            claims=claims_waiting(self.cooperative),
            hour=pages.greeting_hour(),
            **kwargs,
        )


class OrdersView(SellerMixin, TemplateView):
    """All orders of the cooperative, by status or by number."""

    template_name = "seller/orders.html"

    def get_context_data(self, **kwargs) -> dict:
        status, asked = self.request.GET.get("status", ""), self.request.GET.get("q", "").strip()[:40]
        page = pages.orders_page(self.cooperative, status=status, asked=asked, number=self.request.GET.get("page"))
        return super().get_context_data(page=page, status=status, asked=asked, filters=pages.FILTERS.items(), **kwargs)
