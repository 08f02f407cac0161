"""A run of plain rows made into columns, by whole columns at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tabular.cells import CellError, Uncalculated, Value
from tabular.packing import Packed, full_mask, mask_of, mixed_piece
from tabular.parsed import LONGEST_TEXT, Filler
from tabular.plainrows import BEFORE, GROUPS, INLINE, NUMBER, OTHER, SHARED, STYLE, TYPE, Taken
from tabular.serials import Shape, iso_moment, moment, number
from tabular.workbookparts import TRUE, Styles, Workbook
from tabular.xmlparts import unescaped

_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ENTITY = re.compile("&([a-z]+);")
Aside = tuple[int, Value]


class Odd(Exception):
    """The sheet is not as programs write it; the XML parser must read all of it."""


class Meanings:
    """What the styles and shared texts of a workbook make of what its cells hold."""

    def __init__(self, book: Workbook, styles: Styles, texts: list[str]) -> None:
        self.book, self.styles, self.texts = book, styles, texts
        self.lengths = [*map(len, texts)]
        self.blank = {str(place) for place, text in enumerate(texts) if not text}
        self.dated = {str(n) for n, shape in enumerate(styles.shapes) if shape is not Shape.NUMBER}
        self._moments: dict[tuple[str, str], Value] = {}

    def moment_of(self, style: str, digits: str) -> Value:
        """The date or time a number in this style stands for, or the number."""
        key = style, digits
        if key not in self._moments:
            value, shape = number(digits), self.styles.shape(style)
            if isinstance(value, str | CellError):
                raise Odd
            self._moments[key] = moment(value, shape, self.book.from_1904)
        return self._moments[key]

    def worth(self, kind: str, written: str, style: str) -> Value | None:
        """The value of a cell whose type is given in words."""
        text = _ENTITY.sub(_character, written) if "&" in written else written
        if len(text) > LONGEST_TEXT:
            raise Odd
        if kind == "str":
            return unescaped(text) or None
        if not text:
            return None
        if kind == "b":
            return text.strip().lower() in TRUE
        if kind == "e":
            return CellError(text.strip())
        value = iso_moment(text) if kind == "d" else number(text)
        if isinstance(value, int | float):
            return moment(value, self.styles.shape(style), self.book.from_1904)
        return value or None


def _character(entity: re.Match[str]) -> str:
    return _ENTITIES[entity[1]]


class Block:
    """Rows that follow each other, on their way into the columns of a sheet."""

    def __init__(
        self, meanings: Meanings, columns: Sequence[int], packed: Packed, filler: Filler
    ) -> None:
        self._meanings, self._columns = meanings, columns
        self._packed, self._filler = packed, filler
        self._blank: Taken = ("",) * (BEFORE + GROUPS * len(columns))

    def pack(self, rows: list[Taken], numbers: list[int], aside: dict[int, list[Aside]]) -> None:
        """Put the rows under what the sheet has.

        `aside` has, by column, the values of rows that another reader read, with their places in
        `rows`, which are blank there. Raises Odd where the numbers of the rows are not in order.
        """
        before = self._packed.height
        if numbers[-1] > self._filler.limits.rows:
            raise Odd
        if numbers[0] <= before or any(one >= other for one, other in pairwise(numbers)):
            raise Odd
        if numbers[-1] - before > len(rows):
            rows, aside = self._with_gaps(rows, numbers, aside)
        taken = list(zip(*rows, strict=True))
        places = {column: place for place, column in enumerate(self._columns)}
        masks = [0] * max((*places, *aside), default=0)
        for column in {*places, *aside}:
            at = BEFORE + GROUPS * places[column] if column in places else -1
            groups = taken[at : at + GROUPS] if at > 0 else [self._blanks(len(rows))] * GROUPS
            masks[column - 1], piece = self._column(groups, aside.get(column, []))
            if piece:
                self._packed.add(column - 1, piece, len(rows))
        self._filler.count(self._packed.end_block(masks, numbers[-1]))

    def blank(self) -> Taken:
        """A row without values, for one that another reader read."""
        return self._blank

    def _blanks(self, rows: int) -> Taken:
        return ("",) * rows

    def _with_gaps(
        self, rows: list[Taken], numbers: list[int], aside: dict[int, list[Aside]]
    ) -> tuple[list[Taken], dict[int, list[Aside]]]:
        """The same with a blank row for every number left out."""
        first = self._packed.height + 1
        whole = [self._blank] * (numbers[-1] - first + 1)
        for row, number_ in zip(rows, numbers, strict=True):
            whole[number_ - first] = row
        moved = {
            column: [(numbers[place] - first, value) for place, value in found]
            for column, found in aside.items()
        }
        return whole, moved

    def _column(self, groups: Sequence[Taken], aside: list[Aside]) -> tuple[int, str]:
        """The mask and the piece of one column."""
        meanings, shared, numbers = self._meanings, groups[SHARED], groups[NUMBER]
        if meanings.blank and not meanings.blank.isdisjoint(shared):
            shared = tuple("" if place in meanings.blank else place for place in shared)
        typed = aside or any(groups[TYPE]) or any(groups[INLINE])
        if not typed and not any(numbers):
            return self._shared(shared) if any(shared) else (0, "")
        dated = any(numbers) and not meanings.dated.isdisjoint(groups[STYLE])
        if not typed and not dated and not any(shared):
            return _mask(numbers), f'["v",[{",".join([one or "null" for one in numbers])}]]'
        found = [*aside, *self._typed(groups)]
        self._filler.weigh(sum(_weight(value) for _, value in found))
        plain = list(numbers)
        if dated:
            found += self._moments(groups, plain)
        return self._mixed(plain, shared, found)

    def _mixed(self, plain: list[str], shared: Taken, found: list[Aside]) -> tuple[int, str]:
        places, table = [place for place, _ in found], self._packed.table
        indexes = [table.place(value) for _, value in found]
        texts = [place for place, text in enumerate(shared) if text]
        indexes += [self._text(shared[place]) for place in texts]
        places += texts
        flags = bytearray(map(bool, plain))
        for place in places:
            flags[place] = 1
        numbers = ",".join([one or "null" for one in plain])
        return int.from_bytes(flags, "little"), mixed_piece(f"[{numbers}]", places, indexes)

    def _text(self, place: str) -> int:
        index = int(place)
        if index >= len(self._meanings.lengths):
            raise Odd
        self._filler.weigh(self._meanings.lengths[index])
        return index

    def _shared(self, shared: Taken) -> tuple[int, str]:
        given = [*filter(None, shared)]
        try:
            self._filler.weigh(sum(map(self._meanings.lengths.__getitem__, map(int, given))))
        except IndexError as error:
            raise Odd from error
        if len(given) == len(shared):
            return full_mask(len(given)), f'["i",[{",".join(given)}]]'
        return _mask(shared), f'["i",[{",".join([one or "-1" for one in shared])}]]'

    def _typed(self, groups: Sequence[Taken]) -> list[Aside]:
        """The cells whose type is given in words, and those with their text inside."""
        kinds, worth = groups[TYPE], self._meanings.worth
        found = [
            (place, worth(kind, groups[OTHER][place], groups[STYLE][place]))
            for place, kind in enumerate(kinds)
            if kind
        ]
        if any(groups[INLINE]):
            inline = enumerate(groups[INLINE])
            found += [(place, worth("str", text, "")) for place, text in inline if text]
        return [(place, value) for place, value in found if value is not None]

    def _moments(self, groups: Sequence[Taken], plain: list[str]) -> list[Aside]:
        """Dates and times, each taken out of the plain numbers."""
        dated, styles = self._meanings.dated, groups[STYLE]
        found: list[Aside] = []
        for place, digits in enumerate(groups[NUMBER]):
            if digits and styles[place] in dated:
                value = self._meanings.moment_of(styles[place], digits)
                if not isinstance(value, int | float):
                    found.append((place, value))
                    plain[place] = ""
        return found


def _weight(value: Value) -> int:
    return len(str(value)) if isinstance(value, str | CellError | Uncalculated) else 0


def _mask(values: Sequence[str]) -> int:
    return mask_of(values) if "" in values else full_mask(len(values))
