"""`manage.py draw_rules`: write what is checked in a return into docs/rules.md."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from performance.checks.rule import EFFECTS, Rule
from performance.checks.rules import RULES, by_ring
from tabular.findings import Severity

HEAD = """# What is checked in a return

Generated from the rules themselves by `make diagrams`; do not edit.

Every file and every form is checked by the same rules, all in one pass; every finding names its sheet
and cell, what was found and what would be right. What must be put right stops the return. What asks
for a reason is taken once it is corrected or the reason stands in its row, for the commissioner to
read. What is pointed out needs nothing.

A value is far from the provider's own earlier ones when it is further from the median of up to eight
periods than three times 1.4826 × their median distance from it (Leys and others, "Detecting outliers",
Journal of Experimental Social Psychology 49, 2013), further than chance would take so many children
(three standard deviations), and further than 5 points of a percentage, a fifth of a number or rate, or
half of an average; and five children or families are behind it. Two earlier periods are needed.
"""
TABLE_HEAD = "| Rule | In words | For example | What follows |\n|---|---|---|---|\n"


class Command(BaseCommand):
    """Write docs/rules.md, or with --check say whether it is out of date."""

    help = "Write every rule of a return into docs/rules.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail if the paper is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "rules.md"
        text = paper()
        fresh = path.exists() and path.read_text(encoding="utf-8") == text
        if options["check"] and not fresh:
            raise CommandError("docs/rules.md is out of date. Run make diagrams.")
        if not fresh:
            path.write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(RULES)} rules.")


def paper() -> str:
    """The whole paper, ring by ring."""
    counts = ", ".join(
        f"{sum(rule.severity is severity for rule in RULES)} {EFFECTS[severity].lower()}"
        for severity in Severity
    )
    parts = [f"{HEAD}\n{len(RULES)} rules: {counts}.\n"]
    parts += [
        f"## {ring.value}\n\n{TABLE_HEAD}{_rows(rules)}" for ring, rules in by_ring() if rules
    ]
    return "\n".join(parts)


def _rows(rules: Iterable[Rule]) -> str:
    return "".join(
        f"| `{rule.identifier}` | {_cell(rule.words)} | {_cell(rule.example)} | {rule.effect} |\n"
        for rule in rules
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")
