"""Lines of one length are split by column and read as the csv reader reads them."""

import csv
import random
from io import StringIO

import pytest

from tabular.child import parse
from tabular.delimited import delimiter_of
from tabular.evenlines import blocks
from tabular.limits import Limits
from tabular.refusals import Unreadable


def by_csv_reader(text: str) -> list[list[str | None]]:
    text, delimiter = delimiter_of(text)
    rows = [
        [value or None for value in row]
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    ]
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def as_read(text: str) -> object:
    try:
        return parse(text.encode(), Limits()).sheets[0].rows
    except Unreadable as unreadable:
        return unreadable.findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        'a,b\n"x,y",2\n"two\nlines",3\n',
        'a,b\r\n"x,y",2\r\n"two\r\nlines",3\r\n',
        'a;b\n"x;y";"1,5"\n',
        'a,b\n"",2\n,3\n',
        'a,b\n"say ""so""",2\n',
        'a,b\nx"y,2\n',
        'a,b\n"x"y,2\n',
        'a,b\n1,2,3\n4\n\n5,6',
        'a,b\r1,2\r',
        'a,b\n1,2\r\n3,4\n',
        'a,b\n"1",2\r3,4\n',
        '"a","b"\n"1","2"',
        '"a"\n"b"\n',
        ',\n,\n1,\n',
        'sep=|\na|b\n"x|y"|2\n',
        'a\tb\n1\t"2\t3"\n',
    ],
)  # fmt: skip
def test_same_rows(text: str) -> None:
    assert as_read(text) == by_csv_reader(text)


def test_lines_that_are_even_are_split_by_column() -> None:
    text = "name,number\n" + '"Smith, J",5\n' * 3
    assert list(blocks(text, ",")) == [
        ([["name", *["Smith, J"] * 3], ["number", "5", "5", "5"]], ""),
    ]


def test_long_text_is_taken_in_blocks_and_an_uneven_one_alone_is_left() -> None:
    text = "a,b,c\n" * 150_000 + "uneven\n" + '"x,y",b,c\n' * 30_000
    found = list(blocks(text, ","))
    assert [bool(columns) for columns, _ in found].count(False) == 1
    assert len(found) > 2
    assert as_read(text) == by_csv_reader(text)


PIECES = ["a", "1,5", '"', '""', ",", "\n", "\r\n", "\r", '"x,y"', '"p\nq"', ";", ",,", "\n\n", "é"]


@pytest.mark.parametrize("seed", range(5))
def test_pieces_thrown_together(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(200):
        text = "h,i\n" + "".join(chance.choices(PIECES, k=chance.randint(1, 14)))
        assert as_read(text) == by_csv_reader(text), text
