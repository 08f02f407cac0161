"""An upload is read in a process of its own, which may fail alone."""

import multiprocessing
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from tabular.book import Book, Sheet
from tabular.cells import CellError, Uncalculated
from tabular.findings import Finding, Severity
from tabular.limits import Limits
from tabular.reading import read
from tabular.refusals import TOO_HEAVY, Unreadable
from tests.tabular.workbooks import ods, rows, xlsx

ONE = (("007", 1, 2.5, True, date(2026, 6, 30)),)


def test_from_bytes() -> None:
    book = read(rows(*ONE), "return.xlsx")
    assert book == Book("xlsx", (Sheet("Data", ONE),), cells=5)


def test_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "stored"
    path.write_bytes(rows(*ONE))
    assert read(path, "return.xlsx").sheets == (Sheet("Data", ONE),)


def test_every_kind_of_value_crosses() -> None:
    values = (datetime(2026, 6, 30, 9), time(9, 15), timedelta(hours=30), "é\n", None, -1)
    assert read(rows(values), "a.xlsx").sheets[0].rows == (values,)


def test_errors_and_formulas_cross() -> None:
    cells = "<row><c t='e'><v>#N/A</v></c><c><f>B1</f></c></row>"
    found = read(xlsx(cells), "a.xlsx").sheets[0].rows
    assert found == ((CellError("#N/A"), Uncalculated("B1")),)


def test_properties_named_like_anything() -> None:
    meta = '<o xmlns:meta="m"><meta:user-defined meta:name="error">x</meta:user-defined></o>'
    content = ods('<table:table table:name="A"/>', extra={"meta.xml": meta})
    assert read(content, "a.ods").properties == {"error": "x"}


def test_refusals_cross() -> None:
    with pytest.raises(Unreadable) as caught:
        read(b"%PDF-1.7", "return.xlsx")
    assert caught.value.findings == (
        Finding(
            Severity.BLOCKER,
            message="This file is a PDF, not a spreadsheet. Send the spreadsheet itself, saved as "
            "an Excel workbook (.xlsx).",
        ),
    )


def test_right_content_under_a_wrong_name_is_taken_and_said() -> None:
    assert read(rows((1,)), "return.csv").notes == (
        Finding(
            Severity.NOTE,
            message="This file is an Excel workbook whatever its name says, and was read as one.",
            value="return.csv",
        ),
    )


@pytest.mark.parametrize("limits", [Limits(seconds=0), Limits(memory_bytes=1024 * 1024)])
def test_child_that_is_stopped(limits: Limits) -> None:
    content = rows(*[("text", number, number / 7) for number in range(3_000)])
    with pytest.raises(Unreadable) as caught:
        read(content, "a.xlsx", limits)
    assert [finding.message for finding in caught.value.findings] == [TOO_HEAVY]


def test_an_answer_that_does_not_end_is_not_taken_in() -> None:
    content = rows(*[("text", number, number / 7) for number in range(3_000)])
    with pytest.raises(Unreadable) as caught:
        read(content, "a.xlsx", Limits(answer_bytes=10_000))
    assert [finding.message for finding in caught.value.findings] == [TOO_HEAVY]


def _read_in_a_daemon(answers: "multiprocessing.SimpleQueue[object]") -> None:
    answers.put(read(rows(*ONE), "a.xlsx").sheets[0].rows)


def test_from_a_worker_that_may_have_no_children_of_its_own() -> None:
    context = multiprocessing.get_context("spawn")
    answers = context.SimpleQueue()
    worker = context.Process(target=_read_in_a_daemon, args=(answers,), daemon=True)
    worker.start()
    assert answers.get() == ONE
    worker.join()
