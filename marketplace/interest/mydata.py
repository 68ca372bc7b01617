"""What a person likes, follows and waits for."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from marketplace.mydata.registry import Part, register

from .models import Favourite, Follow, StockAlert


def _favourites(user) -> list[dict]:
    rows = Favourite.objects.of(user).select_related("product")
    return [{"product": row.product.title, "since": row.added_at} for row in rows]


def _alerts_of(user) -> QuerySet[StockAlert]:
    proved = user.emailaddress_set.filter(verified=True).values("email")
    return StockAlert.objects.filter(Q(user=user) | Q(address__in=proved)).select_related("product__parent")


def _alerts(user) -> list[dict]:
    return [
        {"product": row.product.listing.title, "size": row.product.size_label or "", "asked_at": row.asked_at}
        for row in _alerts_of(user).order_by("pk")
    ]


register(
    Part(
        name="favourites",
        columns=("interest.Favourite.user",),
        export=_favourites,
        erase=lambda user: Favourite.objects.filter(user=user).delete(),
    )
)
register(
    Part(
        name="followed_cooperatives",
        columns=("interest.Follow.user",),
        export=lambda user: [
            {"cooperative": row.cooperative.name, "since": row.since} for row in Follow.objects.of(user)
        ],
        erase=lambda user: Follow.objects.filter(user=user).delete(),
    )
)
register(
    Part(
        name="waited_for",
        columns=("interest.StockAlert.user", "interest.StockAlert.address"),
        export=_alerts,
        erase=lambda user: _alerts_of(user).delete(),
    )
)
