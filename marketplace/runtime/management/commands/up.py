"""`manage.py up`: the whole market under one process."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from marketplace.runtime.launch import up


class Command(BaseCommand):
    help = "Start the database, prepare it, and run web server, worker and clock until Ctrl-C."
    # Nothing may ask the database before this command has started it.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(up())
