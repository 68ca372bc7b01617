"""What shoppers write: a review, a question, a word about an order."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.pages.words import PlainField, words_field

SCORES = [(5, _("Very good")), (4, _("Good")), (3, _("Fair")), (2, _("Poor")), (1, _("Bad"))]


class ReviewForm(forms.Form):
    score = forms.TypedChoiceField(
        label=_("How many stars?"), choices=SCORES, coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one to five stars.")},
    )  # fmt: skip
    title = PlainField(label=_("In one line"), max_length=100, widget=forms.TextInput(attrs={"dir": "auto"}))
    body = words_field(_("Your words"), help_text=_("How does it taste, feel, last? What do you use it for?"))
    name = PlainField(
        label=_("Name shown beside it"), max_length=60, widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Everybody reads it: a first name is enough."),
    )  # fmt: skip


class AskForm(forms.Form):
    words = words_field(_("Your question"), rows=4)
    name = PlainField(
        label=_("Your name"), max_length=60, help_text=_("Shown with your question: a first name is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name", "dir": "auto"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your e-mail address"), help_text=_("For the answer only; nobody is shown it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )  # fmt: skip
    # A trap for programs that fill every field; people neither see nor reach it.
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off", "aria-hidden": "true"})
    )

    def __init__(self, *args, user=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if getattr(user, "pk", None):
            # Signed in: the answer goes where she is always told.
            del self.fields["email"]

    @property
    def is_trapped(self) -> bool:
        return bool(self.cleaned_data.get("website"))
