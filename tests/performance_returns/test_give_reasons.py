"""The provider gives the reasons the checks ask for, in place."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from performance.actions import reasons
from performance.actions.reasons import give_reasons
from performance.models import Upload
from tests.factories import performance as factory
from workflow.door import take
from workflow.lifecycle import NotAllowed, Refused

EDEN = ("HW", "Eden")
PLACE = 1  # of HW in Eden among the rows asked for


@pytest.fixture
def asking(agreement):
    """A return whose file asks why so many more children live in Eden than the quarter before."""
    factory.kpi_return(agreement, "2025-26Q1")
    record = factory.expected(agreement)
    sent = factory.send(record, {EDEN: (300, 400)})
    record.refresh_from_db()
    assert [f.severity for f in sent.found] == ["query"]
    return record


def give(record, given, upload=None, by=None):
    by = by or factory.preparer_of(record.agreement.provider)
    upload = upload or record.uploads.first()
    return give_reasons(record, upload, given, by=by, at=factory.moment(record))


def test_a_reason_lets_the_return_be_received_and_figures_keep_their_cells(asking, certifier):
    file = asking.uploads.get()
    typed = give(asking, {PLACE: "  A nursery  closed. "})
    asking.refresh_from_db()
    assert (typed.outcome, typed.was_typed) == (Upload.Outcome.TAKEN, True)
    assert (asking.state_label, asking.upload) == ("Received", typed)
    assert b"A nursery closed." in typed.file.read()
    (note,) = typed.found
    assert (note.severity, note.sheet, note.cell) == ("note", "Return", file.found[0].cell)
    assert "Reason given: “A nursery closed.”" in note.message
    take(asking, "certify", by=certifier, at=factory.moment(asking))
    figure = asking.figures.get(scheduled__kpi__code="HW", area__name="Eden")
    assert (figure.upload, figure.reason) == (file, "A nursery closed.")


def test_a_reason_for_another_row_leaves_the_question(asking):
    file = asking.uploads.get()
    typed = give(asking, {0: "Just so."})
    assert typed.rejected
    (query,) = typed.found
    assert (query.severity, query.cell, query.about) == (
        "query",
        file.found[0].cell,
        file.found[0].about,
    )
    assert query.message.startswith("Row ")


def test_what_stops_still_stops_beside_a_reason(agreement, asking):
    factory.send(asking, {EDEN: (300, 400), ("HW", "Carlisle"): (50, 40)})
    typed = give(asking, {PLACE: "A nursery closed."})
    assert typed.rejected
    assert {f.severity for f in typed.found} == {"blocker", "note"}


def test_beside_a_reason_every_other_row_is_still_compared_with_its_past(asking):
    """The row that stops stands in row 4 of its sheet; line 4 is another."""
    wrong = {EDEN: (300, 400), ("HW", "Carlisle"): (50, 40), ("CON", "Eden"): (300,)}
    before = factory.send(asking, wrong)
    typed = give(asking, {PLACE: "A nursery closed."})
    assert [f.cell for f in typed.found] == [f.cell for f in before.found]
    assert [(f.severity, f.kpi) for f in typed.found] == [
        *(("blocker", "HW"), ("note", "HW"), ("query", "CON")),
    ]


@pytest.mark.parametrize("reasons", [{}, {PLACE: "   "}, {99: "Who?"}])
def test_nothing_written_is_refused(asking, reasons):
    with pytest.raises(Refused, match="Write a reason beside at least one"):
        give(asking, reasons)
    assert asking.uploads.count() == 1


def test_no_field_is_of_a_number_beyond_all_rows(client, asking, preparer):
    client.force_login(preparer)
    (sent,) = asking.uploads.all()
    args = [asking.agreement.provider.slug, asking.pk, sent.pk]
    given = {"reason-" + "9" * 5000: "A nursery closed.", "reason-²": "x", "reason--1": "x"}
    url = reverse("performance:portal_upload", args=args)
    answer = client.post(url, urlencode(given), content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 409
    assert "Write a reason beside at least one" in answer.content.decode()


def test_a_reason_too_long_is_refused(asking):
    with pytest.raises(Refused, match="at most 500 characters"):
        give(asking, {PLACE: "x" * 501})


def test_a_sending_that_is_not_the_last_takes_no_reasons(asking):
    first = asking.uploads.get()
    factory.send(asking, {EDEN: (310, 400)})
    with pytest.raises(Refused, match="Something else was sent"):
        give(asking, {PLACE: "A nursery closed."}, upload=first)


def test_a_file_that_could_not_be_read_takes_no_reasons(asking):
    factory.send_bytes(asking, b"not a workbook")
    with pytest.raises(Refused, match="Send the workbook again"):
        give(asking, {PLACE: "A nursery closed."})


def test_nobody_else_gives_reasons(asking, commissioner):
    with pytest.raises(NotAllowed):
        give(asking, {PLACE: "A nursery closed."}, by=commissioner)


def test_an_accepted_return_takes_none(agreement):
    record = factory.kpi_return(agreement)
    with pytest.raises(Refused, match="takes no figures now"):
        give(record, {PLACE: "A nursery closed."})


def test_what_was_sent_while_the_reasons_were_checked_is_not_replaced(asking, monkeypatch):
    real = reasons._checked

    def checked(upload, asked, entries):
        factory.send(asking, {EDEN: (31, 40)})
        return real(upload, asked, entries)

    monkeypatch.setattr(reasons, "_checked", checked)
    with pytest.raises(Refused, match="Something else was sent"):
        give(asking, {PLACE: "A nursery closed."})
    asking.refresh_from_db()
    assert asking.upload == asking.uploads.first()
    assert not asking.upload.was_typed
