"""However a file is damaged, it is read or refused; nothing else ever happens."""

import random
from contextlib import suppress

import pytest

from tabular.child import answer, parse
from tabular.limits import Limits
from tabular.refusals import Unreadable
from tests.tabular.workbooks import ods, rows, xlsx

LIMITS = Limits(rows=1_000, columns=50, cells=50_000)
SEEDS = {
    "xlsx": rows(("KPI", "Value"), ("one", 1), ("two", 2.5)),
    "written": xlsx("<row><c t='s'><v>0</v></c><c s='1'><f>A1</f><v>1</v></c></row>"),
    "ods": ods('<table:table table:name="A"><table:table-row/></table:table>'),
    "csv": "a;b\n£;1\n".encode("cp1252"),
    "utf-16": "a\tb\n1\t2\n".encode("utf-16"),
}
XML_PIECES = ["<c r='", "ZZZ9999999'>", "<v>", "</v>", "<row r='-1'>", "t='s'>", "9" * 5_000]
XML_PIECES += ["<f>", "&amp;", "</c>", "<c s='x'><v>1e9", "t='d'>", "\ud7ff", "<mergeCell/>", "1"]


def mutated(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[place] = chance.randrange(256)
            case 1:
                del changed[place : place + chance.randint(1, 40)]
            case 2:
                changed[place:place] = chance.randbytes(chance.randint(1, 20))
            case 3:
                changed[place : place + 4] = b"\xff\xff\xff\x7f"
        if not changed:
            break
    return bytes(changed)


def read_or_refuse(content: bytes) -> None:
    with suppress(Unreadable):
        parse(content, LIMITS)
    assert answer(content, LIMITS)


@pytest.mark.parametrize("seed", SEEDS)
def test_mutated_bytes(seed: str) -> None:
    chance = random.Random(seed)
    for _ in range(150):
        read_or_refuse(mutated(SEEDS[seed], chance))


def test_jumbled_cells() -> None:
    chance = random.Random(1)
    for _ in range(150):
        read_or_refuse(xlsx("<row>" + "".join(chance.choices(XML_PIECES, k=12)) + "</row>"))


@pytest.mark.parametrize("seed", SEEDS)
def test_cut_anywhere(seed: str) -> None:
    content = SEEDS[seed]
    for end in range(0, len(content), max(1, len(content) // 100)):
        read_or_refuse(content[:end])


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_mutated_bytes_at_length(seed: str) -> None:
    chance = random.Random(f"long {seed}")
    for _ in range(5_000):
        read_or_refuse(mutated(SEEDS[seed], chance))
