"""Build a quarter's pack as a file, without keeping any record of it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Partnership
from performance.actions import packs
from performance.models import Pack
from workflow.lifecycle import Refused


class Command(BaseCommand):
    """The same accepted figures give the same bytes, however often it is built."""

    help = "Build a quarter's performance pack as a workbook, and print its path and SHA-256."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--partnership", required=True, help="Its short address: cumbria")
        parser.add_argument(
            "--period", default="latest", help='"latest", or a quarter such as 2025-26Q2'
        )
        parser.add_argument("--out", required=True, type=Path, help="Folder to write it to")
        parser.add_argument(
            "--edition", default=Pack.Edition.RESTRICTED, choices=Pack.Edition.values
        )

    def handle(self, *args: Any, **options: Any) -> None:
        trust = _partnership(options["partnership"])
        try:
            quarter = packs.quarter_named(trust, options["period"])
            built = packs.build_unkept(trust, quarter)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        folder: Path = options["out"]
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{trust.slug}-pack-{quarter}-{options['edition']}.xlsx"
        path.write_bytes(built.content)
        self.stdout.write(f"{path}\nSHA-256 {sha256(built.content).hexdigest()}")


def _partnership(slug: str) -> Partnership:
    found = Partnership.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Partnership.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandError(f"No partnership is called '{slug}'. There are: {known or 'none yet'}.")
    return found
