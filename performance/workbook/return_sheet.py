"""The sheet of figures: a row to each KPI, area and group, and what may be typed into it."""

from __future__ import annotations

from performance.reference import LARGEST_NUMBER, LONGEST_REASON
from performance.workbook.definition import (
    CHECK,
    EVERYBODY,
    LOCKED,
    SHEET,
    STATUSES,
    Asked,
    Col,
    Entry,
    Filled,
    Line,
)
from performance.workbook.left_to_do import (
    DENOMINATOR_WANTED,
    LOOK,
    NUMERATOR_WANTED,
    REASON_WANTED,
    STATUS_WANTED,
    formula_of,
)
from tabular.cells import column_letters
from tabular.plans import Caution, Column, Content, Kind, PlannedRow, SheetPlan, Tone
from tabular.writing import MOST_WITH_LOOKS

GUIDANCE = (
    "Fill in the yellow cells, one row for each KPI and area. The last column says what is left to "
    "do. The sheet “Guidance” says how."
)
_PLACES = [*Col, CHECK]
_HOW_MANY = "How many, as column D says. If it is truly none, enter 0 and choose Nil."
_WANTED = {
    Col.STATUS: STATUS_WANTED,
    Col.REASON: REASON_WANTED,
    Col.NUMERATOR: NUMERATOR_WANTED,
    Col.DENOMINATOR: DENOMINATOR_WANTED,
}
#: The letters by which formulas name the cells of a row.
_NAMED = {"n": Col.NUMERATOR, "d": Col.DENOMINATOR, "s": Col.STATUS, "r": Col.REASON}
#: The first row of figures: under the heading, the guidance and the headers.
FIRST_ROW = 4


def return_sheet_of(asked: Asked, filled: Filled) -> SheetPlan:
    """What is to be on the sheet of figures."""
    places = range(len(asked.slots))
    checked = len(places) <= MOST_WITH_LOOKS
    return SheetPlan(
        name=SHEET,
        columns=columns_of(asked),
        rows=tuple(_row(asked, place, filled, checked) for place in places),
        title=asked.heading,
        guidance=GUIDANCE,
        table="Return_figures",
        frozen_columns=2,
        cautions=_cautions(),
    )


def letter(column: str) -> str:
    """The letter of a column of the sheet of figures."""
    return column_letters(_PLACES.index(column) + 1)


def columns_of(asked: Asked) -> tuple[Column, ...]:
    """The columns; those to be filled in are open, and take what the checks will take."""
    return (
        Column(Col.KPI, 26),
        Column(Col.AREA, 15),
        Column(Col.GROUP, 14, hidden=not asked.has_groups),
        Column(Col.NUMERATOR_COUNTS, 28),
        Column(Col.DENOMINATOR_COUNTS, 28),
        Column(Col.TARGET, 9),
        Column(Col.BEFORE, 15),
        _NUMERATOR,
        _DENOMINATOR,
        Column(
            Col.STATUS, 14, unlocked=True, choices=tuple(STATUSES), prompt_title="Status",
            prompt="Reported; Nil for a true none; Not available or Not applicable with a reason.",
        ),
        Column(
            Col.REASON, 32, unlocked=True, longest=LONGEST_REASON, prompt_title="Reason",
            prompt="Why a figure is not given, or why it changed unusually. "
            f"At most {LONGEST_REASON} characters.",
        ),
        Column(Col.IDENTIFIER, 8, hidden=True),
        Column(CHECK, 26),
    )  # fmt: skip


def _number(column: Col, width: float, kind: Kind, prompt: str) -> Column:
    most = int(LARGEST_NUMBER)
    return Column(
        column, width, kind, True, minimum=0, maximum=most, prompt_title=column, prompt=prompt
    )


_NUMERATOR = _number(Col.NUMERATOR, 12, Kind.WHOLE, _HOW_MANY)
_AVERAGED = _number(Col.NUMERATOR, 12, Kind.NUMBER, f"{_HOW_MANY} Decimals are taken.")
_DENOMINATOR = _number(Col.DENOMINATOR, 13, Kind.WHOLE, "Out of how many, as column E says.")
#: Nothing can be typed beside a plain number.
_NO_DENOMINATOR = Column(Col.DENOMINATOR, 13, Kind.WHOLE)


def _row(asked: Asked, place: int, filled: Filled, checked: bool) -> PlannedRow:
    line, group = asked.line_at(place), asked.group_at(place)
    whole = group == EVERYBODY
    key = (line.code, line.area) if whole else (line.code, line.area, group)
    entry = filled.get(key, Entry())
    locked = line.locked | {Col.GROUP: group}
    values: tuple[Content, ...] = (
        *(locked[column] for column in LOCKED),
        line.target_in_words if whole else None,
        line.before_in_words if whole else None,
        entry.numerator,
        entry.denominator,
        entry.status.label,
        entry.reason or None,
        asked.slots.identifiers[place],
    )
    if checked:
        cells = {name: f"${letter(column)}{FIRST_ROW + place}" for name, column in _NAMED.items()}
        values += (formula_of(line, cells, entry),)
    return PlannedRow(values, _own(line))


def _own(line: Line) -> dict[int, Column]:
    """The cells of a row that take something else than their column."""
    own: dict[int, Column] = {}
    if line.decimals_allowed:
        own[_PLACES.index(Col.NUMERATOR)] = _AVERAGED
    if not line.has_denominator:
        own[_PLACES.index(Col.DENOMINATOR)] = _NO_DENOMINATOR
    return own


def _cautions() -> tuple[Caution, ...]:
    first = f"${letter(CHECK)}{FIRST_ROW}"
    cells = (Col.NUMERATOR, Col.DENOMINATOR, Col.STATUS)
    wrong = f'=LEFT({first},{len(LOOK)})="{LOOK}"'
    return (
        Caution((CHECK, *cells), wrong, Tone.WRONG),
        *(
            Caution((column,), f'={first}="{words}"', Tone.WANTED)
            for column, words in _WANTED.items()
        ),
    )
