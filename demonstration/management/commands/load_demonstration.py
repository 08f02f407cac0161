"""`manage.py load_demonstration`: load the demonstration partnerships, up to a day."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import Partnership
from demonstration import plays
from workflow import calendar, clock


class Command(BaseCommand):
    """Everything is made by taking steps through the one door; nothing is written as a state."""

    help = "Load the demonstration partnerships (DEMO_AS_AT=2026-11-22 fixes the day shown)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as-at",
            default=os.environ.get("DEMO_AS_AT", ""),
            help="The day the demonstration is shown as at; today by default.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAY_SET_CLOCK:
            raise CommandError("A production system does not load the demonstration.")
        if Partnership.objects.exists():
            raise CommandError("There are partnerships already. Load into an empty database.")
        as_at = self._as_at(options["as_at"])
        with transaction.atomic():
            clock.start_at(as_at)
            plays.play(as_at, self.stdout.write)
        self.stdout.write(f"Loaded, as at {calendar.london_date(as_at):%d %B %Y}.")

    def _as_at(self, text: str) -> datetime:
        if not text:
            return clock.wall()
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"'{text}' is not a day. Write it like 2026-11-22.") from error
        if day < plays.EARLIEST:
            raise CommandError(
                f"The demonstration can be shown from {plays.EARLIEST:%d %B %Y} on: "
                "earlier thresholds of the law are not all held."
            )
        return calendar.london_time(day, 9)
