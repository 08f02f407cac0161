"""File ring: is this the workbook we sent for this return?"""

from __future__ import annotations

from collections.abc import Iterator

from performance.checks.arrived import Arrived
from performance.checks.rule import Ring, rule
from performance.workbook.definition import RETURN_VERSION, TEMPLATE, TEMPLATE_VERSION
from tabular.findings import Finding, Severity
from tabular.refusals import Unreadable

DOWNLOAD = "Download the workbook from this return's page, fill that in and send it."
_KINDS = {"csv": "a CSV file", "ods": "an OpenDocument spreadsheet"}


@rule(
    "file.unreadable",
    Ring.READING,
    example="A Word document named return.xlsx, or a workbook with a password.",
)
def file_can_be_read(unreadable: Unreadable) -> Iterator[Finding]:
    """The file is a spreadsheet (.xlsx, .ods or .csv) that opens without password or macros."""
    yield from unreadable.findings


@rule(
    "file.read-as",
    Ring.READING,
    Severity.NOTE,
    example="A CSV in the old Windows character set: £ and é are read as such.",
)
def file_is_what_it_seems(arrived: Arrived) -> Iterator[Finding]:
    """What had to be assumed to read the file is said: its character set, its kind."""
    yield from arrived.book.notes


@rule("file.not-ours", Ring.FILE, example="A report from your own system, or a budget workbook.")
def file_is_a_return_workbook(arrived: Arrived) -> Iterator[Finding]:
    """The file is the return's workbook downloaded from here, or its sheet saved as CSV."""
    if arrived.is_ours:
        return
    asked = arrived.asked
    what = _KINDS.get(arrived.book.kind, "another workbook")
    why = f"it is {what} without the columns of the return"
    if arrived.template and arrived.template != TEMPLATE:
        why = f"it is the workbook “{arrived.template[:60]}”"
    yield _stop(
        f"This is not the workbook for {asked.title}, {asked.period_in_words}: {why}. {DOWNLOAD}"
    )


@rule(
    "file.template-version", Ring.FILE, example="A workbook downloaded before its layout changed."
)
def file_has_this_template_version(arrived: Arrived) -> Iterator[Finding]:
    """The workbook was made from the present version of the template."""
    if not arrived.is_ours or arrived.version in (None, TEMPLATE_VERSION):
        return
    yield _stop(
        "This workbook was made from another version of the template "
        f"({arrived.version or 'none'}; the present one is {TEMPLATE_VERSION}). {DOWNLOAD}",
        arrived.version or "",
    )


@rule("file.other-agreement", Ring.FILE, example="The workbook of your other contract.")
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


@rule("file.other-period", Ring.FILE, example="Last quarter's workbook, sent again.")
def file_is_for_this_period(arrived: Arrived) -> Iterator[Finding]:
    """The workbook was made for this period."""
    said = arrived.period
    unsaid = not said and not arrived.template
    if not arrived.is_ours or unsaid or said == arrived.asked.period:
        return
    yield _stop(
        f"This is the workbook for {said or 'no period'}. This return is for "
        f"{arrived.asked.period} ({arrived.asked.period_in_words}). {DOWNLOAD}",
        said,
    )


@rule(
    "file.period-unsaid",
    Ring.FILE,
    Severity.NOTE,
    example="A CSV from which the first line, “Early Help: July to September 2025”, was deleted.",
)
def file_says_its_period(arrived: Arrived) -> Iterator[Finding]:
    """A file that no longer says its period is taken for that of the return it is sent for."""
    if arrived.is_ours and not arrived.template and not arrived.period:
        words = arrived.asked.period_in_words
        yield _note(f"The file does not say which period it is for. It was read as {words}.")


@rule(
    "file.earlier-version",
    Ring.FILE,
    Severity.NOTE,
    example="The workbook of the return you are now correcting.",
)
def file_is_of_this_version(arrived: Arrived) -> Iterator[Finding]:
    """A workbook made before a correction was begun is read, and that is said."""
    said = arrived.book.properties.get(RETURN_VERSION, "")
    if not arrived.is_ours or not said or said == str(arrived.asked.version):
        return
    yield _note(
        f"This workbook was downloaded for version {said[:9]} of this return and was read as version "
        f"{arrived.asked.version}. Make sure that it holds the corrected figures.",
        said,
    )


def _stop(message: str, value: str = "") -> Finding:
    return Finding(Severity.BLOCKER, message=message, value=value, right=DOWNLOAD)


def _note(message: str, value: str = "") -> Finding:
    return Finding(Severity.NOTE, message=message, value=value)
