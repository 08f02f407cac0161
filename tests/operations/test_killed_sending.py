"""Killed while a file is sent: the return is as it was, or has its figures; sent again, once."""

from __future__ import annotations

import pytest

from accounts.actions.programs import make_token
from performance.actions import returns as deeds
from performance.actions.programs import send_by_program
from performance.models import Upload
from tests.factories import contracts
from tests.factories import performance as factory
from tests.operations.killing import everything, in_a_process, sizes, spread
from tests.operations.work import trust
from workflow import audit, jobs
from workflow.audit import history
from workflow.calendar import london_date
from workflow.files import verify_files

pytestmark = [pytest.mark.kills, pytest.mark.slow]

TRIED = 12


@pytest.fixture(autouse=True)
def no_hints(transactional_db, monkeypatch):
    monkeypatch.setattr(jobs, "_carriers", [])


def sending():
    """A return that is wanted, and the deed of a program that sends its file."""
    record = factory.expected(contracts.agreement(trust()))
    at, provider = factory.moment(record), record.agreement.provider
    by = factory.certifier_of(provider)
    terms = {"answerable": factory.preparer_of(provider), "until_day": london_date(at)}
    program, _ = make_token(provider, "Case system", "send", **terms, by=by, at=at)
    content = factory.filled_workbook(record)
    file = {"name": "return.xlsx", "content_type": deeds.XLSX, "program": program, "at": at}
    return record, lambda: send_by_program(record, content, **file)


def test_a_program_killed_at_any_point_of_sending():
    _, deed = sending()
    points = in_a_process(deed)
    assert points > TRIED
    for fatal in spread(points, TRIED):
        record, deed = sending()
        before, start = everything(), sizes()
        in_a_process(deed, fatal)
        if sizes() == start:
            assert everything() == before, f"killed at {fatal}: half done"
        assert deed().outcome == Upload.Outcome.TAKEN
        record.refresh_from_db()
        assert record.uploads.count() == 1, f"killed at {fatal}: not once"
        assert history(record).filter(step="receive").count() == 1
        assert record.figures_sha256 == record.upload.entries.digest()
    assert not list(audit.faults())
    assert verify_files().whole
