"""Columns of a cooperative that exist in three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Cooperative


@register(Cooperative)
class CooperativeOptions(TranslationOptions):
    fields = ("name", "tagline", "about", "members_note", "story_title", "address")
