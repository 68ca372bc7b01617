"""The market's own vouchers, which the market pays for."""

from __future__ import annotations

from marketplace.delegation.access import ModeratorMixin
from marketplace.pages.codes import CodeEndMixin, CodesMixin


class CodesView(ModeratorMixin, CodesMixin):
    template_name, list_name = "delegation/codes.html", "delegation:codes"


class CodeEndView(ModeratorMixin, CodeEndMixin):
    template_name, list_name = "delegation/code_end.html", "delegation:codes"
