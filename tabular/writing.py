"""Writing workbooks that people are sent, and safe CSV.

Text is always written as text: nothing that begins with =, +, - or @ becomes a formula.
"""

from __future__ import annotations

import csv
import re
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from tabular.cells import Value, shown
from tabular.identity import (
    TEMPLATE_PROPERTY,
    VERSION_PROPERTY,
)
from tabular.plans import Column, Kind, SheetPlan, WorkbookPlan

INSTRUCTIONS_SHEET = "Read this first"
CHOICES_SHEET = "Choices"
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_ALLOWED_WHEN_PROTECTED = {"format_columns": True, "format_rows": True}
_A4 = 9
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_PLAIN_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
_HUGE = 10**15
_LINE_HEIGHT = 15
"""Points that one line of text takes."""


class _Writer:
    """One workbook while it is being written."""

    def __init__(self, plan: WorkbookPlan, target: BytesIO) -> None:
        self.plan = plan
        self.book = xlsxwriter.Workbook(target, _OPTIONS)
        self._formats: dict[tuple[Kind, bool], Any] = {}
        self._choices: dict[tuple[str, ...], str] = {}
        self.title = self.book.add_format({"bold": True, "font_size": 14})
        self.header = self.book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#D9E2F3"}
        )
        self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})

    def format(self, kind: Kind, unlocked: bool) -> Any:
        """The look of a cell: those for typing are pale yellow, the others plain."""
        key = (kind, unlocked)
        if key not in self._formats:
            look = {"num_format": kind.value, "border": 1, "valign": "top", "locked": not unlocked}
            look |= {"text_wrap": True} if kind is Kind.TEXT else {}
            look |= {"bg_color": "#FFF9E1"} if unlocked else {}
            self._formats[key] = self.book.add_format(look)
        return self._formats[key]

    def write(self) -> None:
        """Write every sheet and close the workbook."""
        self._describe()
        if self.plan.instructions:
            self._instruct()
        sheets = [(self.book.add_worksheet(plan.name), plan) for plan in self.plan.sheets]
        self._list_choices()
        for sheet, plan in sheets:
            self._fill(sheet, plan)
            self._finish(sheet)
        self.book.close()

    def _describe(self) -> None:
        plan = self.plan
        self.book.set_properties(
            {"title": plan.title or plan.template, "created": plan.made.replace(tzinfo=None)}
        )
        self.book.set_custom_property(TEMPLATE_PROPERTY, plan.template, "text")
        self.book.set_custom_property(VERSION_PROPERTY, plan.version, "text")
        for name in sorted(plan.facts):
            self.book.set_custom_property(name, plan.facts[name], "text")

    def _instruct(self) -> None:
        sheet = self.book.add_worksheet(INSTRUCTIONS_SHEET)
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 1, 100)
        put(sheet, 0, 0, self.plan.title or self.plan.template, self.title)
        for number, sentence in enumerate(self.plan.instructions, 1):
            put(sheet, number + 1, 0, number, self.wrapped)
            put(sheet, number + 1, 1, sentence, self.wrapped)
            sheet.set_row(number + 1, _LINE_HEIGHT * _lines(sentence, Column("", 100)))
        self._finish(sheet)

    def _list_choices(self) -> None:
        columns = [column for plan in self.plan.sheets for column in plan.columns]
        lists = dict.fromkeys(column.choices for column in columns if column.choices)
        if not lists:
            return
        sheet = self.book.add_worksheet(CHOICES_SHEET)
        sheet.very_hidden()
        for place, choices in enumerate(lists):
            for row, choice in enumerate(choices):
                put(sheet, row, place, choice)
            letter = xlsxwriter.utility.xl_col_to_name(place)
            self._choices[choices] = f"={CHOICES_SHEET}!${letter}$1:${letter}${len(choices)}"
        self._protect(sheet)

    def _fill(self, sheet: Any, plan: SheetPlan) -> None:
        lines = [(plan.title, self.title), (plan.guidance, None)]
        for row, (line, look) in enumerate((line, look) for line, look in lines if line):
            put(sheet, row, 0, line, look)
        for place, column in enumerate(plan.columns):
            sheet.set_column(place, place, column.width, None, {"hidden": column.hidden})
            put(sheet, plan.header_row - 1, place, column.header, self.header)
            self._fill_column(sheet, plan, place, column)
            self._rule(sheet, plan, place, column)
        self._heighten(sheet, plan)
        sheet.freeze_panes(plan.header_row, 0)
        sheet.repeat_rows(plan.header_row - 1)

    def _fill_column(self, sheet: Any, plan: SheetPlan, place: int, column: Column) -> None:
        look = self.format(column.kind, column.unlocked)
        for row, planned in enumerate(plan.rows, plan.header_row):
            value = planned.values[place] if place < len(planned.values) else None
            put(sheet, row, place, value, look)
        first_blank = plan.header_row + len(plan.rows)
        for row in range(first_blank, first_blank + plan.blank_rows):
            put(sheet, row, place, None, look)

    def _heighten(self, sheet: Any, plan: SheetPlan) -> None:
        """Make rows tall enough for their wrapped text: not every program does it on opening."""
        for row, planned in enumerate(plan.rows, plan.header_row):
            lines = max(map(_lines, planned.values, plan.columns), default=1)
            if lines > 1:
                sheet.set_row(row, _LINE_HEIGHT * lines)

    def _rule(self, sheet: Any, plan: SheetPlan, place: int, column: Column) -> None:
        last = plan.header_row + len(plan.rows) + plan.blank_rows - 1
        rule = rule_of(column, self._choices.get(column.choices, ""))
        if rule and last >= plan.header_row:
            sheet.data_validation(plan.header_row, place, last, place, rule)

    def _finish(self, sheet: Any) -> None:
        marking = self.plan.restriction.replace("&", "&&")
        sheet.set_header(f"&C{marking}" if marking else "")
        sheet.set_footer(f"&L{marking}&RPage &P of &N")
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        self._protect(sheet)

    def _protect(self, sheet: Any) -> None:
        if self.plan.protected:
            sheet.protect("", _ALLOWED_WHEN_PROTECTED)


