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
from functools import lru_cache
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from xlsxwriter.core import Core
from xlsxwriter.packager import Packager
from xlsxwriter.utility import xl_col_to_name

from tabular.allowed import rule_of
from tabular.cells import Value, shown
from tabular.identity import (
    TEMPLATE_PROPERTY,
    VERSION_PROPERTY,
)
from tabular.plans import (
    LANGUAGE,
    Column,
    Content,
    Formula,
    Kind,
    PlannedRow,
    SheetPlan,
    Tone,
    WorkbookPlan,
)

INSTRUCTIONS_SHEET = "Read this first"
CHOICES_SHEET = "Choices"
MOST_WITH_LOOKS = 5_000
"""Rows up to which a sheet is a table with warnings; beyond, it is written row by row as it goes."""
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_ALLOWED_WHEN_PROTECTED = {"format_columns": True, "format_rows": True}
_A4 = 9
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_PLAIN_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
_LINE_HEIGHT = 15
"""Points that one line of text takes."""
_TALLEST = 400
"""Points: no program shows a taller row."""
_TONES = {
    Tone.WRONG: {"bg_color": "#F4C7C3", "font_color": "#7A0B0B", "bold": True},
    Tone.WANTED: {"bg_color": "#FFF0B3"},
}


class _Core(Core):
    """The properties of a document, its language among them: xlsxwriter has no word for it."""

    def _write_cp_content_status(self) -> None:
        super()._write_cp_content_status()
        self._xml_data_element("dc:language", LANGUAGE)


class _Packager(Packager):
    def _write_core_file(self) -> None:
        core = _Core()
        core._set_properties(self.workbook.doc_properties)
        core._set_xml_writer(self._filename("docProps/core.xml"))
        core._assemble_xml_file()


class _Book(xlsxwriter.Workbook):
    def _get_packager(self) -> Packager:
        return _Packager()


