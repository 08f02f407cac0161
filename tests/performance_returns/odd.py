"""Odd files made from a return's own workbook, by a seed: the same ones every time."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Mapping
from io import BytesIO, StringIO

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from tests.tabular.hostile import parts_of, stored
from tests.tabular.workbooks import relations

SHEET = re.compile(rb"xl/worksheets/sheet\d+\.xml")
TAG = re.compile(rb"<[^<>]+>")
ATTRIBUTE = re.compile(rb'([\w:]+)="([^"<>]*)"')
ROW = re.compile(rb"<row\b.*?</row>|<c\b[^<>]*/>|<c\b.*?</c>", re.DOTALL)
TYPES = (b"n", b"s", b"str", b"b", b"e", b"d", b"inlineStr", b"z", b"")
_IN_CELLS = (b"n", b"str", b"str", b"b", b"e", b"inlineStr", b"inlineStr")
NUMBERS = (
    *("1e308", "-1e308", "1e309", "NaN", "-0", "-0.0", "INF", "9" * 400, "1E-320", "0x1F", "1_000"),
    *("2958466", "-1", "60", "0.1", "٣٠", "³", "1e5e5", "+30", " 30 ", "30\n", "", "TRUE"),
)
TEXTS = (
    *("=1+1", "+30", "-30", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://127.0.0.1")'),
    *("\u202e30", "\u200b", "\ufeff30", "\ufffe", "\u2028", "😀" * 300, "e\u0301" * 100, "𐏿30"),
    *("_x0000_", "_xD800_", "_x000D_", "_xFFFF_30", "x" * 40_000, "<b>30</b>", "&amp;", "'; --"),
    *(
        "thirty",
        "30%",
        "1,000.5",
        "1.000,5",
        "£30",
        "(30)",
        "12/05/2025",
        "#REF!",
        "n/a",
        "nil",
        "—",
    ),
    *("none", "True", "\t30", "30 of 40", "½", "30\u00a0000", "{{ 7*7 }}", "%s%n", "../..", "null"),
)
VALUES = (*NUMBERS, *TEXTS)


def jumbled(content: bytes, chance: random.Random) -> bytes:
    """A workbook with a few things changed in the XML of its parts."""
    parts = dict(parts_of(content))
    for _ in range(chance.randint(1, 6)):
        sheets = [name for name in parts if SHEET.fullmatch(name.encode())]
        name = chance.choice([*sheets * 3, *parts])
        parts[name] = chance.choice(CHANGES)(parts[name], chance)
    return stored(list(parts.items()))


def _attribute_swapped(part: bytes, chance: random.Random) -> bytes:
    found = list(ATTRIBUTE.finditer(part))
    if len(found) < 2:
        return part
    one, other = chance.sample(found, 2)
    return part[: one.start(2)] + other[2] + part[one.end(2) :]


def _attribute_odd(part: bytes, chance: random.Random) -> bytes:
    return _into(part, ATTRIBUTE, 2, _escaped(chance.choice(VALUES)).replace(b'"', b"'"), chance)


def _tag_gone(part: bytes, chance: random.Random) -> bytes:
    return _into(part, TAG, 0, b"", chance)


def _tag_twice(part: bytes, chance: random.Random) -> bytes:
    return _twice(part, TAG, chance)


def _element_gone(part: bytes, chance: random.Random) -> bytes:
    return _into(part, ROW, 0, b"", chance)


def _element_twice(part: bytes, chance: random.Random) -> bytes:
    return _twice(part, ROW, chance)


def _type_changed(part: bytes, chance: random.Random) -> bytes:
    return _into(part, re.compile(rb'<c\b[^<>]* t="(\w+)"'), 1, chance.choice(TYPES), chance)


def _value_odd(part: bytes, chance: random.Random) -> bytes:
    odd = _escaped(chance.choice(VALUES))
    return _into(part, re.compile(rb"<(?:v|t|f|vt:lpwstr)\b[^<>]*>([^<>]*)<"), 1, odd, chance)


def _name_changed(part: bytes, chance: random.Random) -> bytes:
    return _into(part, re.compile(rb"<(\w+)[ />]"), 1, chance.choice((b"x", b"c", b"row")), chance)


def _bytes_changed(part: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(part) or 1)
    return part[:place] + chance.randbytes(3) + part[place + chance.randrange(4) :]


def _reencoded(part: bytes, chance: random.Random) -> bytes:
    if not part.startswith(b"<?xml"):
        return part
    text = part.decode("utf-8", "replace")
    return text.replace("UTF-8", "UTF-16", 1).encode(chance.choice(("utf-16", "utf-8", "cp1252")),
                                                     "replace")  # fmt: skip


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_attribute_swapped, _attribute_odd, _tag_gone, _tag_twice, _element_gone, _element_twice),
    *(_type_changed, _value_odd, _value_odd, _name_changed, _bytes_changed, _reencoded),
)


def _into(
    part: bytes, what: re.Pattern[bytes], group: int, new: bytes, chance: random.Random
) -> bytes:
    found = list(what.finditer(part))
    if not found:
        return part
    one = chance.choice(found)
    return part[: one.start(group)] + new + part[one.end(group) :]


def _twice(part: bytes, what: re.Pattern[bytes], chance: random.Random) -> bytes:
    found = list(what.finditer(part))
    if not found:
        return part
    one = chance.choice(found)
    return part[: one.end()] + one[0] * chance.choice((1, 1, 50)) + part[one.end() :]


def _escaped(text: str) -> bytes:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()


def with_parts(
    content: bytes,
    more: Mapping[str, str | bytes] | None = None,
    changes: Mapping[str, tuple[str, str]] | None = None,
) -> bytes:
    """The workbook with more parts, and with one text put for another in parts by their endings."""
    parts = dict(parts_of(content))
    for ending, (old, new) in (changes or {}).items():
        name = next(one for one in parts if one.endswith(ending))
        assert old.encode() in parts[name], (ending, old)
        parts[name] = parts[name].replace(old.encode(), new.encode(), 1)
    parts |= {n: p.encode() if isinstance(p, str) else p for n, p in (more or {}).items()}
    return stored(list(parts.items()))


def sheet_of_figures(content: bytes) -> str:
    """The part that holds the sheet of figures."""
    place = load_workbook(BytesIO(content)).sheetnames.index("Return") + 1
    return f"xl/worksheets/sheet{place}.xml"


def related(content: bytes, **targets: str) -> bytes:
    """The workbook whose sheet of figures is related to more parts."""
    part = sheet_of_figures(content)
    rels = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
    return with_parts(content, {rels: relations(**targets)})


def after_rows(content: bytes, xml: str) -> bytes:
    """The workbook with more XML behind the rows of the sheet of figures."""
    part = sheet_of_figures(content)
    return with_parts(content, None, {part: ("</sheetData>", f"</sheetData>{xml}")})


def edited(content: bytes, edit: Callable[[Workbook], object]) -> bytes:
    """The workbook as openpyxl saves it, after an edit."""
    book = load_workbook(BytesIO(content))
    edit(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def typed(content: bytes, cells: Mapping[str, object]) -> bytes:
    """The workbook with cells of the sheet of figures typed over."""

    def edit(book: Workbook) -> None:
        for cell, value in cells.items():
            book["Return"][cell] = value

    return edited(content, edit)


def typed_or_none(content: bytes, cells: Mapping[str, object]) -> bytes | None:
    """The same; None where openpyxl cannot write the value."""
    try:
        return typed(content, cells)
    except IllegalCharacterError:
        return None


def table_of(headers: list[object], row: list[object], rows: int) -> bytes:
    """A workbook of some other table."""
    book = Workbook()
    for values in (headers, *[row] * rows):
        book.worksheets[0].append(values)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def in_every_cell(content: bytes, chance: random.Random) -> bytes:
    """The workbook with an odd value in one cell of three, each put in as the XML of that type."""
    parts = dict(parts_of(content))
    name = sheet_of_figures(content)

    def put(cell: re.Match[bytes]) -> bytes:
        if chance.random() > 0.3:
            return cell[0]
        place = re.search(rb'r="[A-Z]+\d+"', cell[0])
        kind, value = chance.choice(_IN_CELLS), _escaped(chance.choice(VALUES))
        inner = (
            b"<is><t>" + value + b"</t></is>" if kind == b"inlineStr" else b"<v>" + value + b"</v>"
        )
        return b"<c " + (place[0] if place else b"") + b' t="' + kind + b'">' + inner + b"</c>"

    parts[name] = re.sub(rb"<c\b[^<>]*/>|<c\b.*?</c>", put, parts[name])
    return stored(list(parts.items()))


def grid(content: bytes) -> list[list[object]]:
    """The sheet of figures as values."""
    return [list(row) for row in load_workbook(BytesIO(content))["Return"].values]


def delimited(content: bytes, encoding: str = "utf-8", by: str = ",", **more: str) -> bytes:
    """The sheet of figures as a spreadsheet program saves it for another."""
    target = StringIO(newline="")
    csv.writer(target, delimiter=by, lineterminator=more.get("end", "\r\n")).writerows(
        grid(content)
    )
    return (more.get("before", "") + target.getvalue()).encode(encoding, "replace")


ENCODINGS = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp850", "cp037", "utf-7"),
)
IN_CSV = (
    *(b"\x00", b"\x07", b"\x1b[31m", b"\x0b\x0c\x1c", b"\x85", b"\xed\xa0\x80", b"\xff\xfe", b'"'),
    *("\u202e".encode(), "\u2028".encode(), "\ufdd0\U0001ffff".encode(), b"\xef\xbb\xbf", b"\x1a"),
    *(
        b"sep=;\r\n",
        b"<html><table>",
        b"<?xml version='1.0'?>",
        b'{"a":',
        b"%PDF-1.7\n",
        b"PK\x03\x04",
    ),
    *(
        b"\x1f\x8b\x08",
        b"PAR1",
        b"SQLite format 3\x00",
        b"{\\rtf1 ",
        b"MZ\x90\x00",
        b"\n" * 9,
        b" " * 70_000,
    ),
)
NAMES = (
    *("../../../etc/passwd", "a\x00b.xlsx", "a\x1b[31m\x7f.xlsx", "x" * 300 + ".xlsx", "noext"),
    *(
        "\u202exslx.exe",
        ".xlsx",
        "CON.xlsx",
        "a/b/c.xlsx",
        "é😀.xlsx",
        "<script>.xlsx",
        "{{ 7*7 }}",
    ),
    *(
        "a;filename=b.xlsx",
        "return.pdf",
        "\ue000\uffff.xlsx",
        "x." + "y" * 300,
        "e\u0301" * 200,
        "%00",
    ),
)
