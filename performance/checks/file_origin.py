"""File ring: is this the workbook we sent for this return?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from performance.checks.rule import Ring, rule
from performance.workbook.definition import (
    AGREEMENT,
    PERIOD,
    SHEET,
    TEMPLATE,
    TEMPLATE_VERSION,
    Asked,
)
from performance.workbook.reading import heading_of, missing_columns, return_sheet
from tabular.book import Book, Sheet
from tabular.findings import Finding, Severity
from tabular.identity import template_of

DOWNLOAD = "Download the workbook from this return's page, fill that in and send it."


@dataclass(frozen=True)
class Arrived:
    """A file that could be read, and what was asked for."""

    book: Book
    asked: Asked

    @property
    def as_csv(self) -> Sheet | None:
        """Our sheet, where it was saved as CSV: it has our columns, and carries no hidden facts."""
        return return_sheet(self.book) if self.book.kind == "csv" else None

    @property
    def is_ours(self) -> bool:
        """Whether it says it was made from our template."""
        template = template_of(self.book)
        return self.as_csv is not None or (template is not None and template.name == TEMPLATE)

    @property
    def agreement(self) -> str:
        """The agreement it says it is for; a CSV names it by its title."""
        if self.as_csv is None:
            return self.book.properties.get(AGREEMENT, "")
        title, _quarter = heading_of(self.as_csv)
        return self.asked.whose if title == self.asked.title else title

    @property
    def period(self) -> str:
        """The period it says it is for; a CSV names it in words."""
        if self.as_csv is None:
            return self.book.properties.get(PERIOD, "")
        _title, words = heading_of(self.as_csv)
        return self.asked.period if words == self.asked.period_in_words else words


@rule("file.not-ours", Ring.FILE)
def file_is_a_return_workbook(arrived: Arrived) -> Iterator[Finding]:
    """The file is a return workbook downloaded from here."""
    if arrived.is_ours:
        return
    kinds = {"csv": "a CSV file", "ods": "an OpenDocument spreadsheet"}
    what = kinds.get(arrived.book.kind, "a workbook")
    yield _stop(f"This is {what}, but not the return workbook. {DOWNLOAD}")


@rule("file.template-version", Ring.FILE)
def file_has_this_template_version(arrived: Arrived) -> Iterator[Finding]:
    """The workbook was made from the present version of the template."""
    template = template_of(arrived.book)
    if not arrived.is_ours or template is None or template.version == TEMPLATE_VERSION:
        return
    yield _stop(
        "This workbook was made from another version of the template "
        f"({template.version or 'none'}; the present one is {TEMPLATE_VERSION}). {DOWNLOAD}",
        template.version,
    )


@rule("file.other-agreement", Ring.FILE)
def file_is_for_this_agreement(arrived: Arrived) -> Iterator[Finding]:
    """The workbook was made for this agreement."""
    said = arrived.agreement
    if not arrived.is_ours or said == arrived.asked.whose:
        return
    yield _stop(
        f"This is the workbook of another agreement ({said or 'not named'}). This return is for "
        f"{arrived.asked.whose}. {DOWNLOAD}",
        said,
    )


@rule("file.other-period", Ring.FILE)
def file_is_for_this_period(arrived: Arrived) -> Iterator[Finding]:
    """The workbook was made for this period."""
    said = arrived.period
    if not arrived.is_ours or said == arrived.asked.period:
        return
    yield _stop(
        f"This is the workbook for {said or 'no period'}. This return is for "
        f"{arrived.asked.period} ({arrived.asked.period_in_words}). {DOWNLOAD}",
        said,
    )


@rule("file.sheet-missing", Ring.FILE)
def file_has_its_sheet(arrived: Arrived) -> Iterator[Finding]:
    """The sheet “Return” is in the workbook."""
    if arrived.is_ours and return_sheet(arrived.book) is None:
        yield _stop(f"The sheet “{SHEET}” has been removed or renamed. {DOWNLOAD}")


@rule("file.columns-missing", Ring.FILE)
def file_has_its_columns(arrived: Arrived) -> Iterator[Finding]:
    """Every column of the sheet “Return” is there under its own header."""
    sheet = return_sheet(arrived.book)
    missing = missing_columns(sheet) if arrived.is_ours and sheet else []
    if sheet and missing:
        names = ", ".join(f"“{column}”" for column in missing)
        words = f"These columns have been removed or renamed: {names}. {DOWNLOAD}"
        yield Finding(Severity.BLOCKER, sheet=sheet.name, message=words)


def _stop(message: str, value: str = "") -> Finding:
    return Finding(Severity.BLOCKER, message=message, value=value)
