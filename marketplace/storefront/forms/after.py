"""Forms about goods that arrived, and money that comes back."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalogue.pictures import ACCEPT, PictureRefused
from marketplace.money.claim_choices import ClaimKind
from marketplace.money.claiming import Claimable
from marketplace.money.rib import RibWrong, rib_read
from marketplace.money.services.claim import photo_clean
from marketplace.pages.giving import UnitsMixin
from marketplace.pages.words import PlainField, UncutTextarea

_ICONS = {
    ClaimKind.CHANGED_MIND: "undo",
    ClaimKind.DAMAGED: "fragile",
    ClaimKind.MISSING: "box",
    ClaimKind.NOT_AS_DESCRIBED: "eye",
}


class RibField(forms.CharField):
    """A bank account: 24 digits whose last two check the others."""

    def __init__(self, **more) -> None:
        more.setdefault("label", _("Your bank account (RIB)"))
        more.setdefault("help_text", _("24 digits: they are on your cheque book and in your bank's application."))
        super().__init__(max_length=60, **more)
        self.widget.attrs |= {"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value: str) -> str:
        value = super().clean(value)
        if not value:
            return ""
        try:
            return rib_read(value)
        except RibWrong:
            raise ValidationError(_("This is no RIB: look at the 24 digits again, one is missing or wrong.")) from None


class AccountForm(forms.Form):
    """Where a refund is to be sent."""

    rib = RibField()


class ClaimForm(UnitsMixin, forms.Form):
    """What is it, of what, in her words, with a photo."""

    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    words = PlainField(
        label=_("In your words"),
        required=False,
        max_length=600,
        widget=UncutTextarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("The cooperative and the delegation read this."),
    )
    photo = forms.FileField(
        label=_("A photo"),
        required=False,
        help_text=_("It shows at once what is wrong."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    rib = RibField(required=False)

    def __init__(self, *args, kinds: list[str], rows: Iterable[Claimable], ask_rib: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, ClaimKind(kind).label) for kind in kinds]
        if not ask_rib:
            del self.fields["rib"]
        given = [(row.line, row.units) for row in rows]
        self.add_units(given, start_full=len(given) == 1)

    def clean_photo(self) -> bytes | None:
        """The photo as it is kept: smaller, and without the place where it was taken."""
        upload = self.cleaned_data["photo"]
        if not upload:
            return None
        try:
            return photo_clean(upload)
        except PictureRefused as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("kind") not in (None, ClaimKind.CHANGED_MIND) and not cleaned.get("words"):
            self.add_error("words", _("Say in a few words what is wrong."))
        if self.given and not any(cleaned.get(f"units_{line.pk}", 1) for line, _units in self.given):
            self.add_error(f"units_{self.given[0][0].pk}", _("How many pieces is it about?"))
        return cleaned

    @property
    def choices(self) -> list[tuple]:
        """(radio button, icon)."""
        return [(option, _ICONS[ClaimKind(option.data["value"])]) for option in self["kind"]]
