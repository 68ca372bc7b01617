"""A cooperative that wants to sell."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperatives.services.answer import (
    RegistrationMissing,
    cooperative_admit,
    cooperative_ask_changes,
    cooperative_refuse,
)
from marketplace.delegation.forms import AdmitForm, ApplicationNoForm
from marketplace.delegation.reading.application import ApplicationPage, application_page

from .item import CannotBe, Choice, ItemView


def _admit(pk: int, *, by, **data) -> None:
    try:
        cooperative_admit(cooperative_id=pk, by=by, **data)
    except RegistrationMissing:
        text = _("A cooperative sells only with its registration number and its court.")
        raise CannotBe("registration_number", text) from None


class ApplicationView(ItemView):
    template_name = "delegation/application.html"
    choices = (
        Choice(
            "admit", gettext_lazy("Admit"), "check", gettext_lazy("Admitted. Its members have been told."),
            AdmitForm, _admit, is_yes=True,
        ),
        Choice(
            "ask", gettext_lazy("Ask for changes"), "pencil", gettext_lazy("Sent back. Its members have been told."),
            ApplicationNoForm, lambda pk, **data: cooperative_ask_changes(cooperative_id=pk, **data),
        ),
        Choice(
            "refuse", gettext_lazy("Refuse"), "cross", gettext_lazy("Refused. Its members have been told."),
            ApplicationNoForm, lambda pk, **data: cooperative_refuse(cooperative_id=pk, **data),
        ),
    )  # fmt: skip

    def read(self, pk: int) -> ApplicationPage:
        return application_page(pk)

    def seen(self) -> datetime:
        return self.shown.cooperative.submitted_at

    def first_values(self) -> dict:
        names = ("registration_number", "registration_court")
        return {name: getattr(self.shown.cooperative, name) for name in names}
