"""No table about a person is forgotten: a package that adds one says what she gets of it, and what happens to it."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import models

from marketplace.accounts.models import User
from marketplace.mydata.registry import Part, leave_out, parts, register, spoken_of

# Columns that hold how a person is reached, or who she is, without pointing at her.
CONTACT = re.compile(r"(^|_)(e?mail|phone|phone_number|telephone|address|recipient|customer_name)$")


def about_persons() -> set[str]:
    """Every column of every table that points at a user, or holds a contact of somebody."""
    found = set()
    for model in apps.get_models():
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            points = field.related_model is User
            texts = isinstance(field, models.EmailField) or (
                isinstance(field, models.CharField | models.TextField) and CONTACT.search(field.name)
            )
            if points or texts:
                found.add(f"{model._meta.label}.{field.name}")
    return found


def test_every_column_about_a_person_is_handed_to_her_or_left_out_with_a_reason():
    forgotten = about_persons() - set(spoken_of())
    assert not forgotten, f"say in a mydata.py what she gets of it and what happens to it: {sorted(forgotten)}"


def test_nothing_is_spoken_of_that_is_not_there():
    tables = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in [*model._meta.fields, *model._meta.many_to_many]
    }
    assert set(spoken_of()) <= tables


def test_every_part_says_what_goes_or_why_it_stays():
    assert len(parts()) >= 14
    for part in parts():
        assert part.erase or part.kept, part.name
        assert part.columns, part.name


def test_a_part_that_neither_goes_nor_says_why_is_refused():
    with pytest.raises(ValueError, match="does not say why"):
        register(Part(name="nothing", columns=(), export=lambda user: []))


def test_a_reason_is_always_given():
    leave_out([], reason="nothing")
    assert all(spoken_of().values())
