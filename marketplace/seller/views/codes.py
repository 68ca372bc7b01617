"""A cooperative's own vouchers. It bears what they take off, so only its president makes and ends them."""

from __future__ import annotations

from cooperatives.models import Cooperative, Membership
from marketplace.pages.codes import CodeEndMixin, CodesMixin

from .base import SellerMixin


class OwnCodes:
    """Before the shared mixins: the codes are those of the member's cooperative."""

    list_name = "seller:codes"

    @property
    def owner(self) -> Cooperative:
        return self.cooperative

    @property
    def may_make(self) -> bool:
        return self.membership.role == Membership.Role.PRESIDENT


class CodesView(OwnCodes, SellerMixin, CodesMixin):
    template_name = "seller/codes.html"


class CodeEndView(OwnCodes, SellerMixin, CodeEndMixin):
    template_name = "seller/code_end.html"
