"""What the four kinds of the queue share: read it, decide once; whoever comes second is told and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from catalogue.services.errors import Stale as GoodsStale
from catalogue.services.errors import WrongState
from cooperatives.services.life import MoveNotAllowed, Stale
from marketplace.delegation.access import ModeratorMixin
from marketplace.delegation.reading.trail import last_person


@dataclass(frozen=True)
class Choice:
    """One way to decide. code: of the button; done: said afterwards; act(pk, by, **the form's data) does it."""

    code: str
    label: str
    icon: str
    done: str
    form: type[forms.Form]
    act: Callable[..., object]
    is_yes: bool = False


class CannotBe(Exception):
    """What was filled in does not do. field: of the form; text: what to say beside it."""

    def __init__(self, field: str, text: str):
        self.field, self.text = field, text
        super().__init__(text)


class ItemView(ModeratorMixin, TemplateView):
    """One thing that waits. read(pk): what the page shows (thing, is_waiting, standing)."""

    kind = ""
    choices: tuple[Choice, ...] = ()

    def read(self, pk: int):
        raise NotImplementedError

    def seen(self):
        """The moment of what is shown: it goes into the forms and comes back with the decision."""
        raise NotImplementedError

    def first_values(self) -> dict:
        """What the forms begin with."""
        return {}

    @cached_property
    def shown(self):
        return self.read(self.kwargs["pk"])

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.shown.is_waiting else self.decided_already()

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not self.shown.is_waiting:
            return self.decided_already()
        choice = next((each for each in self.choices if each.code == request.POST.get("decision")), None)
        if choice is None:
            return redirect(request.path)
        form = choice.form(request.POST, prefix=choice.code)
        return self._decide(choice, form) if form.is_valid() else self._again(choice, form)

    def _decide(self, choice: Choice, form: forms.Form) -> HttpResponse:
        try:
            choice.act(self.kwargs["pk"], by=self.request.user, **form.cleaned_data)
        except CannotBe as error:
            form.add_error(error.field, error.text)
            return self._again(choice, form)
        except (MoveNotAllowed, WrongState):
            return self.decided_already()
        except (Stale, GoodsStale):
            messages.warning(self.request, _("It was changed while you were reading. Nothing was decided: look again."))
            return redirect(self.request.path)
        messages.success(self.request, choice.done)
        return self.to_queue()

    def decided_already(self) -> HttpResponse:
        """Somebody was here first, or a link is old: say who and what, change nothing."""
        now = self.read(self.kwargs["pk"])
        values = {"who": last_person(now.thing), "state": now.standing}
        text = _("%(who)s was here first: it is “%(state)s” now.") if values["who"] else _("It is “%(state)s” now.")
        messages.info(self.request, text % values + " " + _("You changed nothing."))
        return self.to_queue()

    def to_queue(self) -> HttpResponse:
        return redirect(reverse("delegation:queue"))

    def _again(self, choice: Choice, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(bound={choice.code: form}), status=422)

    def get_context_data(self, *, bound: dict[str, forms.Form] | None = None, **kwargs) -> dict:
        first = {"seen": self.seen().isoformat(), **self.first_values()}
        pairs = [
            (choice, (bound or {}).get(choice.code) or choice.form(prefix=choice.code, initial=first))
            for choice in self.choices
        ]
        return super().get_context_data(shown=self.shown, choices=pairs, **kwargs)
