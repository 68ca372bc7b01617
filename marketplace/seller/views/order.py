"""One part of an order, and its packing slip."""

from __future__ import annotations

from django.views.generic import TemplateView

from marketplace.money.part_money import part_money
from marketplace.seller import pages, papers, standing
from marketplace.seller.claims import may_give_back, parcels_of, refunds_of
from marketplace.seller.timeline import steps_of
from marketplace.seller.voices import unread_about

from .base import PartMixin


class OrderView(PartMixin, TemplateView):
    """What was ordered, where it goes, what to do next."""

    template_name = "seller/order.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            money=part_money(self.part),
            said=unread_about(self.part),
            papers=papers.of_part(self.part),
            recipient=pages.recipient_of(self.part),
            steps=steps_of(self.part),
            can_decline=standing.can_decline(self.part),
            parcels=parcels_of(self.part),
            refunds=refunds_of(self.part),
            may_give_back=may_give_back(self.part),
            is_partly_sent=standing.is_partly_sent(self.part),
            **kwargs,
        )


class SlipView(PartMixin, TemplateView):
    """The paper that lies in a parcel or sticks on it."""

    template_name = "seller/slip.html"

    def get_context_data(self, **kwargs) -> dict:
        slip = pages.slip_of(self.part, self.kwargs.get("parcel"))
        return super().get_context_data(slip=slip, recipient=pages.recipient_of(self.part))
