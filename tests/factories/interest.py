from datetime import datetime

from catalogue.models import Decision, Product
from cooperatives.models import Cooperative

from .catalogue import make_product
from .cooperatives import make_user


def make_new_listing(cooperative: Cooperative, *, at: datetime, title: str | None = None) -> Product:
    """A live listing that the delegation accepted at this moment."""
    listing = make_product(title, cooperative=cooperative)
    Decision.objects.create(product=listing, made_by=make_user(), accepted=True, made_at=at)
    return listing
