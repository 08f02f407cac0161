"""File ring: are the sheet and its columns there, under whatever name?"""

from __future__ import annotations

from collections.abc import Iterator

from performance.checks.arrived import Arrived
from performance.checks.file_origin import DOWNLOAD
from performance.checks.rule import Ring, rule
from performance.workbook.definition import FILLED, SHEET, TEMPLATE_VERSION, Col
from performance.workbook.headers import Layout, in_letters
from tabular.cells import column_letters
from tabular.findings import Finding, Severity


@rule("file.sheet-missing", Ring.FILE, example="The sheet “Return” was deleted.")
def file_has_its_sheet(arrived: Arrived) -> Iterator[Finding]:
    """The sheet with the figures is in the workbook."""
    if arrived.is_ours and _is_present(arrived) and arrived.layout is None:
        words = f"The sheet “{SHEET}” has been removed, or its headers have. {DOWNLOAD}"
        yield Finding(Severity.BLOCKER, message=words, right=DOWNLOAD)


@rule("file.sheet-renamed", Ring.FILE, Severity.NOTE, example="“Return” was renamed “Q2 final”.")
def sheet_has_its_name(arrived: Arrived) -> Iterator[Finding]:
    """A renamed sheet is known by its columns and read."""
    layout = _layout(arrived)
    if layout and arrived.book.kind != "csv" and layout.sheet.name.casefold() != SHEET.casefold():
        name = layout.sheet.name
        words = f"The sheet “{name}” carries the columns of “{SHEET}” and was read as it."
        yield Finding(Severity.NOTE, sheet=name, message=words)


@rule(
    "file.two-sheets",
    Ring.FILE,
    example="“Return” and a copy, “Return (2)”, with different figures.",
)
def one_sheet_is_meant(arrived: Arrived) -> Iterator[Finding]:
    """One sheet carries the figures; a copy with other figures is deleted before sending."""
    layout = _layout(arrived)
    for other in arrived.others if layout else ():
        if layout and _figures(layout) != _figures(other):
            mine, theirs = layout.sheet.name, other.sheet.name
            words = (
                f"Both “{mine}” and “{theirs}” carry the columns of the return, with different "
                "figures. Delete the one that is not meant."
            )
            right = "One sheet with the figures."
            yield Finding(Severity.BLOCKER, sheet=theirs, message=words, right=right)


@rule("file.columns-missing", Ring.FILE, example="The column “Denominator” was deleted.")
def file_has_its_columns(arrived: Arrived) -> Iterator[Finding]:
    """The columns that are filled in, and those that say which row it is, are there."""
    layout = _layout(arrived)
    missing = layout.missing(arrived.asked) if layout else []
    if layout is None or not missing:
        return
    names = ", ".join(f"“{column}”" for column in missing)
    words = f"These columns have been removed or renamed: {names}."
    if layout.unknown:
        words = f"{words} We found columns we do not know: {in_letters(layout.unknown)}."
    right = f"Put the headers back as they were: {names}."
    yield Finding(
        Severity.BLOCKER,
        sheet=layout.sheet.name,
        cell=layout.cell(layout.unknown[0][0]) if layout.unknown else "",
        message=f"{words} {right}",
        value=layout.unknown[0][1] if layout.unknown else "",
        right=right,
    )


@rule("file.column-twice", Ring.FILE, example="Two columns headed “Numerator”.")
def each_column_once(arrived: Arrived) -> Iterator[Finding]:
    """No column that is filled in stands there twice."""
    layout = _layout(arrived)
    for column, first, again in layout.doubled if layout else ():
        if layout and column in (*FILLED, Col.IDENTIFIER):
            letters = f"{column_letters(first)} and {column_letters(again)}"
            words = (
                f"There are two columns “{column}”: {letters}. Delete the one that is not meant."
            )
            right = f"One column “{column}”."
            yield Finding(
                Severity.BLOCKER, layout.sheet.name, layout.cell(again), "", words, right=right
            )


@rule(
    "file.column-renamed",
    Ring.FILE,
    Severity.NOTE,
    example="“Num” was read as “Numerator”, “Comments” as “Reason”.",
)
def columns_have_their_names(arrived: Arrived) -> Iterator[Finding]:
    """A header in other words that can mean one column only is read as that column."""
    layout = _layout(arrived)
    for column, number, text in layout.renamed if layout else ():
        words = f"The column “{text}” was read as “{column}”."
        if layout:
            yield Finding(
                Severity.NOTE, layout.sheet.name, layout.cell(number), "", words, value=text
            )


@rule(
    "file.column-gone", Ring.FILE, Severity.NOTE, example="“What the numerator counts” was deleted."
)
def no_column_is_gone(arrived: Arrived) -> Iterator[Finding]:
    """A column nothing depends on may be gone; what was agreed still stands."""
    layout = _layout(arrived)
    gone = layout.gone(arrived.asked) if layout else []
    if layout and gone and arrived.template:
        names = ", ".join(f"“{column}”" for column in gone)
        words = f"These columns have been removed: {names}. Nothing was missed by that."
        yield Finding(Severity.NOTE, sheet=layout.sheet.name, message=words)


@rule("file.column-added", Ring.FILE, Severity.NOTE, example="A column “Checked by” was added.")
def no_column_is_added(arrived: Arrived) -> Iterator[Finding]:
    """A column of your own is left unread."""
    layout = _layout(arrived)
    if layout and layout.unknown and not layout.missing(arrived.asked):
        names = in_letters(layout.unknown)
        words = f"We did not read these columns, which are none of ours: {names}."
        place = layout.cell(layout.unknown[0][0])
        yield Finding(Severity.NOTE, layout.sheet.name, place, "", words)


def _is_present(arrived: Arrived) -> bool:
    """Whether it was made from the template as it is now, whose sheet and columns are known."""
    return arrived.version in (None, TEMPLATE_VERSION)


def _layout(arrived: Arrived) -> Layout | None:
    return arrived.layout if arrived.is_ours and _is_present(arrived) else None


def _figures(layout: Layout) -> list[object]:
    return [layout.column(column) if column in layout.places else [] for column in FILLED]
