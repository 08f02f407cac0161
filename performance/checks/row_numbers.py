"""Row ring: numerators and denominators are numbers that can be right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

import numpy as np

from performance.checks.rule import Ring, rule
from performance.reference import LARGEST_NUMBER
from performance.values import number_in_words
from performance.workbook.columns import Mask, is_broken
from performance.workbook.definition import Col
from performance.workbook.numbers import Kind
from performance.workbook.rows import Rows, where
from tabular.cells import CellError, Uncalculated
from tabular.findings import Finding

NUMBERS = (Col.NUMERATOR, Col.DENOMINATOR)


@rule("row.cell-broken", Ring.ROW, example="A cell that shows #REF!, or =B4*2 never worked out.")
def cells_can_be_read(rows: Rows) -> Iterator[Finding]:
    """Enter the numbers themselves; a formula must show its result, and no cell an error."""
    for column, values in rows.said.items():
        if {CellError, Uncalculated}.isdisjoint(map(type, values)):
            continue
        for row in [i for i, value in enumerate(values) if is_broken(value)]:
            if not rows.is_asked[row]:
                continue
            right = "The figure itself in the cell."
            if isinstance(value := values[row], CellError):
                words = f"the cell shows the error {value}. Put the figure itself in the cell."
            else:
                words = "the formula was never worked out. Put the figure itself in the cell."
            yield rows.says(row, column, words, right)


@rule("row.date-in-number", Ring.ROW, example="You typed 3/4 and Excel made 3 April of it.")
def numbers_are_no_dates(rows: Rows) -> Iterator[Finding]:
    """No number has become a date; a spreadsheet makes a date of 3/4."""
    for column in NUMBERS:
        for row in _of_types(rows, column, (date, time, timedelta)):
            words = (
                f"the {column.lower()} holds the date or time {rows.text(row, column)}. A spreadsheet "
                "program makes a date of 3/4. Enter the numbers each in its own cell."
            )
            right = "Numerator and denominator as whole numbers, each in its own cell."
            yield rows.says(row, column, words, right)


@rule("row.not-a-number", Ring.ROW, example="“thirty” or TRUE where 30 is meant.")
def numbers_are_numbers(rows: Rows) -> Iterator[Finding]:
    """Numerator and denominator are written in digits."""
    for column in NUMBERS:
        odd = rows.odd(column)
        other = [row for row, said in odd.items() if said.kind is Kind.OTHER and rows.is_asked[row]]
        for row in sorted([*other, *_of_types(rows, column, (bool,))]):
            words = f"the {column.lower()} (“{rows.text(row, column)[:60]}”) is not a number."
            yield rows.says(row, column, f"{words} Enter digits only.", "Digits only.")


@rule("row.negative", Ring.ROW, example="-3, or (3) as accountants write it.")
def numbers_not_negative(rows: Rows) -> Iterator[Finding]:
    """No number is below 0."""
    for column, values in _columns(rows):
        for row in where(rows.is_asked & (values < 0)):
            said = rows.text(row, column)
            words = f"the {column.lower()} ({said[:40]}) is negative."
            yield rows.says(row, column, words, "0 or more.")


@rule("row.too-large", Ring.ROW, example="A telephone number where a count is asked for.")
def numbers_not_too_large(rows: Rows) -> Iterator[Finding]:
    """No number is above 999,999,999."""
    most = f"At most {LARGEST_NUMBER:,}."
    for column, values in _columns(rows):
        for row in where(rows.is_asked & (values > float(LARGEST_NUMBER))):
            words = f"the {column.lower()} is larger than any count can be."
            yield rows.says(row, column, words, most)


@rule("row.not-whole", Ring.ROW, example="12.5 families.")
def counts_are_whole(rows: Rows) -> Iterator[Finding]:
    """Counts are whole numbers. Only the numerator of an average may have decimals, at most two."""
    averages = rows.of_definition(lambda line: line.decimals_allowed).astype(bool)
    share = looks_like_a_share(rows)
    for column, values in _columns(rows):
        usable = rows.is_asked & (np.abs(values) <= float(LARGEST_NUMBER))
        decimal = averages & (column is Col.NUMERATOR)
        wrong = usable & np.where(decimal, _finer(values), values != np.floor(values))
        for row in where(wrong & ~(share & (column is Col.NUMERATOR))):
            words = "at most two decimals" if decimal[row] else "a whole number, not a percentage"
            said = rows.number(row, column)
            right = f"{words[0].upper()}{words[1:]}."
            yield rows.says(row, column, f"the {column.lower()} ({said}) must be {words}.", right)


@rule("row.part-above-whole", Ring.ROW, example="45 of 40; or 85 for 85%.")
def part_not_larger_than_whole(rows: Rows) -> Iterator[Finding]:
    """In a percentage the numerator is never larger than the denominator."""
    larger = (rows.numerator > rows.denominator) & (rows.denominator > 0)
    for row in where(rows.is_percentage & rows.gives_figures & larger):
        part, whole = (number_in_words(rows.number(row, column)) for column in NUMBERS)
        words = f"the numerator ({part}) is larger than the denominator ({whole}). Check both."
        right = f"At most {whole}."
        if rows.numerator[row] <= 100:
            meant = number_in_words(rows.share_of(row, rows.numerator[row]))
            words = f"{words} If {part} is the percentage, enter how many: "
            words = f"{words}{part}% of {whole} is {meant}."
            right = f"At most {whole}; {meant} if {part}% is meant."
        yield rows.says(row, Col.NUMERATOR, words, right)


def looks_like_a_share(rows: Rows) -> Mask:
    """Numerators of percentages between 0 and 1: 0.85 for 85%."""
    between = (rows.numerator > 0) & (rows.numerator < 1)
    return np.asarray(rows.is_asked & rows.is_percentage & between)


def _of_types(rows: Rows, column: Col, types: tuple[type, ...]) -> list[int]:
    values = rows.said.get(column, ())
    if not any(issubclass(kind, types) for kind in set(map(type, values))):
        return []
    return [i for i, v in enumerate(values) if isinstance(v, types) and rows.is_asked[i]]


def _columns(rows: Rows) -> list[tuple[Col, np.ndarray[tuple[int], np.dtype[np.float64]]]]:
    return list(zip(NUMBERS, (rows.numerator, rows.denominator), strict=True))


def _finer(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Mask:
    """Where a number has more than two decimals."""
    finer: Mask = np.abs(values * 100 - np.round(values * 100)) > 1e-6
    return finer