class _Writer:
    """One workbook while it is being written."""

    def __init__(self, plan: WorkbookPlan, target: BytesIO) -> None:
        self.plan = plan
        longest = max((len(sheet.rows) for sheet in plan.sheets), default=0)
        self.is_large = longest > MOST_WITH_LOOKS
        memory = {"constant_memory": True} if self.is_large else {"in_memory": True}
        self.book = _Book(target, _OPTIONS | memory)
        self._formats: dict[tuple[Kind, bool], Any] = {}
        self._choices: dict[tuple[str, ...], str] = {}
        self.title = self.book.add_format({"bold": True, "font_size": 14})
        self.header = self.book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#D9E2F3"}
        )
        self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.tones = {tone: self.book.add_format(look) for tone, look in _TONES.items()}

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
        title = plan.title or plan.template
        self.book.set_properties({"title": title, "created": plan.made.replace(tzinfo=None)})
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
            sheet.set_row(number + 1, _LINE_HEIGHT * _lines(sentence, 100))
            put(sheet, number + 1, 0, number, self.wrapped)
            put(sheet, number + 1, 1, sentence, self.wrapped)
        self._finish(sheet)

    def _list_choices(self) -> None:
        """Every list of a drop-down, a row each, on a sheet nobody sees."""
        sheets = self.plan.sheets
        columns = [column for plan in sheets for column in plan.columns]
        columns += [column for plan in sheets for row in plan.rows for column in row.own.values()]
        lists = dict.fromkeys(column.choices for column in columns if column.choices)
        if not lists:
            return
        sheet = self.book.add_worksheet(CHOICES_SHEET)
        sheet.very_hidden()
        for row in range(max(map(len, lists))):
            for place, choices in enumerate(lists):
                if row < len(choices):
                    put(sheet, row, place, choices[row])
        for place, choices in enumerate(lists):
            letter = xl_col_to_name(place)
            self._choices[choices] = f"={CHOICES_SHEET}!${letter}$1:${letter}${len(choices)}"
        self._protect(sheet)

    def _fill(self, sheet: Any, plan: SheetPlan) -> None:
        for place, column in enumerate(plan.columns):
            sheet.set_column(place, place, column.width, None, {"hidden": column.hidden})
        lines = [(plan.title, self.title), (plan.guidance, None)]
        for row, (line, look) in enumerate((line, look) for line, look in lines if line):
            put(sheet, row, 0, line, look)
        sheet.set_row(plan.header_row - 1, _height([(c.header, c) for c in plan.columns]))
        for place, column in enumerate(plan.columns):
            put(sheet, plan.header_row - 1, place, column.header, self.header)
        for row in range(plan.header_row, plan.last_row):
            at = row - plan.header_row
            self._fill_row(sheet, plan, row, plan.rows[at] if at < len(plan.rows) else None)
        self._rule(sheet, plan)
        self._warn(sheet, plan)
        if plan.table and plan.last_row > plan.header_row and not self.is_large:
            self._call_a_table(sheet, plan)
        first, begins = (place - 1 for place in plan.first_to_fill)
        sheet.set_selection(first, begins, first, begins)
        sheet.freeze_panes(plan.header_row, plan.frozen_columns)
        sheet.repeat_rows(plan.header_row - 1)

    def _fill_row(self, sheet: Any, plan: SheetPlan, row: int, planned: PlannedRow | None) -> None:
        """One row, tall enough for its wrapped text: not every program does it on opening."""
        given = planned.values if planned else ()
        values = (*given, *[None] * (len(plan.columns) - len(given)))
        height = _height(zip(values, plan.columns, strict=False), planned.lines if planned else 1)
        if height > _LINE_HEIGHT:
            sheet.set_row(row, height)
        for place, value in enumerate(values[: len(plan.columns)]):
            column = plan.at(planned, place)
            put(sheet, row, place, value, self.format(column.kind, column.unlocked))

    def _rule(self, sheet: Any, plan: SheetPlan) -> None:
        """What may be typed: once for each sort of cell, however many stretches of rows it has."""
        for place in range(len(plan.columns)):
            for column, stretches in _stretches(plan, place).items():
                rule = rule_of(column, self._choices.get(column.choices, ""))
                if rule:
                    ranges = [[first, place, last, place] for first, last in stretches]
                    rule |= {"other_cells": ranges[1:]} if ranges[1:] else {}
                    sheet.data_validation(*ranges[0], rule)

    def _warn(self, sheet: Any, plan: SheetPlan) -> None:
        places = {column.header: place for place, column in enumerate(plan.columns)}
        for caution in plan.cautions if plan.rows and not self.is_large else ():
            rule = {"type": "formula", "criteria": caution.formula}
            rule |= {"format": self.tones[caution.tone]}
            for header in caution.headers:
                cells = (plan.header_row, places[header], plan.last_row - 1, places[header])
                sheet.conditional_format(*cells, rule)

    def _call_a_table(self, sheet: Any, plan: SheetPlan) -> None:
        heads = [{"header": c.header, "header_format": self.header} for c in plan.columns]
        look = {"name": plan.table, "style": None, "autofilter": False, "columns": heads}
        said = {"title": plan.title or plan.name, "description": plan.guidance or plan.name}
        cells = (plan.header_row - 1, 0, plan.last_row - 1, len(plan.columns) - 1)
        sheet.add_table(*cells, look | said)

    def _finish(self, sheet: Any) -> None:
        marking = self.plan.restriction.replace("&", "&&")
        sheet.set_header(f"&C{marking}" if marking else "")
        sheet.set_footer(f"&L{marking}&C&A&RPage &P of &N")
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        self._protect(sheet)

    def _protect(self, sheet: Any) -> None:
        if self.plan.protected:
            sheet.protect("", _ALLOWED_WHEN_PROTECTED)


def _stretches(plan: SheetPlan, place: int) -> dict[Column, list[tuple[int, int]]]:
    """The rows, from 0, of each sort of cell in a column, as stretches of rows that follow."""
    found: dict[Column, list[tuple[int, int]]] = {}
    rows: list[PlannedRow | None] = [*plan.rows, *[None] * plan.blank_rows]
    before: Column | None = None
    for row, planned in enumerate(rows, plan.header_row):
        column = plan.at(planned, place)
        if column is before or column == before:
            found[column][-1] = (found[column][-1][0], row)
        else:
            found.setdefault(column, []).append((row, row))
        before = column
    return found


def _height(cells: Iterable[tuple[Content, Column]], least: int = 1) -> float:
    """Points a row takes; hidden columns take none."""
    lines = [_lines(v, c.width) for v, c in cells if isinstance(v, str) and not c.hidden]
    return min(_LINE_HEIGHT * max(least, *lines, 1), _TALLEST)


@lru_cache(maxsize=4096)
def _lines(text: str, width: float) -> int:
    """Lines a text takes when it is wrapped to its column's width."""
    return len(textwrap.wrap(text, max(1, int(width * 0.95)))) or 1


def put(sheet: Any, row: int, column: int, value: Content, look: Any = None) -> None:
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
    elif isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, look, value.value)
    elif sheet.write_string(row, column, str(value), look) != 0:
        raise ValueError(f"The text for {row + 1}, {column + 1} does not fit in a cell")


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
    writer.writerows([inert(value) for value in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def inert(value: Value | Decimal | None) -> str:
    """A value as it stands in a CSV file: text that would become a formula has an apostrophe first."""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool | int | float | Decimal) or value is None:
        return shown(value)
    text = str(value)
    if text.lstrip(" ").startswith(_RISKY) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text
