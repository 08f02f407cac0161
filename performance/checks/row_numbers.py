"""Row ring: numerators and denominators are numbers that can be right."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from commissioning.models import KpiVersion
from performance.reference import LARGEST_NUMBER
from performance.values import number_in_words
from performance.workbook.definition import Col
from performance.workbook.rows import Came, is_broken
from tabular.cells import CellError
from tabular.findings import Finding

NUMBERS = (Col.NUMERATOR, Col.DENOMINATOR)


def row_cells_can_be_read(row: Came) -> Iterator[Finding]:
    """Enter the numbers themselves; a formula must show its result, and no cell an error."""
    for column, value in row.values.items():
        if isinstance(value, CellError):
            words = f"the cell shows the error {value}. Put the figure itself in the cell."
            yield row.says(column, words)
        elif is_broken(value):
            words = "the formula was never worked out. Put the figure itself in the cell."
            yield row.says(column, words)


def row_numbers_are_numbers(row: Came) -> Iterator[Finding]:
    """Numerator and denominator are written in digits: no words, per cent signs or dates."""
    for column, number in _numbers(row):
        if number is None and not row.is_blank(column) and not is_broken(row.values.get(column)):
            words = f"the {column.lower()} (“{row.text(column)[:60]}”) is not a number."
            yield row.says(column, f"{words} Enter digits only.")


def row_numbers_not_negative(row: Came) -> Iterator[Finding]:
    """No number is below 0."""
    for column, number in _numbers(row):
        if number is not None and number < 0:
            yield row.says(column, f"the {column.lower()} ({number_in_words(number)}) is negative.")


def row_numbers_not_too_large(row: Came) -> Iterator[Finding]:
    """No number is above 999,999,999."""
    for column, number in _numbers(row):
        if number is not None and number > LARGEST_NUMBER:
            yield row.says(column, f"the {column.lower()} is larger than any count can be.")


def row_counts_are_whole(row: Came) -> Iterator[Finding]:
    """Counts are whole numbers. Only the numerator of an average may have decimals, at most two."""
    for column, number in _numbers(row):
        if number is None or row.line is None or abs(number) > LARGEST_NUMBER:
            continue
        average = column is Col.NUMERATOR and row.line.decimals_allowed
        step = Decimal("0.01") if average else Decimal(1)
        if number % step:
            words = "at most two decimals" if average else "a whole number, not a percentage"
            yield row.says(column, f"the {column.lower()} ({number}) must be {words}.")


def row_part_not_larger_than_whole(row: Came) -> Iterator[Finding]:
    """In a percentage the numerator is never larger than the denominator."""
    if row.line is None or row.line.unit != KpiVersion.Unit.PERCENT or not row.gives_figures:
        return
    part, whole = row.numerator, row.denominator
    if part is not None and whole is not None and part > whole > 0:
        words = f"the numerator ({number_in_words(part)}) is larger than the denominator"
        yield row.says(Col.NUMERATOR, f"{words} ({number_in_words(whole)}). Check both.")


def _numbers(row: Came) -> list[tuple[Col, Decimal | None]]:
    return list(zip(NUMBERS, (row.numerator, row.denominator), strict=True))
