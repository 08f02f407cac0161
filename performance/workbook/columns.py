"""Columns of cells as they were read: what is blank in them, what is broken, which numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from performance.workbook.numbers import NAN, written
from tabular.cells import CellError, Uncalculated, Value

Mask = NDArray[np.bool_]
Column = Sequence[Value | None]
#: Types of cells that hold a number or nothing.
_NUMERIC = {int, float, type(None)}


def is_broken(value: Value | None) -> bool:
    """Whether a cell shows an error or a formula that was never worked out."""
    return isinstance(value, CellError | Uncalculated)


def numbers_in(values: Column) -> NDArray[np.float64]:
    """The numbers of a column, also those kept as text; NAN where there is none."""
    if set(map(type, values)) <= _NUMERIC:
        return np.array(values, dtype=np.float64)
    known = {v: written(v).value for v in set(values) if type(v) is str}
    return np.array([_number(v, known) for v in values], dtype=np.float64)


def _number(value: Value | None, known: Mapping[str, float]) -> float:
    kind = type(value)
    if kind is str:
        return known[value]  # type: ignore[index]
    return float(value) if kind in (int, float) else NAN  # type: ignore[arg-type]


def blank_in(values: Column) -> Mask:
    """Where a column has nothing, or spaces alone."""
    kinds = set(map(type, values))
    if type(None) not in kinds and str not in kinds:
        return np.zeros(len(values), dtype=bool)
    if str not in kinds:
        return np.array([v is None for v in values], dtype=bool)
    empty = {v for v in set(map(hashed, values)) if v is None or not str(v).strip()}
    return np.array([v in empty for v in map(hashed, values)], dtype=bool)


def hashed(value: Value | None) -> Value | None:
    """A value by which equal ones are one; yes and no are not 1 and 0."""
    return str(value).upper() if type(value) is bool else value


def distinct(values: Column) -> set[Value | None]:
    """What is in a column, each value once."""
    return set(map(hashed, values))
