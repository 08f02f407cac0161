"""Row ring: what people write in a cell for a number, each with what would be right."""

from __future__ import annotations

from collections.abc import Iterator

from performance.checks.row_numbers import NUMBERS, looks_like_a_share
from performance.checks.rule import Ring, rule
from performance.values import number_in_words
from performance.workbook.definition import Col
from performance.workbook.numbers import Kind
from performance.workbook.rows import Rows, where
from tabular.findings import Finding, Severity


@rule("row.percentage", Ring.ROW, example="“85%” or 0.85 as the numerator.")
def numerators_are_no_percentages(rows: Rows) -> Iterator[Finding]:
    """Enter how many and out of how many; the percentage is worked out here."""
    for column, row in _written(rows, Kind.PERCENT):
        said = rows.odd(column)[row].pair[0]
        yield rows.says(row, column, *_of_percent(rows, row, column, float(said), f"{said}%"))
    for row in where(looks_like_a_share(rows)):
        per_cent = round(float(rows.numerator[row]) * 100, 4)
        said = f"{rows.numerator[row]:g}"
        yield rows.says(row, Col.NUMERATOR, *_of_percent(rows, row, Col.NUMERATOR, per_cent, said))


def _of_percent(rows: Rows, row: int, column: Col, per_cent: float, said: str) -> tuple[str, str]:
    words = f"the {column.lower()} ({said}) is a percentage. Enter how many"
    if column is Col.DENOMINATOR or not rows.has_denominator[row]:
        return f"{words}, as a whole number.", "A whole number."
    if rows.denominator[row] > 0 and 0 <= per_cent <= 100:
        whole = number_in_words(rows.number(row, Col.DENOMINATOR))
        meant = number_in_words(rows.share_of(row, per_cent))
        return (
            f"{words}: {per_cent:g}% of {whole} is {meant}.",
            f"{meant}, if {per_cent:g}% is right.",
        )
    return (
        f"{words} in Numerator and out of how many in Denominator.",
        "How many, and out of how many.",
    )


@rule("row.two-numbers", Ring.ROW, example="“30/40” or “30 of 40” in one cell.")
def one_number_in_a_cell(rows: Rows) -> Iterator[Finding]:
    """One cell holds one number: how many in Numerator, out of how many in Denominator."""
    for column, row in _written(rows, Kind.TWO_NUMBERS):
        part, whole = rows.odd(column)[row].pair
        right = f"{part} in Numerator, {whole} in Denominator."
        words = (
            f"the {column.lower()} (“{rows.text(row, column)[:40]}”) holds two numbers. Put {right}"
        )
        yield rows.says(row, column, words, right)


@rule("row.small-number-hidden", Ring.ROW, example="“*”, “<5” or “suppressed”.")
def small_numbers_are_sent(rows: Rows) -> Iterator[Finding]:
    """Send the true number, however small: small numbers are hidden here, before others see them."""
    for column, row in _written(rows, Kind.HIDDEN):
        words = (
            f"the {column.lower()} (“{rows.text(row, column)[:40]}”) hides a small number. Enter the "
            "true number: we hide small numbers before anybody else sees them."
        )
        yield rows.says(row, column, words, "The true number, however small.")


@rule("row.word-for-none", Ring.ROW, example="“-” or “nil” in a cell for a number.")
def none_is_a_nought(rows: Rows) -> Iterator[Finding]:
    """A true none is 0 with the status Nil, not a word or a dash."""
    for column, row in _written(rows, Kind.NONE_WORD):
        words = (
            f"the {column.lower()} (“{rows.text(row, column)}”) is not a number. If there was truly "
            "none, enter 0 and choose the status Nil; if it is not known, clear the cell and choose Not "
            "available."
        )
        yield rows.says(row, column, words, "0 and Nil; or a blank cell and Not available.")


@rule("row.word-for-not-given", Ring.ROW, example="“n/a” or “tbc” in a cell for a number.")
def what_is_not_given_is_a_status(rows: Rows) -> Iterator[Finding]:
    """Why a number is not given is said by the status and the reason, not in its cell."""
    for column, row in _written(rows, Kind.NOT_GIVEN_WORD):
        words = (
            f"the {column.lower()} (“{rows.text(row, column)}”) is not a number. Clear the cell, choose "
            "Not available (it exists but you cannot give it) or Not applicable (it cannot exist "
            "here), and give the reason."
        )
        yield rows.says(
            row, column, words, "A blank cell, Not available or Not applicable, a reason."
        )


@rule("row.not-exact", Ring.ROW, example="“about 30”, “30+” or “20-30”.")
def numbers_are_exact(rows: Rows) -> Iterator[Finding]:
    """Numbers are exact. What is uncertain about them is said in the reason."""
    for column, row in _written(rows, Kind.ABOUT):
        said = rows.text(row, column)[:40]
        words = f"the {column.lower()} (“{said}”) is not exact. Enter the number you can stand by, "
        words = f"{words}and say in the reason what is uncertain."
        yield rows.says(row, column, words, "One exact number.")


@rule("row.number-of-two-meanings", Ring.ROW, example="“1.200”: one point two, or 1,200?")
def numbers_have_one_meaning(rows: Rows) -> Iterator[Finding]:
    """A number written as text can be read in one way only."""
    for column, row in _written(rows, Kind.EITHER):
        one, other = rows.odd(column)[row].pair
        words = f"the {column.lower()} (“{rows.text(row, column)}”) may be {one} or {other}. "
        yield rows.says(row, column, f"{words}Enter it without points.", f"{one} or {other}.")


@rule("row.number-read-as", Ring.ROW, Severity.NOTE, example="“£1,200” is read as 1,200.")
def numbers_in_another_writing(rows: Rows) -> Iterator[Finding]:
    """A number with a pound sign, brackets or a decimal comma is read, and it is said as what."""
    for column in NUMBERS:
        found = [row for named, row in _written(rows, Kind.READ_AS) if named is column]
        if not found:
            continue
        read = number_in_words(rows.number(found[0], column))
        words = f"“{rows.text(found[0], column)[:40]}” was read as {read}"
        more = f", and {len(found) - 1:,} more in this column in the same way" if found[1:] else ""
        yield rows.finding(Severity.NOTE, found[0], column, f"{words}{more}.")


def _written(rows: Rows, kind: Kind) -> Iterator[tuple[Col, int]]:
    for column in NUMBERS:
        for row, said in rows.odd(column).items():
            if said.kind is kind and rows.is_asked[row]:
                yield column, row
