"""Writing a pack's workbook. Nothing here reads a clock or a record: the snapshot says all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from pages.words import day, moment
from performance.pack_workbook.layout import (
    HEAD,
    HEAD_ROW,
    NOTES,
    ORIGINS,
    RETURNS,
    WHAT_MATTERS,
    Json,
    Layout,
    Number,
    OutcomeSheet,
    coverage_words,
    restricted,
    title_of,
)
from performance.pack_workbook.looks import Looks, height
from performance.pack_workbook.notes import notes_of
from performance.pack_workbook.origins import ORIGIN_HEAD, ORIGIN_WIDTHS, origin_rows
from performance.pack_workbook.trends import Trends

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_A3, _A4 = 8, 9
#: At this per cent the columns of an outcome's sheet fit the width of A4; nothing is fitted to a
#: page there, for then Excel does not heed page breaks.
_OUTCOME_SCALE = 60
#: Gives the path of a figure's page.
FigurePath = Callable[[str], str]


def write(layout: Layout, *, made_at: datetime, figure_path: FigurePath) -> bytes:
    """The workbook as bytes: the same for the same snapshot and moment (`made_at`, aware)."""
    target = BytesIO()
    _Writer(layout, target, figure_path).write(made_at)
    return target.getvalue()


class _Writer:
    """One workbook while it is being written."""

    def __init__(self, layout: Layout, target: BytesIO, figure_path: FigurePath) -> None:
        self.layout = layout
        self.snapshot: Json = layout.snapshot
        self.book = xlsxwriter.Workbook(target, _OPTIONS)
        self.looks = Looks(self.book)
        self.figure_path = figure_path
        self.origins, self.first_row = origin_rows(layout, figure_path)

    def write(self, made_at: datetime) -> None:
        self.book.set_properties(
            {
                "title": title_of(self.snapshot),
                "author": self.snapshot["partnership"]["name"],
                "status": "Restricted",
                "created": made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0),
            }
        )
        self._what_matters()
        for outcome in self.layout.outcomes:
            self._outcome(outcome)
        self._returns()
        self._where_numbers_come_from()
        self._notes()
        self.book.close()

    def sheet(self, name: str, widths: Sequence[float], heading: str = "") -> Any:
        """A new sheet with its mark, its title and its print settings."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self.looks.plain)
        sheet.write_string(0, 0, restricted(self.snapshot), self.looks.restricted)
        sheet.write_string(1, 0, heading or name, self.looks.title)
        sheet.write_string(2, 0, title_of(self.snapshot), self.looks.plain)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(top=0.9, bottom=0.9)
        sheet.set_header('&C&"Arial,Bold"&10Restricted')
        sheet.set_footer("&LRestricted: do not pass on or publish&C&A&RPage &P of &N")
        sheet.hide_gridlines(2)
        return sheet

    def head(self, sheet: Any, row: int, titles: Iterable[str]) -> None:
        for column, title in enumerate(titles):
            sheet.write_string(row, column, title, self.looks.head)

    def number(self, sheet: Any, number: Number, look: Any) -> None:
        """A number that leads to its row of the sheet that says where numbers come from."""
        row = self.first_row.get((number.sheet, number.cell))
        if row is not None:
            place = f"internal:'{ORIGINS}'!A{row + 1}"
            sheet.write_url(
                number.row, number.column, place, look, number.shown, "Where it comes from"
            )
        if number.value is not None:
            sheet.write_number(number.row, number.column, float(number.value), look)
        elif row is None:
            sheet.write_string(number.row, number.column, number.shown, look)

    def _what_matters(self) -> None:
        sheet = self.sheet(WHAT_MATTERS, (14, 120), "What matters this quarter")
        row = 4
        for line in self.snapshot["commentary"].splitlines():
            sheet.set_row(row, height((line, 120)))
            sheet.write_string(row, 1, line, self.looks.wrapped)
            row += 1
        row += bool(self.snapshot["commentary"])
        self.head(sheet, row, ("Kind", "What the figures say"))
        for matter in self.snapshot["matters"] or [NOTHING]:
            row += 1
            sheet.set_row(row, height((matter["sentence"], 120)))
            sheet.write_string(row, 0, matter["kind"], self.looks.cell)
            sheet.write_string(row, 1, matter["sentence"], self.looks.cell)
        row += 2
        for sentence in coverage_words(self.snapshot["coverage"]):
            sheet.write_string(row, 0, sentence, self.looks.plain)
            row += 1
        self._actions(sheet, row + 1)

    def _actions(self, sheet: Any, row: int) -> None:
        sheet.write_string(row, 0, "Still open from earlier meetings", self.looks.heading)
        self.head(sheet, row + 1, ("Due", "Action"))
        for place, action in enumerate(self.snapshot["actions"] or [NO_ACTIONS], row + 2):
            due = action["due_on"] and day(date.fromisoformat(action["due_on"]))
            late = " (late)" if action["late"] else ""
            sheet.write_string(place, 0, f"{due}{late}", self.looks.cell)
            owner = f" ({action['owner']})" if action["owner"] else ""
            sheet.write_string(place, 1, f"{action['text']}{owner}", self.looks.cell)

    def _outcome(self, outcome: OutcomeSheet) -> None:
        sheet = self.sheet(
            outcome.name, (11, 44, 22, 12, 12, 14, 42, 12, 40), outcome.outcome["name"]
        )
        self.head(sheet, HEAD_ROW, HEAD)
        looks = self.looks
        for kpi, line, number in outcome.lines:
            row = number.row
            sheet.set_row(row, height((kpi["name"], 44), (line["signal"], 42), (line["why"], 40)))
            sheet.write_string(row, 0, kpi["code"], looks.cell)
            sheet.write_string(row, 1, kpi["name"], looks.cell)
            sheet.write_string(row, 2, line["area_name"], looks.cell)
            numeric = number.value is not None
            look = looks.number(kpi["unit"], kpi["decimals"]) if numeric else looks.words_link
            self.number(sheet, number, look)
            sheet.write_string(row, 4, line["target_shown"], looks.right)
            sheet.write_string(row, 5, line["rating_words"], looks.ratings[line["rating"]])
            sheet.write_string(row, 6, line["signal"] or "No signal", looks.cell)
            sheet.write_string(row, 7, f"{line['accepted']} of {line['expected']}", looks.cell)
            sheet.write_string(row, 8, line["why"], looks.cell)
        sheet.freeze_panes(HEAD_ROW + 1, 0)
        trends = Trends(self.book, self.looks, self.snapshot)
        for block in outcome.trends:
            trends.write(sheet, outcome.name, block, self.number)
        sheet.set_print_scale(_OUTCOME_SCALE)
        sheet.set_h_pagebreaks([b.row for b in outcome.trends if b.kpi["trend"]["series"]])

    def _returns(self) -> None:
        sheet = self.sheet(
            RETURNS, (18, 44, 30, 26, 16, 18, 10, 26, 22, 26, 22), "Returns of the quarter"
        )
        for row, sentence in enumerate(coverage_words(self.snapshot["coverage"]), 4):
            sheet.write_string(row, 0, sentence, self.looks.plain)
        head = ("Agreement", "Title", "Provider", "Period", "State", "Due", "Late")
        self.head(sheet, 7, (*head, "Certified by", "When", "Accepted by", "When"))
        for row, one in enumerate(self.snapshot["returns"], 8):
            cells = (
                one["reference"],
                one["title"],
                one["provider"],
                one["period"],
                one["state"],
                day(date.fromisoformat(one["due_on"])),
                "Late" if one["late"] else "",
                one["certified_by"],
                _when(one["certified_at"]),
                one["accepted_by"],
                _when(one["accepted_at"]),
            )
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text, self.looks.cell)

    def _where_numbers_come_from(self) -> None:
        sheet = self.sheet(ORIGINS, ORIGIN_WIDTHS)
        sheet.set_paper(_A3)
        sheet.repeat_rows(HEAD_ROW)
        self.head(sheet, HEAD_ROW, ORIGIN_HEAD)
        for row, (number, cells) in self.origins.items():
            sheet.set_row(row, height((cells[1], 50), (cells[4], 60)))
            place = f"internal:'{number.sheet}'!{number.cell}"
            sheet.write_url(row, 0, place, self.looks.link, cells[0])
            for column, text in enumerate(cells[1:], 1):
                sheet.write_string(row, column, text, self.looks.cell)
        sheet.freeze_panes(HEAD_ROW + 1, 1)
        if self.origins:
            sheet.autofilter(HEAD_ROW, 0, max(self.origins), len(ORIGIN_HEAD) - 1)

    def _notes(self) -> None:
        sheet = self.sheet(NOTES, (28, 130))
        for row, (term, words) in enumerate(notes_of(self.snapshot), 4):
            sheet.set_row(row, height((term, 28), (words, 130)))
            sheet.write_string(row, 0, term, self.looks.cell)
            sheet.write_string(row, 1, words, self.looks.cell)


NOTHING = {"kind": "Nothing", "sentence": "No rule for what matters was met this quarter."}
NO_ACTIONS = {"due_on": "", "late": False, "text": "Nothing is open.", "owner": ""}


def _when(iso: str) -> str:
    """A moment of the snapshot in words, or nothing."""
    return moment(datetime.fromisoformat(iso)) if iso else ""