def _lines(value: Value | Decimal | None, column: Column) -> int:
    """Lines a text takes when it is wrapped to its column's width; hidden columns take none."""
    if column.hidden or not isinstance(value, str):
        return 1
    return len(textwrap.wrap(value, max(1, int(column.width * 0.95)))) or 1


def put(sheet: Any, row: int, column: int, value: Value | Decimal | None, look: Any = None) -> None:
    """Write a value at a row and column counted from 0, text as text and never as a formula.

    Raises ValueError on text longer than a cell holds, which xlsxwriter would drop in silence.
    """
    if value is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, look)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, value, look)
    elif isinstance(value, date | datetime | time | timedelta):
        sheet.write_datetime(row, column, value, look)
    elif sheet.write_string(row, column, str(value), look) != 0:
        raise ValueError(f"The text for {row + 1}, {column + 1} does not fit in a cell")


def rule_of(column: Column, choices: str) -> dict[str, Any]:
    """What may be typed into a column, as xlsxwriter takes it; empty where anything may."""
    rule: dict[str, Any] = {}
    if choices:
        rule = {"validate": "list", "source": choices}
    elif column.kind is not Kind.TEXT and column.unlocked:
        rule = _range_of(column)
    elif column.prompt:
        rule = {"validate": "any"}
    if rule and column.prompt:
        rule |= {"input_message": column.prompt, "input_title": column.prompt_title}
    if rule:
        rule |= {"error_title": "Check this cell", "error_message": column.error or _said(column)}
    return rule


def _range_of(column: Column) -> dict[str, Any]:
    names = {Kind.WHOLE: "integer", Kind.DATE: "date"}
    least, most = _ends(column)
    return {
        "validate": names.get(column.kind, "decimal"),
        "criteria": "between",
        "minimum": least,
        "maximum": most,
    }


def _ends(column: Column) -> tuple[Any, Any]:
    if column.kind is Kind.DATE:
        return column.minimum or date(1900, 1, 1), column.maximum or date(9999, 12, 31)
    least = -_HUGE if column.minimum is None else column.minimum
    most = _HUGE if column.maximum is None else column.maximum
    return least, most


def _said(column: Column) -> str:
    if column.choices:
        return "Choose one from the list."
    what = {Kind.WHOLE: "a whole number", Kind.DATE: "a date"}.get(column.kind, "a number")
    least, most = _bound(column, column.minimum), _bound(column, column.maximum)
    ends = f" from {least}" if least else ""
    ends += f" {'to' if least else 'up to'} {most}" if most else ""
    return f"Enter {what}{ends}."


def _bound(column: Column, end: int | float | Decimal | date | None) -> str:
    if end is not None and column.kind is Kind.PERCENT and not isinstance(end, date):
        return f"{shown(Decimal(str(end)) * 100)}%"
    return shown(end)


def workbook_bytes(plan: WorkbookPlan) -> bytes:
    """The workbook of a plan. Equal plans give equal bytes."""
    target = BytesIO()
    _Writer(plan, target).write()
    return target.getvalue()


def csv_bytes(rows: Iterable[Sequence[Value | Decimal | None]]) -> bytes:
    """Rows as a CSV file that Excel opens with its £ signs right and its text inert.

    Text that a spreadsheet program would take for a formula gets an apostrophe before it; dates
    are written the ISO way.
    """
    target = StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerows([_inert(value) for value in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _inert(value: Value | Decimal | None) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool | int | float | Decimal) or value is None:
        return shown(value)
    text = str(value)
    if text.lstrip(" ").startswith(_RISKY) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text
