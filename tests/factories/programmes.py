from itertools import count

from marketplace.programmes.models import Cohort, Event, Programme, Step

_numbers = count(1)


def make_programme(code: str | None = None, **fields) -> Programme:
    """Published, with one step."""
    code = code or f"programme-{next(_numbers)}"
    name = code.title()
    texts = {"name_fr": name, "name_ar": f"برنامج {code}", "name_en": name, "standfirst_fr": "Pour commencer."}
    programme = Programme.objects.create(code=code, **{"kind": "support", **texts, **fields})
    Step.objects.create(programme=programme, position=1, title_fr="Un diagnostic")
    return programme


def make_cohort(programme: Programme, **fields) -> Cohort:
    return Cohort.objects.create(programme=programme, code=f"cohort-{next(_numbers)}", **{"name_fr": "Phase", **fields})


def make_event(slug: str | None = None, **fields) -> Event:
    """Published, without a date."""
    slug = slug or f"event-{next(_numbers)}"
    texts = {"title_fr": slug.title(), "title_ar": f"حدث {slug}", "title_en": slug.title()}
    return Event.objects.create(slug=slug, **{"kind": "visit", **texts, **fields})
