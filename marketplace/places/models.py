"""Regions, provinces, cities, delivery zones and holidays: reference data, loaded by `load.py` from `data/`.

A city is always picked from this list, never typed: carriers match their own Latin spelling of it, and one
code carries the French, Arabic and English name.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    """One of the 12 regions. code: ISO 3166-2, such as MA-07."""

    code = models.CharField(max_length=8, primary_key=True)
    name = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self) -> str:
        return self.name


class Province(models.Model):
    """A province or prefecture. code: ISO 3166-2 where there is one, such as MA-ESI."""

    code = models.CharField(max_length=8, primary_key=True)
    slug = models.SlugField(max_length=60, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="provinces")
    name = models.CharField(max_length=80)
    known_for = models.CharField(max_length=200, blank=True)
    # Which regional delegation of the office serves it; empty where this market need not know.
    delegation = models.SlugField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")

    def __str__(self) -> str:
        return self.name


class Zone(models.Model):
    """A group of cities that carriers price alike."""

    code = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("delivery zone")
        verbose_name_plural = _("delivery zones")

    def __str__(self) -> str:
        return self.name


class City(models.Model):
    """A city or town that parcels go to. sort_key is filled per language: PostgreSQL has no ICU here."""

    code = models.SlugField(max_length=60, primary_key=True)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="cities")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="cities")
    postal_code = models.CharField(max_length=5, blank=True)
    name = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")

    def __str__(self) -> str:
        return self.name


class Holiday(models.Model):
    """A day without parcels. Lunar days are announced late, hence a table that the office edits."""

    date = models.DateField(primary_key=True)
    name = models.CharField(max_length=120)
    is_lunar = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("public holiday")
        verbose_name_plural = _("public holidays")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.name}"


def add_working_days(*, start: date, days: int, holidays: frozenset[date]) -> date:
    """The date `days` working days after `start`; Sundays and holidays do not count (facts of the trade)."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() != 6 and day not in holidays:
            days -= 1
    return day
