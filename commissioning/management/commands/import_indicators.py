"""manage.py import_indicators FILE: load published figures of need for every partnership."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commissioning.actions.indicator_files.layouts import LAYOUTS
from commissioning.actions.indicator_loads import load_shared
from commissioning.actions.indicators import LoadReport
from commissioning.models import IndicatorFigure
from workflow.clock import now
from workflow.lifecycle import Refused

Status = IndicatorFigure.Status


class Command(BaseCommand):
    """Loads a published file as it is and says what became of each row."""

    help = "Load a published file of figures for every partnership. Layouts known: " + "; ".join(
        layout.name for layout in LAYOUTS
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and perhaps the areas wanted from it."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--only", nargs="+", default=[], metavar="CODE", help="Official codes of areas to keep."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and report."""
        file: Path = options["file"]
        try:
            report = load_shared(file.read_bytes(), name=file.name, at=now(), only=options["only"])
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for sentence in sentences_of(report):
            self.stdout.write(sentence)
        for row in report.refused:
            self.stderr.write(f"Line {row.line}: {row.sentence}")


def sentences_of(report: LoadReport) -> list[str]:
    """What became of a file, a line each."""
    withheld = [
        f"  {status.label} ({_symbol(status)}): {report.withheld[status]}"
        for status in Status
        if status != Status.PUBLISHED
    ]
    left_out = [f"Rows of other areas left out: {report.left_out}."] if report.left_out else []
    return [
        f"{report.layout}.",
        f"Rows read: {report.read}. Figures kept: {report.kept}. Rows refused: {len(report.refused)}.",
        *left_out,
        f"With a number: {report.published}. Withheld by the publisher:",
        *withheld,
        f"Derived for areas that ended, in place of what is printed for them: {report.derived}.",
        f"{report.new} new, {report.changed} changed, {report.same} the same.",
    ]


def _symbol(status: Status) -> str:
    return "blank" if status == Status.BLANK else str(status.value)
