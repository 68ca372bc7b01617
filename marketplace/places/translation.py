"""Columns of the places that exist in three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import City, Holiday, Province, Region, Zone


@register((Region, Zone, City, Holiday))
class NameOptions(TranslationOptions):
    fields = ("name",)


@register(Province)
class ProvinceOptions(TranslationOptions):
    fields = ("name", "known_for")
