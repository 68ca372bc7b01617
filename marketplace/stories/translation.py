"""Columns of a story that exist in three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Story, StoryFact, StoryPicture


@register(Story)
class StoryOptions(TranslationOptions):
    fields = ("title", "standfirst", "body")


@register(StoryFact)
class StoryFactOptions(TranslationOptions):
    fields = ("label", "value")


@register(StoryPicture)
class StoryPictureOptions(TranslationOptions):
    fields = ("caption",)
