"""A provider sends a workbook."""

from datetime import timedelta
from decimal import Decimal

import pytest

from performance.actions import returns as deeds
from performance.models import Figure, Upload
from performance.models.loading import figures_of
from performance.workbook.definition import Entry
from tests.factories import performance as factory
from workflow.lifecycle import NotAllowed, Refused


def figure_of(record, place=1):
    """The figure that a row would become: by default healthy weight in Eden."""
    return figures_of(record.entries, record.pk)[place]


def test_figures_are_taken_with_their_cells(record):
    sent = factory.send(record, {("HW", "Eden"): Entry(Decimal(33), 44)})
    record.refresh_from_db()
    assert (sent.outcome, sent.findings, sent.rows_read) == (Upload.Outcome.TAKEN, [], 6)
    assert (record.state_label, record.upload) == ("Received", sent)
    assert (sent.sheet, sent.numerator_column, sent.denominator_column) == ("Return", "H", "I")
    figure = figure_of(record)
    assert (figure.numerator, figure.denominator, figure.status) == (33, 44, "reported")
    assert (figure.upload_id, figure.row) == (sent.pk, 5)
    assert not record.figures.exists()


def test_figures_not_given_are_kept_as_that(record):
    entry = Entry(status=Figure.Status.NOT_AVAILABLE, reason="The system was down.")
    factory.send(record, {("HW", "Eden"): entry})
    record.refresh_from_db()
    figure = figure_of(record)
    assert (figure.numerator, figure.status) == (None, "not_available")
    assert figure.reason == "The system was down."


def test_a_rejected_file_leaves_the_return_as_it_was(record):
    sent = factory.send(record, {("HW", "Eden"): Entry(45, 40)})
    record.refresh_from_db()
    assert sent.rejected
    assert sent.found[0].cell == "H5"
    assert (record.state_label, record.upload, len(record.entries)) == ("Expected", None, 0)


def test_a_rejected_file_leaves_figures_received_before(record):
    first = factory.send(record)
    factory.send(record, {("HW", "Eden"): Entry(45, 40)})
    record.refresh_from_db()
    assert (record.state_label, record.upload) == ("Received", first)


def test_the_same_bytes_twice_do_no_harm(record):
    first, second = factory.send(record), factory.send(record)
    record.refresh_from_db()
    assert first.file.sha256 == second.file.sha256
    assert (record.upload, len(record.entries)) == (second, 6)


def test_the_workbook_is_the_same_bytes_each_time(record):
    assert deeds.workbook_for(record) == deeds.workbook_for(record)


def test_a_large_file_is_read_in_the_background(record, do_jobs, monkeypatch):
    monkeypatch.setattr(deeds, "READ_AT_ONCE", 100)
    sent = factory.send(record, {("HW", "Eden"): Entry(45, 40)})
    assert sent.being_read
    assert do_jobs() == 1
    sent.refresh_from_db()
    assert sent.rejected
    assert sent.marked.name == "return - to put right.xlsx"


def test_a_large_file_is_taken_once(record, do_jobs, monkeypatch):
    monkeypatch.setattr(deeds, "READ_AT_ONCE", 100)
    sent = factory.send(record)
    do_jobs()
    record.refresh_from_db()
    again = deeds.settle(sent, deeds.Checked(()), by=sent.sent_by, at=sent.sent_at)
    assert (again.outcome, len(record.entries)) == (Upload.Outcome.TAKEN, 6)


def test_the_workbook_comes_back_marked(record):
    sent = factory.send(record, {("HW", "Eden"): Entry(45, 40)})
    assert deeds.marked_workbook(sent).startswith(b"PK")


def test_nothing_is_sent_before_the_quarter_has_ended(record):
    early = factory.moment(record) - timedelta(days=30)
    with pytest.raises(Refused, match=r"The quarter ends on 30 September 2025\. Report it after"):
        factory.send(record, at=early)
    assert not record.uploads.exists()


@pytest.mark.parametrize("state", ["certified", "accepted", "superseded", "waived"])
def test_nothing_is_sent_for_a_return_that_takes_nothing(agreement, state):
    record = factory.kpi_return(agreement, state=state)
    with pytest.raises(Refused, match=f"This return is {state} and takes no figures now"):
        factory.send_bytes(record, b"anything")


def test_nobody_else_sends_for_a_provider(record, commissioner):
    with pytest.raises(NotAllowed):
        deeds.send_file(
            record, b"x", name="x", content_type="", by=commissioner, at=factory.moment(record)
        )
