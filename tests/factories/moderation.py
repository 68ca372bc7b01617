"""What waits for the delegation, made through the services that members use."""

from datetime import timedelta

from django.utils import timezone

from catalogue.choices import State
from catalogue.models import Product, StagedEdit
from catalogue.services.listing import listing_edit
from cooperatives.models import Cooperative
from cooperatives.services.apply import Application, cooperative_apply
from marketplace.accounts.models import User
from marketplace.stories.models import Story
from marketplace.stories.services import story_draft, story_submit

from .catalogue import make_product
from .cooperatives import make_cooperative, make_member, make_user
from .places import make_city


def make_moderator(**fields) -> User:
    return make_user(is_moderator=True, **{"name": "Amina", **fields})


def make_application(*, by: User | None = None, **fields) -> Cooperative:
    """Sent just now, with its registration."""
    given = {
        "name": "Coopérative Tissir", "city": make_city(), "craft": "honey", "phone": "+212612345678",
        "registration_number": "12/345", "registration_court": "Marrakech",
    }  # fmt: skip
    return cooperative_apply(by=by or make_user(), application=Application(**{**given, **fields}))


def make_waiting_listing(title: str | None = None, *, hours: int = 0, **fields) -> Product:
    """hours: for how long it has been waiting. Its cooperative has a president."""
    cooperative = fields.pop("cooperative", None) or make_cooperative()
    make_member(cooperative)
    since = timezone.now() - timedelta(hours=hours)
    return make_product(title, cooperative=cooperative, state=State.SUBMITTED, submitted_at=since, **fields)


def make_edit(product: Product | None = None, *, by: User | None = None, **changes) -> StagedEdit:
    """A waiting change of a live listing; without changes, of its French title."""
    product = product or make_product()
    by = by or make_member(product.cooperative)
    return listing_edit(product_id=product.pk, by=by, changes=changes or {"title_fr": "Un autre titre"})


def make_waiting_story(cooperative: Cooperative | None = None, **titles) -> Story:
    """Submitted by the president of its cooperative."""
    cooperative = cooperative or make_cooperative()
    by = make_member(cooperative)
    title = titles or {"fr": "De huit à trente"}
    texts = {"title": title, "standfirst": {"fr": "En bref."}, "body": {"fr": "<p>Tout a commencé en 2008.</p>"}}
    story = story_draft(cooperative=cooperative, by=by, texts=texts)
    return story_submit(story_id=story.pk, by=by)
