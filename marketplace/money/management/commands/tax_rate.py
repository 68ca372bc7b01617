"""A tax rate that the office confirmed: `tax_rate class oil 2000 2027-01-01 Huiles`; without words, all of them."""

from __future__ import annotations

from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError

from marketplace.money.models import TaxRate
from marketplace.money.services.tax import tax_rate_set


class Command(BaseCommand):
    help = "Lists the tax rates, or sets one from a day on. Orders placed before keep theirs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("scope", nargs="?", choices=TaxRate.Scope.values)
        parser.add_argument(
            "target", nargs="?", help="code of the class or category, number of the product; - for none"
        )
        parser.add_argument("rate_bps", nargs="?", type=int, help="basis points: 2000 = 20 %%")
        parser.add_argument("since", nargs="?", type=date.fromisoformat, help="first day, such as 2027-01-01")
        parser.add_argument("name", nargs="?", help="what the office calls it")
        parser.add_argument("--mention-like", metavar="CODE", help="exempt (0): with the words of this class's rate")

    def handle(self, *args, scope: str | None, name: str | None, **options) -> None:
        if scope and not name:
            raise CommandError("Say all five: scope, target, basis points, first day, name.")
        if scope:
            self._set(scope, name, **options)
        for rate in TaxRate.objects.order_by("scope", "code", "product", "-since"):
            words = f"{rate.scope:<9}{rate.code or rate.product_id or '-':<20}{rate.rate_bps / 100:>6} %  {rate.since}"
            self.stdout.write(f"{words}  {rate.name}{'' if rate.confirmed else '  (to be confirmed)'}")

    def _set(self, scope: str, name: str, *, target: str, rate_bps: int, since: date, mention_like, **options) -> None:
        like = TaxRate.objects.filter(scope="class", code=mention_like).order_by("-since").first()
        try:
            tax_rate_set(
                scope=scope, target="" if target == "-" else target, rate_bps=rate_bps, since=since, name=name,
                mention=like.mention if like else {},
            )  # fmt: skip
        except (IntegrityError, ValueError) as error:
            raise CommandError(f"This is no rate: {error}") from error
