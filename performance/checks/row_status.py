"""Row ring: the status says what the figures say."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from performance.checks.rule import Ring, rule
from performance.entries import NONE
from performance.reference import LONGEST_REASON
from performance.workbook.definition import STATUSES, Col
from performance.workbook.rows import (
    NIL,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    REPORTED,
    Mask,
    Rows,
    is_broken,
    where,
)
from tabular.findings import Finding

_LABELS = tuple(STATUSES)


@rule("row.status-unknown", Ring.ROW)
def status_is_one_of_the_list(rows: Rows) -> Iterator[Finding]:
    """Choose a status for every row: Reported, Nil, Not available or Not applicable."""
    for row in where(rows.is_asked & (rows.status == NONE)):
        if is_broken(rows.value(row, Col.STATUS)):
            continue
        text = rows.text(row, Col.STATUS)
        said = f"“{text[:60]}” is not a status" if text else "the status is blank"
        right = f"{', '.join(_LABELS[:-1])} or {_LABELS[-1]}."
        yield rows.says(row, Col.STATUS, f"{said}. Choose {', '.join(_LABELS)}.", right)


@rule("row.numerator-blank", Ring.ROW)
def reported_has_a_numerator(rows: Rows) -> Iterator[Finding]:
    """A blank is not a nil: a reported row has its numerator."""
    for row in where(_with(rows, REPORTED) & rows.blank(Col.NUMERATOR)):
        words = (
            "the numerator is blank. Enter it; or enter 0 and choose Nil if there was truly none; "
            "or choose Not available and say why."
        )
        yield rows.says(row, Col.NUMERATOR, words, "A number.")


@rule("row.denominator-blank", Ring.ROW)
def reported_has_a_denominator(rows: Rows) -> Iterator[Finding]:
    """A reported percentage, rate or average says out of how many."""
    for row in where(_with(rows, REPORTED) & rows.has_denominator & rows.blank(Col.DENOMINATOR)):
        words = "the denominator is blank. Enter out of how many."
        yield rows.says(row, Col.DENOMINATOR, words, "A number above 0.")


@rule("row.denominator-nought", Ring.ROW)
def reported_denominator_is_above_nought(rows: Rows) -> Iterator[Finding]:
    """The denominator of a reported percentage, rate or average is above 0."""
    for row in where(_with(rows, REPORTED) & rows.has_denominator & (rows.denominator == 0)):
        words = (
            "the denominator is 0, so there is nothing to report. Choose Nil if nobody was due, "
            "or correct it."
        )
        yield rows.says(row, Col.DENOMINATOR, words, "A number above 0, or the status Nil.")


@rule("row.nil-without-denominator", Ring.ROW)
def nil_has_a_denominator(rows: Rows) -> Iterator[Finding]:
    """A nil percentage, rate or average has its denominator too: 0 if nobody was due."""
    for row in where(_with(rows, NIL) & rows.has_denominator & rows.blank(Col.DENOMINATOR)):
        words = (
            "the status is Nil, but out of how many? Enter the denominator; 0 if nobody was due."
        )
        yield rows.says(row, Col.DENOMINATOR, words, "A number; 0 if nobody was due.")


@rule("row.denominator-unwanted", Ring.ROW)
def number_has_no_denominator(rows: Rows) -> Iterator[Finding]:
    """A KPI that is a plain number has no denominator."""
    for row in where(rows.is_asked & ~rows.has_denominator & ~rows.blank(Col.DENOMINATOR)):
        words = "this KPI has no denominator. Clear the cell."
        yield rows.says(row, Col.DENOMINATOR, words, "A blank cell.")


@rule("row.nil-not-nought", Ring.ROW)
def nil_is_nought(rows: Rows) -> Iterator[Finding]:
    """Nil is a true none: the numerator is 0."""
    for row in where(_with(rows, NIL) & (rows.numerator != 0)):
        if not rows.is_broken(row, Col.NUMERATOR):
            words = "the status is Nil, so the numerator must be 0."
            yield rows.says(row, Col.NUMERATOR, words, "0")


@rule("row.nought-not-nil", Ring.ROW)
def nought_is_said_to_be_nil(rows: Rows) -> Iterator[Finding]:
    """A numerator of 0 is certified by choosing Nil."""
    for row in where(_with(rows, REPORTED) & (rows.numerator == 0)):
        words = (
            "the numerator is 0. If there was truly none, choose Nil; if it is not known, choose "
            "Not available."
        )
        yield rows.says(row, Col.STATUS, words, "Nil, or Not available with the reason.")


@rule("row.reason-missing", Ring.ROW)
def not_given_has_a_reason(rows: Rows) -> Iterator[Finding]:
    """Not available and Not applicable need a reason in the last column."""
    for row in where(_not_given(rows) & ~rows.has_reason):
        label = _LABELS[rows.status[row]]
        yield rows.says(row, Col.REASON, f"the status is {label}. Give the reason.", "The reason.")


@rule("row.figures-not-given", Ring.ROW)
def not_given_has_no_figures(rows: Rows) -> Iterator[Finding]:
    """Not available and Not applicable come without figures."""
    for column in (Col.NUMERATOR, Col.DENOMINATOR):
        for row in where(_not_given(rows) & ~rows.blank(column)):
            words = f"the status is {_LABELS[rows.status[row]]}, but there is a {column.lower()}."
            right = "A blank cell, or the status Reported."
            yield rows.says(row, column, f"{words} Clear it, or choose Reported.", right)


@rule("row.reason-long", Ring.ROW)
def reason_is_short(rows: Rows) -> Iterator[Finding]:
    """A reason has at most 500 characters."""
    for row, reason in rows.reasons.items():
        if len(reason) > LONGEST_REASON and rows.is_asked[row]:
            words = f"the reason has {len(reason)} characters; at most {LONGEST_REASON} are kept."
            yield rows.says(row, Col.REASON, words, f"At most {LONGEST_REASON} characters.")


def _with(rows: Rows, status: int) -> Mask:
    return np.asarray(rows.is_asked & (rows.status == status))


def _not_given(rows: Rows) -> Mask:
    return _with(rows, NOT_AVAILABLE) | _with(rows, NOT_APPLICABLE)
