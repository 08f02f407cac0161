"""Work oversight's readings out again from the accepted figures."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Partnership
from performance.readings.summing import resum


class Command(BaseCommand):
    """Readings are written as returns are accepted; this gives the same rows from nothing."""

    help = "Work every reading of a partnership out again from its accepted figures."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--partnership", required=True, help="Its short address: cumbria")

    def handle(self, *args: Any, **options: Any) -> None:
        found = Partnership.objects.filter(slug=options["partnership"]).first()
        if found is None:
            raise CommandError(f"No partnership is called '{options['partnership']}'.")
        self.stdout.write(f"{resum(found)} quarters summed up again.")
