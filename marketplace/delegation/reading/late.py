"""Orders that their cooperatives have not accepted in time."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count

from marketplace.delegation.waiting import Age, age_of
from marketplace.shop.order.models import CooperativeOrder

PER_PAGE = 30


@dataclass(frozen=True)
class LateOrder:
    """A part that nobody accepted. age: how long its time has been over; goods: how many products are in it."""

    part: CooperativeOrder
    age: Age
    goods: int

    @property
    def hours(self) -> int:
        """Whole hours over, at least one."""
        return max(self.age.hours, 1)


def late_page(number: str | None) -> Page:
    """The longest overdue first."""
    parts = CooperativeOrder.objects.late().select_related("order", "cooperative__province")
    page = Paginator(parts.annotate(goods=Count("lines")).order_by("accept_by", "pk"), PER_PAGE).get_page(number)
    page.object_list = [LateOrder(part, age_of(part.accept_by), part.goods) for part in page.object_list]
    return page
