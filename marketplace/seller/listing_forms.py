"""Forms of a listing: one for each of its pages. `changes` is what the catalogue's services are given."""

from __future__ import annotations

import html
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.html import strip_tags
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from catalogue.choices import Allergen
from catalogue.columns import LANGUAGES
from marketplace.pages.numbers import NumberField, number_shown

from .kinds import class_for, kinds, usual_sizes
from .listings import Sheet
from .sizes import AMOUNT_UNITS, in_base_unit, labels_of, size_text

# What a label can well promise the absence of.
_PROMISED = ("gluten", "milk", "eggs", "nuts", "peanuts", "soy", "sesame")
_TOGGLES = forms.CheckboxSelectMultiple


class SheetForm(forms.Form):
    """A form that begins with what the member wants so far. columns: names of fields that are columns too."""

    def __init__(self, *args, sheet: Sheet, **kwargs) -> None:
        self.sheet = sheet
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Add fields and first values."""

    @property
    def changes(self) -> dict[str, Any]:
        """Of a valid form: columns and their wanted values."""
        return dict(self.cleaned_data)

    def stepper(self, *, step: int) -> forms.NumberInput:
        attrs = {"inputmode": "numeric", "dir": "ltr", "step": step, "class": "stepper-input"}
        return forms.NumberInput(attrs=attrs)


class KindForm(SheetForm):
    """What it is: one picture to press."""

    category = forms.ChoiceField(
        label=_("What is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Press the picture that fits best.")},
    )

    def prepare(self) -> None:
        self.kinds = kinds()
        self.fields["category"].choices = [(kind.code, kind.name) for kind in self.kinds]
        self.fields["category"].initial = self.sheet.wanted("category")

    @property
    def options(self) -> list[tuple]:
        """(radio button, icon)."""
        return [(option, kind.icon) for option, kind in zip(self["category"], self.kinds, strict=True)]

    @property
    def changes(self) -> dict[str, Any]:
        category = self.cleaned_data["category"]
        code = class_for(category)
        return {"category": category, **({"product_class": code} if code else {})}


class WordsInLanguages(SheetForm):
    """Texts in the member's own language first; the others may stay empty. texts: column -> field."""

    def texts(self) -> dict[str, forms.CharField]:
        raise NotImplementedError

    def prepare(self) -> None:
        self.mine = get_language() or "fr"
        self.order = [self.mine, *(code for code in LANGUAGES if code != self.mine)]
        for language in self.order:
            for column, field in self.texts().items():
                name = f"{column}_{language}"
                field.required = False
                field.initial = html.unescape(strip_tags(self.sheet.wanted(name) or ""))
                field.widget.attrs |= {"lang": language, "dir": "auto"}
                self.fields[name] = field

    @property
    def own(self) -> list[BoundField]:
        """Fields in the member's language."""
        return [self[f"{column}_{self.mine}"] for column in self.texts()]

    @property
    def others(self) -> Iterator[tuple[str, list[BoundField]]]:
        """(name of a language in that language, its fields)."""
        for language in self.order[1:]:
            name = get_language_info(language)["name_local"]
            yield name, [self[f"{column}_{language}"] for column in self.texts()]

    @property
    def is_said_elsewhere(self) -> bool:
        """Whether the other languages' fields hold anything, or are wrong."""
        return any(field.value() or field.errors for _name, fields in self.others for field in fields)


class WordsForm(WordsInLanguages):
    """The name, and a few words."""

    def texts(self) -> dict[str, forms.CharField]:
        found = {
            "title": forms.CharField(
                label=_("Name of the product"),
                max_length=90,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("As on the label: what it is, and what is special about it."),
            ),
            "description": forms.CharField(
                label=_("A few words"),
                max_length=3000,
                widget=forms.Textarea(attrs={"rows": 5}),
                help_text=_("How is it made? What does it taste or feel like? Two sentences are enough."),
            ),
        }
        if not self.sheet.is_eaten:
            found["care"] = forms.CharField(label=_("How to care for it"), max_length=300)
        return found

    def prepare(self) -> None:
        """A name in her language, unless there is one in another."""
        super().prepare()
        name = self.fields[f"title_{self.mine}"]
        name.required = not any(self.sheet.wanted(f"title_{language}") for language in self.order[1:])
        name.error_messages["required"] = _("Write the name of the product.")

    @property
    def changes(self) -> dict[str, Any]:
        """Names are one line."""
        found = super().changes
        return {name: " ".join(text.split()) if name.startswith("title") else text for name, text in found.items()}


