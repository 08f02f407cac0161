"""Row ring: the status says what the figures say."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from performance.checks.rule import Ring, rule
from performance.entries import NONE
from performance.reference import LONGEST_REASON
from performance.workbook.columns import Mask, is_broken
from performance.workbook.definition import STATUSES, Col
from performance.workbook.rows import Rows, where
from performance.workbook.statuses import NIL, NOT_APPLICABLE, NOT_AVAILABLE, REPORTED, is_status
from tabular.findings import Finding, Severity

_LABELS = tuple(STATUSES)
_EITHER = {"n/a", "na", "n.a.", "n.a", "#n/a", "n / a"}
#: Reasons that give none.
_EMPTY_WORDS = {"n/a", "na", "none", "nil", "no", "yes", "tbc", "see above", "as above", "unknown"}


@rule("row.status-unknown", Ring.ROW, example="“Maybe”, or a blank status.")
def status_is_one_of_the_list(rows: Rows) -> Iterator[Finding]:
    """Choose a status for every row: Reported, Nil, Not available or Not applicable."""
    for row in where(rows.is_asked & (rows.status == NONE)):
        text = rows.text(row, Col.STATUS)
        if is_broken(rows.value(row, Col.STATUS)) or text.casefold() in _EITHER:
            continue
        said = f"“{text[:60]}” is not a status" if text else "the status is blank"
        right = f"{', '.join(_LABELS[:-1])} or {_LABELS[-1]}."
        yield rows.says(row, Col.STATUS, f"{said}. Choose {', '.join(_LABELS)}.", right)


@rule("row.status-of-two-meanings", Ring.ROW, example="“N/A” as the status.")
def status_has_one_meaning(rows: Rows) -> Iterator[Finding]:
    """N/A may be Not available (it exists, you cannot give it) or Not applicable (it cannot exist)."""
    for row in where(rows.is_asked & (rows.status == NONE)):
        text = rows.text(row, Col.STATUS)
        if text.casefold() in _EITHER and not rows.is_broken(row, Col.STATUS):
            words = (
                f"“{text}” may mean Not available (it exists, but you cannot give it) or Not applicable "
                "(it cannot exist here). Choose one of the two, and give the reason."
            )
            yield rows.says(row, Col.STATUS, words, "Not available or Not applicable.")


@rule("row.status-read-as", Ring.ROW, Severity.NOTE, example="“Nil return” is read as Nil.")
def status_in_other_words(rows: Rows) -> Iterator[Finding]:
    """A status in other words that can mean no other is read, and it is said as what."""
    own = {text for text in set(map(str, rows.said[Col.STATUS])) if not is_status(text)}
    if not own:
        return
    for row in where(rows.is_asked & (rows.status != NONE)):
        text = rows.text(row, Col.STATUS)
        if not is_status(text):
            words = f"the status “{text}” was read as {_LABELS[rows.status[row]]}."
            yield rows.finding(Severity.NOTE, row, Col.STATUS, words)


@rule("row.numerator-blank", Ring.ROW, example="A blank numerator with the status Reported.")
def reported_has_a_numerator(rows: Rows) -> Iterator[Finding]:
    """A blank is not a nil: a reported row has its numerator."""
    for row in where(_with(rows, REPORTED) & rows.blank(Col.NUMERATOR)):
        words = (
            "the numerator is blank. Enter it; or enter 0 and choose Nil if there was truly none; "
            "or choose Not available and say why."
        )
        yield rows.says(row, Col.NUMERATOR, words, "A number.")


@rule("row.denominator-blank", Ring.ROW, example="30 families seen, and out of how many is blank.")
def reported_has_a_denominator(rows: Rows) -> Iterator[Finding]:
    """A reported percentage, rate or average says out of how many."""
    for row in where(_with(rows, REPORTED) & rows.has_denominator & rows.blank(Col.DENOMINATOR)):
        words = "the denominator is blank. Enter out of how many."
        yield rows.says(row, Col.DENOMINATOR, words, "A number above 0.")


@rule("row.denominator-nought", Ring.ROW, example="0 of 0 with the status Reported.")
def reported_denominator_is_above_nought(rows: Rows) -> Iterator[Finding]:
    """The denominator of a reported percentage, rate or average is above 0."""
    for row in where(_with(rows, REPORTED) & rows.has_denominator & (rows.denominator == 0)):
        words = (
            "the denominator is 0, so there is nothing to report. Choose Nil if nobody was due, "
            "or correct it."
        )
        yield rows.says(row, Col.DENOMINATOR, words, "A number above 0, or the status Nil.")


@rule(
    "row.nil-without-denominator",
    Ring.ROW,
    example="Nil of a percentage, and the denominator is blank.",
)
def nil_has_a_denominator(rows: Rows) -> Iterator[Finding]:
    """A nil percentage, rate or average has its denominator too: 0 if nobody was due."""
    for row in where(_with(rows, NIL) & rows.has_denominator & rows.blank(Col.DENOMINATOR)):
        words = (
            "the status is Nil, but out of how many? Enter the denominator; 0 if nobody was due."
        )
        yield rows.says(row, Col.DENOMINATOR, words, "A number; 0 if nobody was due.")


@rule("row.denominator-unwanted", Ring.ROW, example="A denominator beside a plain number.")
def number_has_no_denominator(rows: Rows) -> Iterator[Finding]:
    """A KPI that is a plain number has no denominator."""
    for row in where(rows.is_asked & ~rows.has_denominator & ~rows.blank(Col.DENOMINATOR)):
        words = "this KPI has no denominator. Clear the cell."
        yield rows.says(row, Col.DENOMINATOR, words, "A blank cell.")


@rule("row.nil-not-nought", Ring.ROW, example="The status Nil beside a numerator of 4.")
def nil_is_nought(rows: Rows) -> Iterator[Finding]:
    """Nil is a true none: the numerator is 0."""
    is_text = np.isnan(rows.numerator) & ~rows.blank(Col.NUMERATOR)
    for row in where(_with(rows, NIL) & (rows.numerator != 0) & ~is_text):
        if not rows.is_broken(row, Col.NUMERATOR):
            words = "the status is Nil, so the numerator must be 0."
            yield rows.says(row, Col.NUMERATOR, words, "0")


@rule("row.nought-not-nil", Ring.ROW, example="A numerator of 0 with the status Reported.")
def nought_is_said_to_be_nil(rows: Rows) -> Iterator[Finding]:
    """A numerator of 0 is certified by choosing Nil."""
    of_nobody = rows.has_denominator & (rows.denominator == 0)
    for row in where(_with(rows, REPORTED) & (rows.numerator == 0) & ~of_nobody):
        words = (
            "the numerator is 0. If there was truly none, choose Nil; if it is not known, choose "
            "Not available."
        )
        yield rows.says(row, Col.STATUS, words, "Nil, or Not available with the reason.")


@rule("row.reason-missing", Ring.ROW, example="Not available without a reason.")
def not_given_has_a_reason(rows: Rows) -> Iterator[Finding]:
    """Not available and Not applicable need a reason in the column Reason."""
    for row in where(_not_given(rows) & ~rows.has_reason):
        label = _LABELS[rows.status[row]]
        yield rows.says(row, Col.REASON, f"the status is {label}. Give the reason.", "The reason.")


@rule("row.reason-says-nothing", Ring.ROW, example="“n/a” or “.” as the reason.")
def reason_says_something(rows: Rows) -> Iterator[Finding]:
    """The reason why a figure is not given says why, in a few words."""
    asked = _not_given(rows)
    for row, reason in rows.reasons.items():
        letters = sum(map(str.isalpha, reason))
        if asked[row] and (letters < 3 or reason.strip(" .").casefold() in _EMPTY_WORDS):
            words = f"the reason (“{reason[:40]}”) does not say why the figure is not given."
            yield rows.says(row, Col.REASON, words, "The reason in a few words.")


@rule("row.figures-not-given", Ring.ROW, example="Not available beside a numerator of 12.")
def not_given_has_no_figures(rows: Rows) -> Iterator[Finding]:
    """Not available and Not applicable come without figures."""
    for column in (Col.NUMERATOR, Col.DENOMINATOR):
        for row in where(_not_given(rows) & ~rows.blank(column)):
            words = f"the status is {_LABELS[rows.status[row]]}, but there is a {column.lower()}."
            right = "A blank cell, or the status Reported."
            yield rows.says(row, column, f"{words} Clear it, or choose Reported.", right)


@rule("row.reason-long", Ring.ROW, example="A reason of a whole page.")
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
