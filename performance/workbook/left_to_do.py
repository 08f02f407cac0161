"""What is left to do in a row of the workbook, in words that change as its cells are filled.

A help while typing. What is taken is decided by the rules (checks/), which say far more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce

from commissioning.models import KpiVersion
from performance.models import Figure
from performance.workbook.definition import Entry, Line
from tabular.plans import Formula

TO_DO, LOOK, DONE = "To do:", "Look:", "Filled in"
NUMERATOR_WANTED = f"{TO_DO} the numerator"
DENOMINATOR_WANTED = f"{TO_DO} the denominator"
STATUS_WANTED = f"{TO_DO} a status"
REASON_WANTED = f"{TO_DO} the reason"


@dataclass(frozen=True)
class Step:
    """What to say of a row while a condition holds, which is written twice: for a cell, and for us."""

    words: str
    formula: str
    holds: Callable[[Entry], bool]


def formula_of(line: Line, cells: dict[str, str], entry: Entry) -> Formula:
    """The formula of a row, with what it says when the row is sent. `cells` are named n, d, s and r."""
    steps = list(steps_of(line))
    nested = reduce(
        lambda rest, one: f'IF({one.formula.format(**cells)},"{one.words}",{rest})',
        reversed(steps),
        f'"{DONE}"',
    )
    said = next((one.words for one in steps if one.holds(entry)), DONE)
    return Formula(f"={nested}", said)


def steps_of(line: Line) -> Iterator[Step]:
    """The steps of a line, in the order in which they are looked at: the first that holds is said."""
    yield Step(STATUS_WANTED, '{s}=""', lambda e: False)
    yield Step(
        f"{LOOK} clear the numbers, or choose Reported",
        _NOT_GIVEN.format('{n}&{d}<>""'),
        _numbers_unwanted,
    )
    yield Step(REASON_WANTED, _NOT_GIVEN.format('TRIM({r})=""'), _reason_wanted)
    yield Step(DONE, 'LEFT({s},4)="Not "', _not_given)
    yield Step(NUMERATOR_WANTED, '{n}=""', lambda e: e.numerator is None)
    if line.has_denominator:
        yield Step(DENOMINATOR_WANTED, '{d}=""', lambda e: e.denominator is None)
    yield Step(f"{LOOK} numbers in digits only", "OR(ISTEXT({n}),ISTEXT({d}))", _in_words)
    yield Step(f"{LOOK} Nil, but the numerator is not 0", 'AND({s}="Nil",{n}<>0)', _nil_not_nought)
    yield Step(
        f"{LOOK} if there was truly none, choose Nil", 'AND({s}="Reported",{n}=0)', _nought_not_nil
    )
    if line.unit == KpiVersion.Unit.PERCENT:
        words = f"{LOOK} the numerator is above the denominator"
        yield Step(words, "AND({d}>0,{n}>{d})", _above)
    if line.has_denominator:
        words = f"{LOOK} out of 0. If nobody was due, choose Nil"
        yield Step(words, 'AND({s}="Reported",{d}=0)', _out_of_nought)


_NOT_GIVEN = 'AND(LEFT({{s}},4)="Not ",{})'


def _not_given(entry: Entry) -> bool:
    return entry.status in (Figure.Status.NOT_AVAILABLE, Figure.Status.NOT_APPLICABLE)


def _numbers_unwanted(entry: Entry) -> bool:
    numbers = (entry.numerator, entry.denominator)
    return _not_given(entry) and any(number is not None for number in numbers)


def _reason_wanted(entry: Entry) -> bool:
    return _not_given(entry) and not entry.reason.strip()


def _in_words(entry: Entry) -> bool:
    return isinstance(entry.numerator, str) or isinstance(entry.denominator, str)


def _nil_not_nought(entry: Entry) -> bool:
    return entry.status == Figure.Status.NIL and entry.numerator != 0


def _nought_not_nil(entry: Entry) -> bool:
    return entry.status == Figure.Status.REPORTED and entry.numerator == 0


def _out_of_nought(entry: Entry) -> bool:
    return entry.status == Figure.Status.REPORTED and entry.denominator == 0


def _above(entry: Entry) -> bool:
    """Asked of numbers alone: words are said to be so before."""
    part, whole = float(entry.numerator or 0), float(entry.denominator or 0)
    return part > whole > 0
