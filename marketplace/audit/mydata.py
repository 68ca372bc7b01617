"""What a person decided."""

from marketplace.mydata.registry import Part, register

from .models import Entry

register(
    Part(
        name="decisions",
        columns=("audit.Entry.who",),
        export=lambda user: list(Entry.objects.filter(who=user).order_by("pk").values("at", "what", "about", "why")),
        kept="Decisions are papers of the market: they stay, by an account without a name.",
    )
)
