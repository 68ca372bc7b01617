"""Forms about what a person wants to be told, and about her going."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.fields import EmailField
from marketplace.accounts.models import User
from marketplace.outbox.kinds import topics


class AlertForm(forms.Form):
    """Where a guest is told that something is there again."""

    email = EmailField(help_text=_("One message when it is there again, nothing else."))


class WishesForm(forms.Form):
    """The language of messages, and a switch for each topic that may be stopped."""

    language = forms.ChoiceField(
        label=_("Language of my messages"),
        choices=User._meta.get_field("language").choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for topic, label in topics().items():
            self.fields[topic] = forms.BooleanField(label=label, required=False)


class CloseForm(forms.Form):
    """Not by mistake."""

    sure = forms.BooleanField(
        label=_("I have read this, and I want my account to be deleted for good."),
        error_messages={"required": _("Tick this box if you want your account to be deleted.")},
    )
