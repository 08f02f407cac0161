"""Writing the workbook a provider is sent: pre-filled, with its definitions and instructions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from performance.reference import LARGEST_NUMBER
from performance.workbook.definition import (
    AGREEMENT,
    EVERYBODY,
    LOCKED,
    PERIOD,
    RETURN_VERSION,
    SHEET,
    STATUSES,
    TEMPLATE,
    TEMPLATE_VERSION,
    Asked,
    Col,
    Entry,
    Filled,
)
from tabular.cells import Value
from tabular.plans import Column, Kind, PlannedRow, SheetPlan, WorkbookPlan
from tabular.writing import workbook_bytes
from workflow import words

RESTRICTION = "OFFICIAL-SENSITIVE: holds numbers that may be small"


def return_workbook(asked: Asked, rules: Sequence[str], filled: Filled | None = None) -> bytes:
    """The workbook of a return; with `filled`, as a provider would have filled it.

    `rules` are those it will be checked by, in words. Equal input gives equal bytes.
    """
    return workbook_bytes(plan_of(asked, rules, filled or {}))


def plan_of(asked: Asked, rules: Sequence[str], filled: Filled) -> WorkbookPlan:
    """What is to be in the workbook."""
    sheet = SheetPlan(
        name=SHEET,
        columns=columns_of(asked),
        rows=tuple(PlannedRow(_values(asked, place, filled)) for place in range(len(asked.slots))),
        title=asked.heading,
        guidance="Fill in the yellow cells. The sheet “Read this first” says how.",
    )
    return WorkbookPlan(
        template=TEMPLATE,
        version=TEMPLATE_VERSION,
        sheets=(sheet,),
        title=f"KPI return {asked.period}, {asked.provider}",
        instructions=_sentences(asked, rules),
        restriction=RESTRICTION,
        facts={
            AGREEMENT: asked.whose,
            PERIOD: asked.period,
            RETURN_VERSION: str(asked.version),
        },
    )


def columns_of(asked: Asked) -> tuple[Column, ...]:
    """The columns; those to be filled in are open, and take what the checks will take."""
    kind = Kind.NUMBER if any(line.decimals_allowed for line in asked.lines) else Kind.WHOLE
    least, most = 0, int(LARGEST_NUMBER)
    return (
        Column(Col.KPI, 28),
        Column(Col.AREA, 16),
        Column(Col.GROUP, 14, hidden=not asked.has_groups),
        Column(Col.NUMERATOR_COUNTS, 32),
        Column(Col.DENOMINATOR_COUNTS, 32),
        Column(Col.TARGET, 12),
        Column(Col.BEFORE, 18),
        Column(
            Col.NUMERATOR, 12, kind, True, minimum=least, maximum=most, prompt_title="Numerator",
            prompt="How many, as column D says. If it is truly none, enter 0 and choose Nil.",
        ),
        Column(
            Col.DENOMINATOR, 13, Kind.WHOLE, True, minimum=least, maximum=most,
            prompt_title="Denominator", prompt="Out of how many, as column E says.",
        ),
        Column(
            Col.STATUS, 15, unlocked=True, choices=tuple(STATUSES), prompt_title="Status",
            prompt="Reported; Nil for a true none; Not available or Not applicable with a reason.",
        ),
        Column(
            Col.REASON, 40, unlocked=True, prompt_title="Reason",
            prompt="Why a figure is not given, or why it changed unusually.",
        ),
        Column(Col.IDENTIFIER, 8, hidden=True),
    )  # fmt: skip


def _values(asked: Asked, place: int, filled: Filled) -> tuple[Value | Decimal | None, ...]:
    line, group = asked.line_at(place), asked.group_at(place)
    key = (line.code, line.area) if group == EVERYBODY else (line.code, line.area, group)
    entry = filled.get(key, Entry())
    locked = line.locked | {Col.GROUP: group}
    whole = group == EVERYBODY
    return (
        *(locked[column] for column in LOCKED),
        line.target_in_words if whole else None,
        line.before_in_words if whole else None,
        entry.numerator,
        entry.denominator,
        entry.status.label,
        entry.reason or None,
        asked.slots.identifiers[place],
    )


def _sentences(asked: Asked, rules: Sequence[str]) -> tuple[str, ...]:
    due = words.day(asked.due_on)
    cohorts = dict.fromkeys(
        f"{line.name}: {line.definition.cohort_rule}"
        for line in asked.lines
        if line.definition.cohort_rule
    )
    return (
        (
            f"This is the return of {asked.provider} for {asked.agreement} {asked.title}, "
            f"{asked.period_in_words}. It is due by {due}."
        ),
        (
            "On the sheet “Return” fill in the yellow cells, one row for each KPI and area. The other "
            "cells are locked. “Period before” shows what you said last time."
        ),
        *rules,
        *cohorts,
        (
            "Save the workbook as it is and upload it on the page it came from. Every mistake is shown "
            "at once, with its cell. Nothing is submitted until it has been certified."
        ),
    )
