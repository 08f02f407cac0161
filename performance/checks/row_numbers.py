"""Row ring: numerators and denominators are numbers that can be right."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commissioning.models import KpiVersion
from performance.checks.rule import Ring, rule
from performance.reference import LARGEST_NUMBER
from performance.values import number_in_words
from performance.workbook.definition import Col
from performance.workbook.rows import Mask, Rows, is_broken, where
from tabular.cells import CellError
from tabular.findings import Finding

NUMBERS = (Col.NUMERATOR, Col.DENOMINATOR)


@rule("row.cell-broken", Ring.ROW)
def cells_can_be_read(rows: Rows) -> Iterator[Finding]:
    """Enter the numbers themselves; a formula must show its result, and no cell an error."""
    for column, values in rows.said.items():
        for row in [i for i, value in enumerate(values) if is_broken(value)]:
            if not rows.is_asked[row]:
                continue
            right = "The figure itself in the cell."
            if isinstance(value := values[row], CellError):
                words = f"the cell shows the error {value}. Put the figure itself in the cell."
            else:
                words = "the formula was never worked out. Put the figure itself in the cell."
            yield rows.says(row, column, words, right)


@rule("row.not-a-number", Ring.ROW)
def numbers_are_numbers(rows: Rows) -> Iterator[Finding]:
    """Numerator and denominator are written in digits: no words, per cent signs or dates."""
    for column, values in _columns(rows):
        for row in where(rows.is_asked & np.isnan(values) & ~rows.blank(column)):
            if not is_broken(rows.value(row, column)):
                words = f"the {column.lower()} (“{rows.text(row, column)[:60]}”) is not a number."
                yield rows.says(row, column, f"{words} Enter digits only.", "Digits only.")


@rule("row.negative", Ring.ROW)
def numbers_not_negative(rows: Rows) -> Iterator[Finding]:
    """No number is below 0."""
    for column, values in _columns(rows):
        for row in where(rows.is_asked & (values < 0)):
            said = number_in_words(rows.number(row, column))
            yield rows.says(
                row, column, f"the {column.lower()} ({said}) is negative.", "0 or more."
            )


@rule("row.too-large", Ring.ROW)
def numbers_not_too_large(rows: Rows) -> Iterator[Finding]:
    """No number is above 999,999,999."""
    most = f"At most {LARGEST_NUMBER:,}."
    for column, values in _columns(rows):
        for row in where(rows.is_asked & (values > float(LARGEST_NUMBER))):
            words = f"the {column.lower()} is larger than any count can be."
            yield rows.says(row, column, words, most)


@rule("row.not-whole", Ring.ROW)
def counts_are_whole(rows: Rows) -> Iterator[Finding]:
    """Counts are whole numbers. Only the numerator of an average may have decimals, at most two."""
    averages = rows.of_line(lambda line: line.decimals_allowed).astype(bool)
    for column, values in _columns(rows):
        usable = rows.is_asked & (np.abs(values) <= float(LARGEST_NUMBER))
        decimal = averages & (column is Col.NUMERATOR)
        for row in where(usable & np.where(decimal, _finer(values), values % 1 != 0)):
            words = "at most two decimals" if decimal[row] else "a whole number, not a percentage"
            said = rows.number(row, column)
            right = f"{words[0].upper()}{words[1:]}."
            yield rows.says(row, column, f"the {column.lower()} ({said}) must be {words}.", right)


@rule("row.part-above-whole", Ring.ROW)
def part_not_larger_than_whole(rows: Rows) -> Iterator[Finding]:
    """In a percentage the numerator is never larger than the denominator."""
    percent = rows.of_line(lambda line: line.unit == KpiVersion.Unit.PERCENT).astype(bool)
    larger = (rows.numerator > rows.denominator) & (rows.denominator > 0)
    for row in where(percent & rows.gives_figures & larger):
        part, whole = (number_in_words(rows.number(row, column)) for column in NUMBERS)
        words = f"the numerator ({part}) is larger than the denominator ({whole}). Check both."
        yield rows.says(row, Col.NUMERATOR, words, f"At most {whole}.")


def _columns(rows: Rows) -> list[tuple[Col, np.ndarray[tuple[int], np.dtype[np.float64]]]]:
    return list(zip(NUMBERS, (rows.numerator, rows.denominator), strict=True))


def _finer(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Mask:
    """Where a number has more than two decimals."""
    finer: Mask = np.abs(values * 100 - np.round(values * 100)) > 1e-6
    return finer
