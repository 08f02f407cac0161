"""The quick way through a sheet: plain rows are taken out of it, the rest goes to the XML parser.

A row leaves the document only where its own text proves it whole and plain (`plainrows`) and the
parser stands between the rows of the sheet, so the parser still sees, and can refuse, everything
else in the part. What is read is the same as `xlsx.SheetScan` alone would read; where that cannot
be shown, `Odd` is raised and it reads the whole sheet.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from tabular.archive import Archive, parser_for
from tabular.cells import Value
from tabular.limits import MEBIBYTE
from tabular.packing import Packed
from tabular.parsed import Filler, ParsedSheet
from tabular.plainrows import ROW_NUMBER, PlainRows, split_rows
from tabular.rowblocks import Aside, Block, Meanings, Odd
from tabular.sheetscan import SheetScan

FROM_BYTES = 64 * 1024
"""Smaller sheets are read by the XML parser sooner than the pattern is made."""
_FIRST = 8 * 1024
_CHUNK = MEBIBYTE
_MOST_AT_ONCE = 16 * MEBIBYTE
_DECLARED = re.compile(
    r"\ufeff?(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?:UTF|utf)-8[\"'])?"
    r"(?: standalone=[\"'](?:yes|no)[\"'])?\s*\?>)?\s*<[A-Za-z]"
)
_ASIDE = re.compile("<[!?]")
"""How a comment, a CDATA section or an instruction begins, in which a row would be none."""
_NUMBERED = re.compile(r'<row r="([1-9][0-9]{0,6})"')
_END = "</row>"


class Watched(SheetScan):
    """The careful reader, of which one can ask whether it stands between two rows."""

    depth = 0
    rows_at = -1

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens; `sheetData` is where rows stand."""
        self.depth += 1
        if tag == "sheetData":
            self.rows_at = self.depth
        super().start(tag, attributes)

    def end(self, tag: str) -> None:
        """An element closes."""
        super().end(tag)
        if self.depth == self.rows_at:
            self.rows_at = -1
        self.depth -= 1

    @property
    def between_rows(self) -> bool:
        """Whether a whole row could be taken out here without the rest meaning anything else."""
        return self.depth == self.rows_at and self.at_rest


class Caught(Filler):
    """Keeps the values of one row the parser reads, which must lie in that row, from left to right."""

    row = 0
    values: dict[int, Value]

    def put(self, sheet: ParsedSheet, row: int, column: int, value: Value) -> None:
        """Keep a value. Raises Odd where it does not follow the last, or lies too far out."""
        last = max(self.values, default=0)
        if row != self.row or not last < column <= self.limits.columns:
            raise Odd
        self.values[column] = value


class QuickSheet:
    """One sheet on its way through."""

    def __init__(self, sheet: ParsedSheet, filler: Filler, meanings: Meanings) -> None:
        self.sheet, self.meanings = sheet, meanings
        self.caught = Caught(filler.book, filler.limits)
        self.caught.values = {}
        self.filler = filler
        self.scan = Watched(sheet, self.caught, meanings.book, meanings.styles, meanings.texts)
        self.plain = PlainRows(
            filler.limits.columns, never_calculated=meanings.book.never_calculated
        )
        self.packed = Packed(filler.book.table, filler.limits)
        self.parser = parser_for(self.scan.start, self.scan.end, self.scan.text)

    def read(self, archive: Archive, part: str) -> None:
        """Read the part. Raises Odd, or what the careful reader raises."""
        pending, begun = "", False
        for text in _texts(archive, part):
            pending += text
            if not begun:
                pending, begun = self._begin(pending)
            cut = pending.rfind(_END) + len(_END)
            if begun and cut >= len(_END):
                self._take(pending[:cut])
                pending = pending[cut:]
            elif len(pending) > _MOST_AT_ONCE:
                raise Odd
        self._parse(pending)
        self.parser.Parse("", True)
        if self.caught.values or not self.packed.height:
            raise Odd
        self.sheet.packed = self.packed

    def _begin(self, text: str) -> tuple[str, bool]:
        """Send what comes before the first row to the parser."""
        start = text.find("<row")
        if start < 0:
            return text, False
        declared = _DECLARED.match(text)
        if declared is None or _ASIDE.search(text, declared.end(), start):
            raise Odd
        self._parse(text[:start])
        return text[start:], True

    def _parse(self, text: str) -> None:
        self.parser.Parse(text.encode("utf-8"), False)

    def _take(self, text: str) -> None:
        """Rows, the last of them whole."""
        if not self.scan.between_rows:
            raise Odd
        rows = self.plain.all_of(text)
        if rows is None:
            self._one_by_one(text)
            return
        self.filler.count(text.count("<c "))
        self._block().pack(rows, [int(row[ROW_NUMBER]) for row in rows], {})

    def _block(self) -> Block:
        return Block(self.meanings, self.plain.columns, self.packed, self.filler)

    def _one_by_one(self, text: str) -> None:
        """Each row as it was taken, or as the parser reads it."""
        written = split_rows(text)
        if not written:
            raise Odd
        block, rows, numbers = self._block(), [], []
        aside: dict[int, list[Aside]] = {}
        last = self.packed.height
        for place, row in enumerate(written):
            taken = self.plain.one(row)
            if taken is not None:
                self.filler.count(row.count("<c "))
                last = int(taken[ROW_NUMBER])
            else:
                last = self._carefully(row, last)
                for column, value in self.caught.values.items():
                    aside.setdefault(column, []).append((place, value))
                self.caught.values = {}
            rows.append(taken or block.blank())
            numbers.append(last)
        block.pack(rows, numbers, aside)

    def _carefully(self, row: str, last: int) -> int:
        """Let the parser read a row. Gives its number; its values are those caught."""
        numbered = _NUMBERED.match(row)
        self.scan.row = last
        self.caught.row = int(numbered[1]) if numbered else last + 1
        self._parse(row)
        if not self.scan.between_rows or self.scan.row != self.caught.row:
            raise Odd
        return self.scan.row


def _texts(archive: Archive, part: str) -> Iterator[str]:
    """A part as text: a little of it first, where the headers are, then larger pieces."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    first = _FIRST
    try:
        for chunk in archive.chunks(part, _CHUNK):
            text = decoder.decode(chunk)
            yield text[:first]
            yield text[first:]
            first = 0
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise Odd from error
