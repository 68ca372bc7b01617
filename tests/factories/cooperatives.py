from itertools import count

from cooperatives.models import Cooperative, Membership
from marketplace.accounts.models import User

from .places import make_city

_numbers = count(1)


def make_user(email: str | None = None, **fields) -> User:
    number = next(_numbers)
    email = email or f"person{number}@example.com"
    return User.objects.create_user(email, "souk-taawon-2026", name=fields.pop("name", f"Person {number}"), **fields)


def make_cooperative(slug: str | None = None, **fields) -> Cooperative:
    """Admitted, in Marrakech, couscous; names follow the slug."""
    slug = slug or f"cooperative-{next(_numbers)}"
    city = fields.pop("city", None) or make_city()
    name = slug.replace("-", " ").title()
    defaults = {
        "name_fr": name, "name_ar": f"تعاونية {slug}", "name_en": name, "craft": "couscous",
        "status": Cooperative.Status.ADMITTED, "city": city, "province": city.province,
    }  # fmt: skip
    return Cooperative.objects.create(slug=slug, **{**defaults, **fields})


def make_member(cooperative: Cooperative, *, role: str = "president", user: User | None = None) -> User:
    user = user or make_user()
    Membership.objects.create(user=user, cooperative=cooperative, role=role)
    return user