class ContentsForm(WordsInLanguages):
    """Ingredients and allergens of what is eaten, and the papers that it may show."""

    def texts(self) -> dict[str, forms.CharField]:
        if not self.sheet.is_eaten:
            return {}
        return {
            "ingredients": forms.CharField(
                label=_("Ingredients"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("All of them, the greatest part first."),
            ),
            "storage": forms.CharField(label=_("How to keep it"), max_length=290),
        }  # fmt: skip

    def prepare(self) -> None:
        super().prepare()
        if self.sheet.is_eaten:
            self._toggles("allergens", _("Does it contain any of these?"), Allergen.choices,
                          _("Press all that are in it. Nothing pressed means: none of these."))  # fmt: skip
            self._toggles("may_contain", _("Could there be traces of these?"), Allergen.choices,
                          _("When the same room or mill also works them."))  # fmt: skip
            promised = [(code, Allergen(code).label) for code in _PROMISED]
            self._toggles("free_from", _("Is it sold as free from one of these?"), promised,
                          _("Only when the cooperative can prove it."))  # fmt: skip
        if papers := self.sheet.certificates:
            choices = [(str(paper.pk), str(paper)) for paper in papers]
            self._toggles("certificates", _("Which of your papers hold for this product?"), choices, "")

    def _toggles(self, name: str, label: str, choices: list, help_text: str) -> None:
        initial = [str(value) for value in self.sheet.wanted(name)]
        self.fields[name] = forms.MultipleChoiceField(
            label=label, choices=choices, initial=initial, help_text=help_text, required=False, widget=_TOGGLES
        )

    @property
    def toggles(self) -> list[BoundField]:
        return [self[name] for name in ("allergens", "certificates") if name in self.fields]

    @property
    def more(self) -> list[BoundField]:
        """Asked only of those who open it."""
        return [self[name] for name in ("may_contain", "free_from") if name in self.fields]

    @property
    def is_more_said(self) -> bool:
        return any(field.value() or field.errors or hasattr(field.field, "asked") for field in self.more)

    def clean(self) -> dict:
        cleaned = super().clean()
        contained = {*cleaned.get("allergens", ()), *cleaned.get("may_contain", ())}
        if both := [Allergen(code).label for code in cleaned.get("free_from", ()) if code in contained]:
            text = _("You say both: it contains %(name)s, and it is free from it.")
            self.add_error("free_from", text % {"name": both[0]})
        return cleaned


class SizeForm(SheetForm):
    """How much is in one, and what it weighs packed."""

    size = forms.ChoiceField(
        label=_("How much is in one?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Press the size that fits, or “Another size”.")},
    )
    amount = NumberField(label=_("How much?"), least=Decimal("0.01"), most=Decimal(1_000_000), required=False)
    unit = forms.ChoiceField(label=_("Unit"), choices=AMOUNT_UNITS, required=False)
    measures = forms.CharField(
        label=_("Size in words"),
        max_length=50,
        required=False,
        help_text=_("Such as 120 × 80 cm. Leave it empty when it has no size."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    weight_g = forms.IntegerField(
        label=_("Weight with its packing, in grams"),
        help_text=_("Put one on the scale as you send it. 1 kg is 1000 g."),
        min_value=1,
        max_value=100_000,
        error_messages={
            "required": _("Write what one weighs with its packing."),
            "invalid": _("Write whole grams, such as 1050."),
            "min_value": _("Write a number above zero."),
            "max_value": _("At most 100 kg: write grams."),
        },
    )

    def prepare(self) -> None:
        quantity, unit = self.sheet.wanted("net_quantity"), self.sheet.wanted("net_unit")
        usual = [*usual_sizes(self.sheet.class_code)]
        if ("piece", 1) not in usual:
            usual.append(("piece", 1))
        choices = [(f"{one}:{number}", size_text(Decimal(number), one)) for one, number in usual]
        self.fields["size"].choices = [*choices, ("other", _("Another size"))]
        self.fields["weight_g"].widget = self.stepper(step=50)
        self.fields["weight_g"].initial = self.sheet.wanted("weight_g") or None
        if not self.sheet.needs_parcel:
            del self.fields["weight_g"]
        self._begin(Decimal(quantity) if quantity else None, unit)

    def _begin(self, quantity: Decimal | None, unit: str) -> None:
        """The size so far: one of the usual, or another."""
        self.fields["unit"].initial = "g"
        if unit == "piece" and (self.sheet.wanted("weight_g") or quantity):
            self.fields["measures"].initial = self.sheet.wanted(f"size_label_{get_language()}")
        if quantity:
            code = f"{unit}:{quantity:f}"
            known = code in dict(self.fields["size"].choices)
            self.fields["size"].initial = code if known else "other"
            if not known:
                self.fields["amount"].initial = number_shown(quantity, get_language() or "fr")
                self.fields["unit"].initial = unit

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("size") == "other" and not cleaned.get("amount") and "amount" not in self.errors:
            self.add_error("amount", _("Write how much is in one."))
        if not self.errors:
            quantity, unit = self._quantity()
            if unit == "g" and cleaned.get("weight_g", quantity) < quantity:
                self.add_error("weight_g", _("With its packing it weighs at least as much as what is in it."))
        return cleaned

    def _quantity(self) -> tuple[Decimal, str]:
        data = self.cleaned_data
        if data["size"] == "other":
            return in_base_unit(data["amount"], data["unit"] or "g")
        unit, number = data["size"].split(":")
        return Decimal(number), unit

    @property
    def changes(self) -> dict[str, Any]:
        data, (quantity, unit) = self.cleaned_data, self._quantity()
        labels = labels_of(quantity, unit, measures=data["measures"])
        weight = {"weight_g": data["weight_g"]} if "weight_g" in data else {}
        return {"net_quantity": quantity, "net_unit": unit, **labels, **weight}
