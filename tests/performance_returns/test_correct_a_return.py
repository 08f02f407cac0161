"""A provider corrects an accepted return: why, whether it is material, and what differs."""

import pytest

from performance.actions import packs
from performance.queries.differences import (
    corrected_by,
    packs_that_used,
    since_the_sending_before,
)
from performance.workbook.definition import Entry
from tests.factories import performance as factory
from workflow.door import take
from workflow.lifecycle import Refused

EDEN = ("HW", "Eden")
#: What every version says of every line unless told otherwise.
SAME = {
    (code, area): (30,) if code == "CON" else (30, 40)
    for code in ("HW", "CON", "WAIT")
    for area in ("Carlisle", "Eden")
}


@pytest.fixture
def accepted(agreement):
    return factory.kpi_return(agreement)


def test_it_is_said_whether_it_is_material(accepted, certifier):
    at = factory.moment(accepted)
    with pytest.raises(Refused, match="whether the correction is material"):
        factory.deeds.start_correction(accepted, "Wrong.", is_material=None, by=certifier, at=at)
    made = factory.deeds.start_correction(
        accepted, "Wrong.", is_material=False, by=certifier, at=at
    )
    assert (made.is_material, made.version) == (False, 2)


def test_a_correction_in_which_no_figure_differs_is_not_taken(accepted):
    second = factory.correction(accepted)
    sent = factory.send(second, SAME)
    second.refresh_from_db()
    assert (sent.rejected, second.state_label) == (True, "Expected")
    (found,) = sent.found
    assert (found.rule, found.cell) == ("correction.same", "")
    assert found.message.startswith("No figure differs from version 1, which was accepted.")


def test_another_reason_alone_is_no_correction(accepted):
    sent = factory.send(factory.correction(accepted), SAME | {EDEN: Entry(30, 40, reason="So.")})
    assert sent.rejected


def test_what_differs_is_read_row_by_row_with_its_cells(accepted, django_assert_num_queries):
    second = factory.correction(accepted)
    factory.send(second, SAME | {EDEN: Entry(28, 40, reason="Two were counted twice.")})
    second.refresh_from_db()
    found = corrected_by(second)
    assert (len(found), found.figures_changed, found.reasons_alone, found.unchanged) == (1, 1, 0, 5)
    (row,) = found[:50]
    assert (row.title, row.line.code) == ("Healthy weight in Eden", "HW")
    assert (row.was, row.now) == ("30 of 40 (75.0%)", "28 of 40 (70.0%)")
    assert (row.reason_was, row.reason) == ("", "Two were counted twice.")
    assert row.source.startswith("from “return.xlsx”, Return ")
    assert row.source == row.source_was
    with django_assert_num_queries(0):
        assert len(found[:]) == 1


def test_a_first_version_corrects_nothing(accepted):
    assert corrected_by(accepted) is None
    assert since_the_sending_before(accepted.upload) is None


def test_what_changed_since_the_file_before(agreement):
    record = factory.expected(agreement)
    factory.send(record, {EDEN: (45, 40)})
    factory.send_bytes(record, b"not a workbook")
    last = factory.send(record, {EDEN: Entry(35, 40, reason="Looked up again.")})
    (row,) = since_the_sending_before(last)
    assert (row.was, row.now, row.reason) == (
        "45 of 40 (112.5%)",
        "35 of 40 (87.5%)",
        "Looked up again.",
    )


def test_certifying_asks_again_that_a_figure_differs(accepted, certifier, monkeypatch):
    second = factory.moved(factory.correction(accepted), "received")
    monkeypatch.setattr(type(second), "changes_no_figure", lambda self: "No figure differs.")
    with pytest.raises(Refused, match="No figure differs"):
        take(second, "certify", by=certifier, at=factory.moment(second))


def test_packs_that_used_the_old_figures_are_named(accepted, commissioner, trust):
    at = factory.moment(accepted)
    pack = packs.prepare(trust, "2025-26Q2", by=commissioner, at=at)
    assert packs_that_used(accepted) == []
    pack = packs.write_commentary(pack, "Steady.", by=commissioner, at=at)
    pack = take(pack, "freeze", by=commissioner, at=at)
    second = factory.correction(accepted)
    assert packs_that_used(accepted) == packs_that_used(second) == [pack]
