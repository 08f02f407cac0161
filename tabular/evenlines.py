"""Delimited text in which every line has as many fields: split into columns without a loop of rows.

Quoted fields may stand anywhere; text with other quotation marks, or lines of other lengths, is left
to the csv reader, a block at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BLOCK = 512 * 1024
"""Less than the longest value allowed, so that no longer one can hide in a block."""
#: What stands inside quotes for the characters that part fields and lines. None may be in a file.
_DELIMITER, _LINE, _RETURN = "\x01", "\x02", "\x03"
Columns = list[list[str]]


def blocks(text: str, delimiter: str) -> Iterator[tuple[Columns, str]]:
    """The text in blocks: its columns where its lines are even, else no columns and the text."""
    bare = _without_quotes(text, delimiter)
    if bare is None:
        yield [], text
        return
    start = 0
    while start < len(bare):
        end = len(bare)
        if end - start > _BLOCK:
            end = bare.rfind("\n", start, start + _BLOCK) + 1 or bare.find("\n", start) + 1 or end
        block = bare[start:end]
        columns = _columns(block, delimiter) if end - start <= _BLOCK else []
        yield columns, "" if columns else _quoted_again(block, delimiter)
        start = end


def _without_quotes(text: str, delimiter: str) -> str | None:
    """The text with its quotes taken off and what they kept together marked; None if unsure."""
    if '"' not in text:
        return text
    parts = text.split('"')
    outside, inside = parts[0::2], parts[1::2]
    ends = [outside[0] or delimiter, *outside[1:-1], outside[-1] or delimiter]
    seams = '"'.join(ends)
    opened = seams.count(f'{delimiter}"') + seams.count('\n"')
    closed = sum(seams.count(f'"{after}') for after in (delimiter, "\n", "\r\n"))
    if not len(parts) % 2 or opened != len(inside) or closed != len(inside) or not all(inside):
        return None
    marked = '"'.join(inside).replace(delimiter, _DELIMITER).replace("\n", _LINE)
    parts[1::2] = marked.replace("\r", _RETURN).split('"')
    return "".join(parts)


def _columns(block: str, delimiter: str) -> Columns:
    """The columns of a block whose lines are even, else none."""
    if "\r" in block:
        block = block.replace("\r\n", "\n")
    lines = block.count("\n") + (not block.endswith("\n"))
    width = block.partition("\n")[0].count(delimiter) + 1
    if width == 1 or "\r" in block:
        return []
    fields = block.removesuffix("\n").replace("\n", f"{delimiter}\n").split(delimiter)
    first = "".join(fields[0::width])
    if len(fields) != lines * width or not all(one[:1] == "\n" for one in fields[width::width]):
        return []
    columns = [fields[place::width] for place in range(width)]
    columns[0] = first.split("\n")
    return [_restored(column, delimiter) for column in columns]


def _restored(values: list[str], delimiter: str) -> list[str]:
    whole = "".join(values)
    if not any(mark in whole for mark in (_DELIMITER, _LINE, _RETURN)):
        return values
    meant = {value: _meant(value, delimiter) for value in set(values)}
    return [*map(meant.__getitem__, values)]


def _meant(value: str, delimiter: str) -> str:
    return value.replace(_DELIMITER, delimiter).replace(_LINE, "\n").replace(_RETURN, "\r")


def _quoted_again(block: str, delimiter: str) -> str:
    """The block for the csv reader: quotes round the fields that need them."""
    if not any(mark in block for mark in (_DELIMITER, _LINE, _RETURN)):
        return block
    lines = []
    for line in re.findall("[^\n]*\n|[^\n]+", block):
        fields = line.split(delimiter)
        lines.append(delimiter.join(_quoted(field, delimiter) for field in fields))
    return "".join(lines)


def _quoted(field: str, delimiter: str) -> str:
    meant = _meant(field, delimiter)
    if meant == field:
        return field
    value = field.rstrip("\r\n")
    return f'"{_meant(value, delimiter)}"{field[len(value) :]}'
