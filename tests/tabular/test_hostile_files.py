"""However hostile a file, it is read or refused in a sentence, within its time and memory."""

import random
from contextlib import suppress

import pytest

from tabular.limits import Limits
from tabular.reading import read
from tabular.refusals import TOO_HEAVY, Unreadable
from tests.tabular.hostile import HOSTILE, READ
from tests.tabular.workbooks import ods, rows

LIMITS = Limits()


@pytest.mark.parametrize("name", HOSTILE)
def test_read_or_refused(name: str) -> None:
    try:
        book = read(HOSTILE[name](), "return.xlsx", LIMITS)
    except Unreadable as unreadable:
        said = [finding.message for finding in unreadable.findings]
    else:
        said = []
        assert all(len(sheet.rows) <= LIMITS.rows for sheet in book.sheets)
    assert bool(said) == (name not in READ), said
    assert all(sentence.endswith(".") for sentence in said)


SEEDS = {
    "xlsx": rows(("KPI", "Value", "When"), *[(f"K{n}", n / 7, True) for n in range(60)]),
    "ods": ods(
        '<table:table table:name="A">'
        + '<table:table-row><table:table-cell office:value-type="float" office:value="2"/>'
        '<table:table-cell office:value-type="string"><text:p>b</text:p></table:table-cell>'
        "</table:table-row>" * 30 + "</table:table>"
    ),
    "csv": "name,number\nZoë,£5\n".encode("cp1252") * 20,
    "utf-16": ("name\tnumber\n" * 20).encode("utf-16-le"),
}


@pytest.mark.parametrize("seed", SEEDS)
def test_bytes_changed_anywhere(seed: str) -> None:
    """In a child each, as an upload is read: nothing but a book or sentences comes back."""
    chance = random.Random(seed)
    for _ in range(75):
        content = bytearray(SEEDS[seed])
        for _ in range(chance.randint(1, 5)):
            place = chance.randrange(len(content))
            content[place : place + chance.randrange(2)] = chance.randbytes(chance.randrange(3))
        with suppress(Unreadable):
            read(bytes(content), "return")


def test_what_the_child_may_not_say_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    head = '{"kind":"csv","properties":[],"names":[],"notes":[],"cells":1,"table":["a"],"sheets":'
    sheet = '[{"name":"A","hidden":false,"merged":[],"height":2,"columns":[[%s]]}]}'
    for piece in (
        '["i",[0,7]]',
        '["v",["text"]]',
        '["v",[1,2,3]]',
        '["v",[{}]]',
        '["s",[1]]',
        '["m",[1],[5],[0]]',
        '["m",[1],[0],[]]',
        '["n",999999999999]',
        '["n",-1]',
        '["x",[]]',
        "[]",
        "7",
    ):
        said = (head + sheet % piece).encode()
        monkeypatch.setattr("tabular.reading._ask_child", lambda *_, said=said: said)
        with pytest.raises(Unreadable) as caught:
            read(b"a,b", "a.csv")
        assert caught.value.findings[0].message == TOO_HEAVY
    good = (head + sheet % '["i",[0,-1]]').encode()
    monkeypatch.setattr("tabular.reading._ask_child", lambda *_: good)
    assert read(b"a,b", "a.csv").sheets[0].rows == (("a",),)
