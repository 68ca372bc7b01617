"""What the delegation does beside the market: support programmes, their cohorts, and what happened when.

Read only for the public. What was not published has no column filled: a date that nobody gave stays empty.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class PublishedQuerySet(models.QuerySet):
    """Rows that the public may read."""

    def published(self) -> PublishedQuerySet:
        """Those that are out, in the order of their pages."""
        return self.filter(is_published=True)


class EventQuerySet(PublishedQuerySet):
    """Events by what a page asks of them."""

    def newest_first(self) -> EventQuerySet:
        """By date, latest first; those whose date was not published come after, in the office's order."""
        return self.order_by(F("on").desc(nulls_last=True), "position", "pk")

    def about_province(self, province_id: str) -> EventQuerySet:
        """Those that took place there, or that a cooperative from there took part in."""
        mine = models.Q(province_id=province_id) | models.Q(cooperatives__province_id=province_id)
        return self.filter(mine).distinct()


class Programme(models.Model):
    """A way the delegation supports cooperatives over time."""

    class Kind(models.TextChoices):
        SUPPORT = "support", _("Support programme")
        VOLUNTEERING = "volunteering", _("Volunteering")

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=120)
    standfirst = models.CharField(_("standfirst"), max_length=400)
    body = models.TextField(_("body"), blank=True)
    eligibility = models.TextField(_("who may join"), blank=True)
    partner = models.CharField(_("partner"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_published = models.BooleanField(_("published"), default=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """One part of what a programme offers: an axis, a week."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=160)
    text = models.CharField(_("text"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["programme", "position"]
        constraints = [models.UniqueConstraint(fields=["programme", "position"], name="one_step_per_position")]

    def __str__(self) -> str:
        return self.title


class Cohort(models.Model):
    """Those who took part together: a phase, an edition. chosen_count is empty where no figure was published."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="cohorts")
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    chosen_count = models.PositiveIntegerField(_("cooperatives chosen"), null=True, blank=True)
    facts = models.TextField(_("facts"), blank=True)

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["programme", "pk"]

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """Something that happened, or a piece of news. `on` is empty where no date was published."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("Visit")
        INFORMATION_DAY = "information_day", _("Information day")
        TRAINING = "training", _("Training")
        SIGNING = "signing", _("Signing")
        LAUNCH = "launch", _("Launch")
        NEWS = "news", _("News")

    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=200)
    standfirst = models.CharField(_("standfirst"), max_length=400, blank=True)
    body = models.TextField(_("body"), blank=True)
    on = models.DateField(_("on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    province = models.ForeignKey(
        "places.Province", on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    programme = models.ForeignKey(Programme, on_delete=models.SET_NULL, null=True, blank=True, related_name="events")
    cooperatives = models.ManyToManyField("cooperatives.Cooperative", blank=True, related_name="events")
    position = models.PositiveSmallIntegerField(default=0)
    is_published = models.BooleanField(_("published"), default=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return self.title
