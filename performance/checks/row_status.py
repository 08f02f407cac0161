"""Row ring: the status says what the figures say."""

from __future__ import annotations

from collections.abc import Iterator

from performance.models import Figure
from performance.reference import LONGEST_REASON
from performance.workbook.definition import STATUSES, Col
from performance.workbook.rows import Came, is_broken
from tabular.findings import Finding

S = Figure.Status
_NOT_GIVEN = (S.NOT_AVAILABLE, S.NOT_APPLICABLE)


def row_status_is_one_of_the_list(row: Came) -> Iterator[Finding]:
    """Choose a status for every row: Reported, Nil, Not available or Not applicable."""
    if row.status is None and not is_broken(row.values.get(Col.STATUS)):
        said = (
            f"“{row.text(Col.STATUS)[:60]}” is not a status"
            if row.text(Col.STATUS)
            else ("the status is blank")
        )
        yield row.says(Col.STATUS, f"{said}. Choose {', '.join(STATUSES)}.")


def row_reported_has_a_numerator(row: Came) -> Iterator[Finding]:
    """A blank is not a nil: a reported row has its numerator."""
    if row.status is S.REPORTED and row.is_blank(Col.NUMERATOR):
        yield row.says(
            Col.NUMERATOR,
            "the numerator is blank. Enter it; or enter 0 and choose Nil if there was truly none; "
            "or choose Not available and say why.",
        )


def row_reported_has_a_denominator(row: Came) -> Iterator[Finding]:
    """A reported percentage, rate or average has a denominator above 0."""
    if row.status is not S.REPORTED or row.line is None or not row.line.has_denominator:
        return
    if row.is_blank(Col.DENOMINATOR):
        yield row.says(Col.DENOMINATOR, "the denominator is blank. Enter out of how many.")
    elif row.denominator == 0:
        yield row.says(
            Col.DENOMINATOR,
            "the denominator is 0, so there is nothing to report. Choose Nil if nobody was due, "
            "or correct it.",
        )


def row_nil_has_a_denominator(row: Came) -> Iterator[Finding]:
    """A nil percentage, rate or average has its denominator too: 0 if nobody was due."""
    wanted = row.line is not None and row.line.has_denominator
    if row.status is S.NIL and wanted and row.is_blank(Col.DENOMINATOR):
        words = (
            "the status is Nil, but out of how many? Enter the denominator; 0 if nobody was due."
        )
        yield row.says(Col.DENOMINATOR, words)


def row_number_has_no_denominator(row: Came) -> Iterator[Finding]:
    """A KPI that is a plain number has no denominator."""
    if row.line and not row.line.has_denominator and not row.is_blank(Col.DENOMINATOR):
        yield row.says(Col.DENOMINATOR, "this KPI has no denominator. Clear the cell.")


def row_nil_is_nought(row: Came) -> Iterator[Finding]:
    """Nil is a true none: the numerator is 0. A numerator of 0 is certified by choosing Nil."""
    if row.status is S.NIL and row.numerator != 0:
        yield row.says(Col.NUMERATOR, "the status is Nil, so the numerator must be 0.")
    if row.status is S.REPORTED and row.numerator == 0:
        yield row.says(
            Col.STATUS,
            "the numerator is 0. If there was truly none, choose Nil; if it is not known, choose "
            "Not available.",
        )


def row_not_given_has_a_reason(row: Came) -> Iterator[Finding]:
    """Not available and Not applicable need a reason in the last column."""
    if row.status in _NOT_GIVEN and not row.reason:
        yield row.says(Col.REASON, f"the status is {row.status.label}. Give the reason.")


def row_not_given_has_no_figures(row: Came) -> Iterator[Finding]:
    """Not available and Not applicable come without figures."""
    for column in (Col.NUMERATOR, Col.DENOMINATOR):
        if row.status in _NOT_GIVEN and not row.is_blank(column):
            words = f"the status is {row.status.label}, but there is a {column.lower()}."
            yield row.says(column, f"{words} Clear it, or choose Reported.")


def row_reason_is_short(row: Came) -> Iterator[Finding]:
    """A reason has at most 500 characters."""
    if len(row.reason) > LONGEST_REASON:
        words = f"the reason has {len(row.reason)} characters; at most {LONGEST_REASON} are kept."
        yield row.says(Col.REASON, words)
