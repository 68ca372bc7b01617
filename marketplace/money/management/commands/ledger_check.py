from django.core.management.base import BaseCommand, CommandError

from marketplace.money.check import faults


class Command(BaseCommand):
    """Prove that the whole book adds up; ends with an error that names what does not."""

    help = "Proves the invariants of the ledger over the whole book; fails loudly."

    def handle(self, *args, **options) -> None:
        if found := list(faults()):
            raise CommandError("\n".join(["The book does not add up:", *found]))
        self.stdout.write("The book adds up.")
