"""No clear byte of a bid is on a disk or in the database before the opening; afterwards all are."""

import base64
import hashlib
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import connection

from tenders.models import Bid
from tests.factories import tenders
from tests.factories.commissioning import commissioner_of
from tests.tenders_portal.conftest import upload
from workflow.clock import start_at
from workflow.door import take
from workflow.lifecycle import SYSTEM, Refused

MARK = b"MARKED-5f1e-clear-words-of-a-bid"
#: Longer than what Django keeps in memory of its own accord.
DOCUMENT = b"%PDF-1.7 " + (MARK + b" " * 99) * 25_000
PRICE = "1234567.89"
#: How the marks could lie about: plain, as hexadecimal, as base64 at each of its three offsets.
TRACES = [
    MARK,
    MARK.hex().encode(),
    *(base64.b64encode(b"x" * n + MARK)[4:-4] for n in range(3)),
    PRICE.encode(),
    PRICE.encode().hex().encode(),
    b"1,234,567",
    b"1234567",
    # Nor anything by which a guess at the document could be confirmed.
    hashlib.sha256(DOCUMENT).hexdigest().encode(),
    hashlib.sha256(DOCUMENT).digest(),
]
_written: list[str] | None = None


def _note_writing(event, args):
    """An audit hook: notes every file this process opens for writing while a test listens."""
    if _written is None or event != "open" or not isinstance(args[0], str):
        return
    mode, flags = args[1] or "", args[2] or 0
    if set(mode) & set("wax+") or flags & 3:
        _written.append(args[0])


sys.addaudithook(_note_writing)


@pytest.fixture
def listening():
    global _written  # noqa: PLW0603
    _written = []
    yield _written
    _written = None


@pytest.fixture
def no_temporary_files(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("A bid was about to be written to a temporary file in clear.")

    monkeypatch.setattr(TemporaryUploadedFile, "__init__", refuse)


def database_bytes():
    """Every value of every table, as bytes."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    yield (
                        bytes(value)
                        if isinstance(value, bytes | memoryview)
                        else str(value).encode()
                    )


def disk_bytes(*roots):
    for root in roots:
        for path in Path(root).rglob("*"):
            if path.is_file():
                yield path.read_bytes()


def assert_no_trace(contents):
    for content in contents:
        for trace in TRACES:
            assert trace not in content, f"{trace[:12]!r} lies in {content[:60]!r}"


def bid_through_the_browser(portal, at):
    client = portal.client(portal.certifier)
    client.post(portal.url("portal_start", portal.tender.pk))
    bid = Bid.objects.get(provider=portal.provider)
    client.post(portal.url("bid_price", bid.pk), {"price": PRICE})
    client.post(portal.url("bid_document", bid.pk), {"document": upload(content=DOCUMENT)})
    client.post(portal.url("bid_step", bid.pk, "submit"))
    bid.refresh_from_db()
    assert bid.receipt
    return bid


def test_nothing_lies_in_clear_before_the_opening(
    portal, open_at, listening, no_temporary_files, tmp_path, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    bid_through_the_browser(portal, open_at)
    outside = [
        path
        for path in listening
        if not Path(path).resolve().is_relative_to(settings.VAR) and not path.endswith(".lock")
    ]
    assert outside == []
    assert_no_trace(database_bytes())
    assert_no_trace(disk_bytes(settings.VAR, tmp_path))


def test_what_a_fingerprint_is_salted_with_lies_nowhere_either(portal, open_at):
    salt = bid_through_the_browser(portal, open_at).documents.get().salt.encode()
    assert not any(salt in content for content in database_bytes())
    assert not any(salt in content for content in disk_bytes(settings.VAR))


def test_the_mark_would_be_found(portal, open_at):
    """The search itself works: an opened bid's words are found where they then lie."""
    bid = bid_through_the_browser(portal, open_at)
    _open(portal, bid)
    with pytest.raises(AssertionError):
        assert_no_trace(disk_bytes(settings.FILES_ROOT))
    with pytest.raises(AssertionError):
        assert_no_trace(database_bytes())


def test_after_the_opening_it_reads_as_it_was_sent(portal, open_at):
    bid = _open(portal, bid_through_the_browser(portal, open_at))
    assert bid.price == Decimal(PRICE)
    document = bid.documents.get()
    assert document.opened_file.read() == DOCUMENT
    assert document.opened_file.content_type == "application/pdf"


def test_before_the_deadline_nobody_opens_it(portal, open_at):
    bid = portal.submitted(open_at)
    commissioner = commissioner_of(portal.tender.partnership)
    with pytest.raises(Refused):
        take(portal.tender, "open_bids", by=commissioner, at=open_at)
    with pytest.raises(Refused):
        take(bid, "open", by=commissioner, at=open_at)
    bid.refresh_from_db()
    assert bid.price is None


def _open(portal, bid):
    tender = portal.tender
    tender.refresh_from_db()
    tender = take(tender, "close", by=SYSTEM, at=tenders.moment_after(tender))
    at = tenders.moment_after(tender)
    start_at(at)
    take(tender, "open_bids", by=commissioner_of(tender.partnership), at=at)
    bid.refresh_from_db()
    return bid
