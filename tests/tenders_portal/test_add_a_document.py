"""Documents are sealed on arrival, checked by content, replaced and removed before the deadline."""

import hashlib
from io import BytesIO
from zipfile import ZipFile

import pytest

from tenders.actions.bid import MOST_DOCUMENTS, add_document
from tenders.checks.document import kind_of
from tests.tenders_portal.conftest import PDF, upload
from workflow import uploads
from workflow.lifecycle import Refused
from workflow.sealing import unseal


def send(portal, bid, file):
    return portal.client(portal.preparer).post(
        portal.url("bid_document", bid.pk), {"document": file} if file else {}
    )


def zipped(name):
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr(name, "x")
    return content.getvalue()


def test_a_document_is_sealed_into_the_bid(portal, open_at):
    bid = portal.draft(open_at)
    assert send(portal, bid, upload()).status_code == 302
    document = bid.documents.get()
    assert (document.title, document.size) == ("response.pdf", len(PDF))
    assert document.fingerprint == hashlib.sha256(document.salt.encode() + PDF).hexdigest()
    assert document.sealed_file.sealed
    assert unseal(document.sealed_file.read()) == PDF


def test_the_same_document_has_another_fingerprint_in_another_bid(portal, other, open_at):
    ours, theirs = portal.draft(open_at), other.draft(open_at)
    send(portal, ours, upload())
    send(other, theirs, upload())
    assert ours.documents.get().fingerprint != theirs.documents.get().fingerprint


def test_one_of_the_same_name_is_replaced(portal, open_at):
    bid = portal.draft(open_at)
    send(portal, bid, upload())
    send(portal, bid, upload(content=PDF + b" and better"))
    assert unseal(bid.documents.get().sealed_file.read()).endswith(b"better")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("run.exe", b"MZ"),
        ("noending", PDF),
        ("response.pdf", b"not a pdf"),
        ("response.docx", PDF),
        ("response.docx", b"PK\x03\x04 broken"),
        ("response.xlsx", zipped("word/document.xml")),
        ("notes.txt", b"\x00\x01"),
        ("empty.pdf", b""),
    ],
)
def test_what_is_no_document_is_refused_with_words(portal, open_at, name, content):
    bid = portal.draft(open_at)
    response = send(portal, bid, upload(name, content))
    assert response.status_code in {409, 422}
    assert "There is a problem" in response.content.decode()
    assert not bid.documents.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.PDF", PDF),
        ("a.docx", zipped("word/document.xml")),
        ("a.xlsx", zipped("xl/workbook.xml")),
        ("a.odt", zipped("content.xml")),
        ("a.jpg", b"\xff\xd8\xff\xe0"),
        ("a.csv", b"area,families\n"),
    ],
)
def test_common_documents_are_taken(name, content):
    assert kind_of(name, content).content_type


def test_no_file_is_refused_with_words(portal, open_at):
    response = send(portal, portal.draft(open_at), None)
    assert response.status_code == 422
    assert "Choose a file to add." in response.content.decode()


def test_one_too_large_is_refused_with_words(portal, open_at, monkeypatch):
    monkeypatch.setattr(uploads.MemoryOnly.__init__, "__kwdefaults__", {"limit": uploads.MEGABYTE})
    bid = portal.draft(open_at)
    response = send(portal, bid, upload(content=PDF + b"x" * uploads.MEGABYTE))
    assert response.status_code == 422
    assert "larger than 1 MB" in response.content.decode()
    assert not bid.documents.exists()


def test_a_hostile_name_is_made_harmless(portal, open_at):
    bid = portal.draft(open_at)
    add_document(bid, name="../../x<b>.pdf", content=PDF, by=portal.preparer, at=open_at)
    assert bid.documents.get().title == "x_b_.pdf"


def test_a_bid_holds_only_so_many(portal, open_at, monkeypatch):
    bid = portal.draft(open_at)
    monkeypatch.setattr("tenders.actions.bid.MOST_DOCUMENTS", 1)
    assert MOST_DOCUMENTS == 40
    add_document(bid, name="a.pdf", content=PDF, by=portal.preparer, at=open_at)
    with pytest.raises(Refused, match="at most 1"):
        add_document(bid, name="b.pdf", content=PDF, by=portal.preparer, at=open_at)


def test_a_document_is_removed(portal, open_at):
    bid = portal.ready(open_at)
    url = portal.url("bid_document_remove", bid.pk, bid.documents.get().pk)
    client = portal.client(portal.preparer)
    assert client.get(url).status_code == 200
    assert bid.documents.exists()
    assert client.post(url).status_code == 302
    assert not bid.documents.exists()


def test_nothing_is_removed_from_a_submitted_bid(portal, open_at):
    bid = portal.submitted(open_at)
    url = portal.url("bid_document_remove", bid.pk, bid.documents.get().pk)
    assert portal.client(portal.preparer).post(url).status_code == 409
    assert bid.documents.exists()


def test_nothing_is_added_to_a_submitted_bid_or_after_the_deadline(portal, open_at, clock):
    bid = portal.submitted(open_at)
    assert send(portal, bid, upload("more.pdf")).status_code == 409
    clock(portal.tender.deadline)
    assert send(portal, bid, upload("more.pdf")).status_code == 409
    assert bid.documents.count() == 1
