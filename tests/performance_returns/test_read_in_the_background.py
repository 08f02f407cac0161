"""A large upload is read in the background: in its turn, once, and never for ever."""

from datetime import timedelta

import pytest

from performance import tasks
from performance.actions import returns as deeds
from performance.models import Upload
from performance.models.loading import figures_of
from performance.workbook.definition import Entry
from tests.factories import performance as factory
from workflow import jobs
from workflow.door import take
from workflow.models import Job, JobStatus, StoredFile

EDEN = ("HW", "Eden")


@pytest.fixture
def slowly(monkeypatch):
    """Send a workbook too large to be read at once."""

    def send(record, entries=None):
        with monkeypatch.context() as patched:
            patched.setattr(deeds, "READ_AT_ONCE", 100)
            return factory.send(record, entries)

    return send


def numerator(record):
    """What is said of healthy weight in Eden."""
    return figures_of(record.entries, record.pk)[1].numerator


def test_an_older_file_does_not_undo_a_newer_one(record, slowly, do_jobs):
    old = slowly(record, {EDEN: Entry(28, 40)})
    new = factory.send(record, {EDEN: Entry(32, 40)})
    do_jobs()
    for one in (old, record):
        one.refresh_from_db()
    assert (record.upload, numerator(record)) == (new, 32)
    assert old.rejected
    assert "sent after this file" in old.found[0].message


def test_what_is_sent_while_an_older_file_is_read_wins(record, slowly, do_jobs):
    slowly(record, {EDEN: Entry(28, 40)})
    newer = slowly(record, {EDEN: Entry(32, 40)})
    do_jobs()
    record.refresh_from_db()
    assert (record.upload, numerator(record)) == (newer, 32)


def test_certified_while_a_newer_file_is_read_it_stays_so_and_the_sender_is_told(
    record, slowly, do_jobs, certifier
):
    first = factory.send(record, {EDEN: Entry(28, 40)})
    newer = slowly(record, {EDEN: Entry(32, 40)})
    take(record, "certify", by=certifier, at=factory.moment(record))
    do_jobs()
    for one in (newer, record):
        one.refresh_from_db()
    assert (record.state_label, record.upload, numerator(record)) == ("Certified", first, 28)
    assert newer.rejected
    assert "the return was certified; it takes no figures now" in newer.found[0].message


def test_a_reading_that_runs_out_of_memory_keeps_the_file_and_says_so(record, monkeypatch):
    monkeypatch.setattr(deeds, "check_file", _out_of_memory)
    factory.send(record)
    sent = Upload.objects.get()
    assert sent.rejected
    assert "We have kept this" in sent.found[0].message


def test_a_reading_that_stopped_for_good_is_given_up(record, slowly):
    sent = slowly(record)
    at = factory.moment(record) + timedelta(hours=1)
    assert deeds.give_up_unread(at) == 0
    Job.objects.update(status=JobStatus.FAILED)
    assert deeds.give_up_unread(at) == 1
    sent.refresh_from_db()
    assert sent.rejected
    assert "Send it again" in sent.found[0].message
    assert deeds.give_up_unread(at) == 0


@pytest.mark.parametrize("what", ["check_file", "mark"])
def test_a_reading_that_breaks_is_settled_all_the_same(record, slowly, monkeypatch, do_jobs, what):
    sent = slowly(record, {EDEN: Entry(45, 40)})
    monkeypatch.setattr(deeds, what, lambda *given, **more: 1 / 0)
    assert do_jobs() == 1
    sent.refresh_from_db()
    assert (Job.objects.get().status, sent.rejected) == (JobStatus.DONE, True)
    broke = "We have kept this" in sent.found[0].message
    assert broke == (what == "check_file")


def test_a_reading_taken_over_keeps_no_marked_workbook(record, slowly, monkeypatch):
    slowly(record, {EDEN: Entry(45, 40)})
    kept = StoredFile.objects.count()
    real = deeds.mark_upload

    def taken_over_meanwhile(upload, checked):
        Job.objects.update(owner="another")
        return real(upload, checked)

    monkeypatch.setattr(tasks.returns, "mark_upload", taken_over_meanwhile)
    jobs.run(Job.objects.get().pk)
    assert StoredFile.objects.count() == kept


def _out_of_memory(*_given):
    raise MemoryError
