"""Columns of programmes and events that exist in three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Cohort, Event, Programme, Step


@register(Programme)
class ProgrammeOptions(TranslationOptions):
    fields = ("name", "standfirst", "body", "eligibility", "partner")


@register(Step)
class StepOptions(TranslationOptions):
    fields = ("title", "text")


@register(Cohort)
class CohortOptions(TranslationOptions):
    fields = ("name", "facts")


@register(Event)
class EventOptions(TranslationOptions):
    fields = ("title", "standfirst", "body", "place")
