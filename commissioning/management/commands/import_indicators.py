"""manage.py import_indicators FILE: load published figures of need."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commissioning.actions.indicators import load_figures
from workflow.lifecycle import Refused


class Command(BaseCommand):
    """Loads a published file as it is and says what became of each row."""

    help = "Load a published file of figures (children looked after; Indices of Deprivation)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and perhaps the areas wanted from it."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--only", nargs="+", default=[], metavar="CODE", help="Official codes of areas to keep."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and report."""
        try:
            with options["file"].open(encoding="utf-8-sig", newline="") as lines:
                report = load_figures(lines, only=options["only"])
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{options['file']} is not text in UTF-8.") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Rows read: {report.read}. Figures kept: {report.kept}, "
            f"of them without a number: {sum(report.withheld.values())} "
            f"(suppressed: {report.suppressed}). Rows left out: {report.left_out}. "
            f"Derived: {report.derived}. Rows refused: {len(report.refused)}."
        )
        for row in report.refused:
            self.stderr.write(f"Line {row.line}: {row.sentence}")
