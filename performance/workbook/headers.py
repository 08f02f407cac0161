"""Finding our columns in whatever sheet came back: moved, renamed, doubled, or on another sheet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache

from performance.workbook.definition import CHECK, SHEET, Asked, Col
from tabular.book import Book, Sheet
from tabular.cells import Value, a1, column_letters, shown

#: A header a person would take for ours, by the column it stands for.
SYNONYMS: Mapping[Col, tuple[str, ...]] = {
    Col.KPI: ("indicator", "measure", "kpi name", "kpi code", "key performance indicator"),
    Col.AREA: ("district", "locality", "area name", "place", "local area"),
    Col.GROUP: ("subgroup", "breakdown", "category"),
    Col.NUMERATOR: ("num", "numerator n", "numer", "numerator value", "numerator count"),
    Col.DENOMINATOR: (
        *("den", "denom", "denominator n", "denominator d", "denominator value"),
        *("out of", "out of how many", "denominator count"),
    ),
    Col.STATUS: ("state", "reporting status", "data status"),
    Col.REASON: ("reasons", "comment", "comments", "commentary", "explanation", "notes"),
    Col.IDENTIFIER: ("id", "row id", "row identifier"),
}
#: Rows from the top among which the headers are looked for.
_LOOKED_AT = 100
#: Fewer of our columns than this are not our columns.
_FEWEST = 3
#: So many of our columns show a sheet to be ours where nothing else does.
_ENOUGH = 6
#: How alike a mistyped header must be.
_ALIKE = 0.86
_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Layout:
    """Where our columns stand on a sheet."""

    sheet: Sheet
    header: int
    """The row of the headers."""
    places: Mapping[Col, int]
    """The number of each column that was found."""
    renamed: tuple[tuple[Col, int, str], ...] = ()
    """Column, its number, and the header it was known by."""
    doubled: tuple[tuple[Col, int, int], ...] = ()
    """Column, and the two numbers it stands at."""
    unknown: tuple[tuple[int, str], ...] = ()
    """Numbers and headers of columns that are none of ours."""

    def cell(self, column: int) -> str:
        """The name of a header's cell."""
        return a1(self.header, column)

    @property
    def is_ours(self) -> bool:
        """Whether the columns alone show that it was made from our workbook."""
        known = self.places.keys()
        figures = {Col.NUMERATOR, Col.STATUS} <= known
        return len(known) >= _ENOUGH or (figures and Col.IDENTIFIER in known)

    @cached_property
    def heading(self) -> str:
        """The line above the columns that names agreement and period; empty where there is none."""
        above = (self.sheet.value(row, 1) for row in range(1, self.header))
        return next((text for text in map(_words, above) if ": " in text), "")

    @cached_property
    def numbers(self) -> list[int]:
        """The rows under the headers that are not blank."""
        return self.sheet.filled_rows(self.header + 1)

    def column(self, column: Col) -> list[Value | None]:
        """The values of a column, one for each of `numbers`."""
        first = self.header + 1
        values = self.sheet.column_values(self.places[column], first)
        numbers = self.numbers
        return values if len(values) == len(numbers) else [values[n - first] for n in numbers]

    def missing(self, asked: Asked) -> list[Col]:
        """The columns without which the rows cannot be read."""
        needed = [Col.NUMERATOR, Col.STATUS, Col.REASON]
        if any(line.has_denominator for line in asked.lines):
            needed.insert(1, Col.DENOMINATOR)
        if Col.IDENTIFIER not in self.places:
            needed = [Col.KPI, Col.AREA, *([Col.GROUP] if asked.has_groups else []), *needed]
        return [column for column in needed if column not in self.places]

    def gone(self, asked: Asked) -> list[Col]:
        """Columns that were sent and have been removed, though nothing depends on them."""
        missing = self.missing(asked)
        sent = [c for c in Col if c is not Col.GROUP or asked.has_groups]
        known = {*self.places, *missing, Col.IDENTIFIER}
        return [column for column in sent if column not in known]


def layout_of(book: Book) -> Layout | None:
    """Where our columns are: on the sheet of our name, else where most of them stand."""
    found = layouts_in(book)
    named = next((one for one in found if one.sheet.name.casefold() == SHEET.casefold()), None)
    return named or max(found, key=lambda one: len(one.places), default=None)


def layouts_in(book: Book) -> list[Layout]:
    """Every sheet that carries columns of ours, with the figures among them."""
    found = (_layout(sheet) for sheet in book.sheets)
    return [one for one in found if one is not None]


def _layout(sheet: Sheet) -> Layout | None:
    best: Layout | None = None
    for row in sheet.filled_rows(1, _LOOKED_AT):
        one = _at(sheet, row)
        if one and (best is None or len(one.places) > len(best.places)):
            best = one
        if best is not None and len(best.places) == len(Col):
            break  # nothing below can be more of a header
    return best


def _at(sheet: Sheet, row: int) -> Layout | None:
    headers = {
        place: text
        for place, value in enumerate(sheet.rows[row - 1], 1)
        if isinstance(value, str) and (text := _words(value)) and len(text) < 80
    }
    if len(headers) < _FEWEST:
        return None
    exact = _first_places((Col(text), n) for n, text in headers.items() if text in _NAMES)
    other = {n: text for n, text in headers.items() if text not in _NAMES and text != CHECK}
    renamed = _renamed(other, set(exact))
    places = exact | {column: n for column, n, _text in renamed}
    if len(places) < _FEWEST or not {Col.NUMERATOR, Col.IDENTIFIER, Col.STATUS} & places.keys():
        return None
    known = {n for _column, n, _text in renamed}
    doubled = [(Col(t), exact[Col(t)], n) for n, t in headers.items() if t in _NAMES]
    return Layout(
        sheet,
        row,
        dict(sorted(places.items(), key=lambda pair: pair[1])),
        tuple(renamed),
        tuple(d for d in doubled if d[1] != d[2]),
        tuple((n, text) for n, text in other.items() if n not in known),
    )


def _first_places(found: Iterable[tuple[Col, int]]) -> dict[Col, int]:
    first: dict[Col, int] = {}
    for column, n in found:
        first.setdefault(column, n)
    return first


def _renamed(others: Mapping[int, str], taken: set[Col]) -> list[tuple[Col, int, str]]:
    """Headers that stand for a column not found under its own; never two for one."""
    meant = {n: column for n, text in others.items() if (column := _meant(text)) not in taken}
    times = Counter(meant.values())
    return [(c, n, others[n]) for n, c in meant.items() if c is not None and times[c] == 1]


@lru_cache(maxsize=1024)
def _meant(text: str) -> Col | None:
    key = _key(text)
    if key in _KNOWN:
        return _KNOWN[key]
    close = get_close_matches(key, _OWN, n=1, cutoff=_ALIKE) if len(key) > 5 else []
    return _OWN[close[0]] if close else None


def in_letters(columns: Iterable[tuple[int, str]]) -> str:
    """Columns in words: "“Cohort” in column I"."""
    return ", ".join(f"“{text[:40]}” in column {column_letters(n)}" for n, text in columns)


def _words(value: Value | None) -> str:
    return " ".join(shown(value).split())


def _key(text: str) -> str:
    return " ".join(_SIGNS.sub(" ", text.casefold()).split())


_NAMES = {str(column) for column in Col}
_OWN = {_key(column): column for column in Col}
_KNOWN = {**{_key(name): c for c, names in SYNONYMS.items() for name in names}, **_OWN}
