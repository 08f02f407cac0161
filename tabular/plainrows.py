"""Rows of an Excel sheet in the plain form programs write, taken whole by one pattern.

What the pattern takes is proved well-formed by it; any other row is left to the XML parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tabular.cells import column_letters, column_number

MOST_COLUMNS = 64
"""Sheets with more columns in use are left to the XML parser: the pattern grows by column."""
WHOLE, ROW_NUMBER, ATTRIBUTES, BEFORE = range(4)
"""What is taken of a row before its cells: all of it, its number, its other attributes."""
GROUPS = 6
"""What is taken of each cell: style, shared text, number, other type, its text, text in the cell."""
STYLE, SHARED, NUMBER, TYPE, OTHER, INLINE = range(GROUPS)

_ATTRIBUTES = r"((?: [^<>]*[^<>/])?)"
_SOUND = re.compile(r'(?: [A-Za-z][A-Za-z0-9_]*(?::[A-Za-z0-9_]+)?="[A-Za-z0-9:._ -]*")*')
#: Text that no XML parser refuses or changes. `>` is left out since `]]>` would be refused.
_TEXT = r"(?:[^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]++|&(?:amp|lt|gt|quot|apos);)*+"
#: No more digits than are read as a whole number, so that JSON says the same as `serials.number`.
_NUMBER = (
    r"(?:-(?:0\.[0-9]{1,25}|[1-9][0-9]{0,13}(?:\.[0-9]{1,25})?)|0(?:\.[0-9]{1,25})?"
    r"|[1-9][0-9]{0,14}(?:\.[0-9]{1,25})?)(?:[Ee][-+]?[0-9]{1,2})?"
)
_FORMULA = (
    r'<f(?: t="[A-Za-z]+")?(?: aca="[a-z01]+")?(?: ref="[A-Z0-9:$]+")?(?: ca="[a-z01]+")?'
    rf'(?: si="[0-9]+")?(?:/>|>{_TEXT}</f>)'
)
_LETTERS = re.compile(r'<c r="([A-Z]{1,3})[0-9]')
_ROW = re.compile(r"<row (?:[^<>]*[^<>/])?/>|<row[ >](?:(?!</row>).)*+</row>", re.DOTALL)
_NAMES = re.compile(r' ([A-Za-z0-9_:]+)="')
Taken = tuple[str, ...]


class PlainRows:
    """The pattern of a plain row of one sheet. It learns the columns as it meets them."""

    def __init__(self, furthest: int, *, never_calculated: bool) -> None:
        zero = r"|<v>\s*0(?:\.0)?\s*</v>" if never_calculated else ""
        self._known_formula = f"(?:{_FORMULA}(?!<v></v>{zero}))?+"
        self._furthest = furthest
        self._sound = {""}
        self.columns: list[int] = []
        self._pattern = self._made()

    def _made(self) -> re.Pattern[str]:
        cells = "".join(self._cell(column_letters(column)) for column in self.columns)
        row = rf'(<row r="([1-9][0-9]{{0,6}})"{_ATTRIBUTES}(?:/>|>{cells}</row>))'
        return re.compile(row)

    def _cell(self, letters: str) -> str:
        formula = self._known_formula
        told = f' t="(str|[bedn])">(?:(?<=str">)(?:{_FORMULA})?+|(?<!str">){formula})'
        forms = (
            "/>",
            "></c>",
            ' t="s"><v>(0|[1-9][0-9]{0,7})</v></c>',
            f'(?: t="n")?>{formula}<v>({_NUMBER})</v></c>',
            f"{told}<v>({_TEXT})</v></c>",
            f' t="inlineStr"><is><t(?: xml:space="preserve")?>({_TEXT})</t></is></c>',
        )
        return rf'(?:<c r="{letters}\2"(?: s="(0|[1-9][0-9]{{0,4}})")?(?:{"|".join(forms)}))?+'

    def learn(self, text: str) -> bool:
        """Take in columns not met before. Says whether there were any, and not too many."""
        found = {column_number(letters) for letters in set(_LETTERS.findall(text))}
        new = found.difference(self.columns)
        if not new or len(new) + len(self.columns) > MOST_COLUMNS or max(new) > self._furthest:
            return False
        self.columns = sorted(new.union(self.columns))
        self._pattern = self._made()
        return True

    def all_of(self, block: str) -> list[Taken] | None:
        """The rows of a block, or None where not each of them is plain with nothing in between."""
        rows = self._taken(block)
        if rows is None and self.learn(block):
            rows = self._taken(block)
        return rows

    def _taken(self, block: str) -> list[Taken] | None:
        rows = self._pattern.findall(block)
        whole = sum(len(row[WHOLE]) for row in rows) == len(block)
        return rows if whole and self._are_sound(row[ATTRIBUTES] for row in rows) else None

    def one(self, row: str) -> Taken | None:
        """One row where it is plain."""
        match = self._pattern.fullmatch(row)
        if match is None or not self._are_sound([match[ATTRIBUTES + 1]]):
            return None
        return match.groups("")

    def _are_sound(self, attributes: Iterable[str]) -> bool:
        """No attribute given twice, nor `r` again. Few rows have attributes no row had before."""
        for some in set(attributes) - self._sound:
            names = _NAMES.findall(some)
            if not _SOUND.fullmatch(some) or len({*names, "r"}) != len(names) + 1:
                return False
            self._sound.add(some)
        return True


def split_rows(block: str) -> list[str] | None:
    """The rows of a block as they are written; None where there is something in between."""
    rows = _ROW.findall(block)
    return rows if sum(map(len, rows)) == len(block) else None
