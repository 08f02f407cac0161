"""Whatever is sent: a plain sentence, 422, the file kept with its findings, nothing changed."""

import csv
import hashlib
import random
from io import BytesIO, StringIO

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from performance.actions import returns as deeds
from performance.models import Upload
from tests.factories import contracts
from tests.factories import performance as factory
from tests.performance_returns.conftest import typed_over
from tests.tabular.workbooks import xlsx, zipped
from workflow.models import AuditEntry, AuditHead, StoredFile

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
AGAIN = "Download the workbook from this return's page"
#: What an upload writes whatever becomes of it: the file, its findings and the trail.
KEPT = {StoredFile, Upload, AuditEntry, AuditHead, Session}


def bomb():
    """A file of 60 KB that unpacks to 60 MB: far more than what it holds could need."""
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>' + " " * 60_000_000 + "</t></is></c></row>"
    return xlsx(cells)


def another_agreements(record):
    other = contracts.agreement(record.agreement.partnership, provider=record.agreement.provider)
    return factory.filled_workbook(factory.expected(other))


def as_csv(content, encoding="cp1252", parted_by=","):
    """The sheet of a return as a spreadsheet program saves it."""
    target = StringIO(newline="")
    rows = load_workbook(BytesIO(content))["Return"].iter_rows(values_only=True)
    csv.writer(target, delimiter=parted_by).writerows(rows)
    return target.getvalue().encode(encoding)


def last_quarters(record):
    return factory.filled_workbook(factory.expected(record.agreement, "2025-26Q1"))


def all_else():
    """A digest of every row of every table but those an upload writes."""
    digest = hashlib.sha256()
    for model in sorted(set(apps.get_models()) - KEPT, key=lambda m: m._meta.label):
        for row in model._base_manager.order_by("pk").values_list():
            digest.update(f"{model._meta.label}{row}".encode())
    return digest.hexdigest()


BAD = {
    "a renamed picture": (lambda r: PICTURE, "return.xlsx", "This file is a picture (PNG)"),
    "an empty file": (lambda r: b"", "return.xlsx", "This file is empty."),
    "a zip bomb": (lambda r: bomb(), "return.xlsx", "unpacks to far more than a workbook should"),
    "one far cell": (
        lambda r: xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "return.xlsx",
        "There is something in a cell beyond the 200,000 rows",
    ),
    "another agreement's workbook": (another_agreements, "return.xlsx", "another agreement"),
    "last quarter's workbook": (
        last_quarters,
        "return.xlsx",
        "This is the workbook for 2025-26Q1.",
    ),
    "letters in a number cell": (
        lambda r: typed_over(factory.filled_workbook(r), {"H4": "thirty"}),
        "return.xlsx",
        "Row 4, Healthy weight in Carlisle: the numerator (“thirty”) is not a number.",
    ),
    "a formula never worked out": (
        lambda r: typed_over(factory.filled_workbook(r), {"H4": "=15+15"}),
        "return.xlsx",
        "Row 4, Healthy weight in Carlisle: the formula was never worked out.",
    ),
    "a CSV in Windows-1252": (
        lambda r: "KPI;Areas £\nHealthy weight;30\n".encode("cp1252"),
        "return.csv",
        f"it is a CSV file without the columns of the return. {AGAIN}",
    ),
    "letters in a number cell of a CSV in Windows-1252": (
        lambda r: as_csv(typed_over(factory.filled_workbook(r), {"H4": "thirty", "K4": "a £ cut"})),
        "return.csv",
        "Row 4, Healthy weight in Carlisle: the numerator (“thirty”) is not a number.",
    ),
    "last quarter's as a CSV": (
        lambda r: as_csv(last_quarters(r)),
        "return.csv",
        "This is the workbook for April to June 2025. This return is for 2025-26Q2",
    ),
    "another agreement's as a CSV": (
        lambda r: as_csv(another_agreements(r)),
        "return.csv",
        "This is the workbook of another agreement (Early Help",
    ),
    "a zip of something else": (
        lambda r: zipped({"word/document.xml": "<a/>"}),
        "return.xlsx",
        "This file is a Word document",
    ),
}


@pytest.fixture
def provider_client(sign_in, preparer):
    return sign_in(preparer)


def post(client, record, content, name="return.xlsx"):
    address = reverse("performance:portal_return", args=[record.agreement.provider.slug, record.pk])
    return client.post(address, {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("what", BAD)
def test_a_bad_upload(provider_client, record, what):
    make, name, sentence = BAD[what]
    content = make(record)
    before = all_else()
    answer = post(provider_client, record, content, name)
    assert answer.status_code == 422
    assert all_else() == before
    sent = record.uploads.get()
    assert sent.rejected
    assert sent.file.read() == content
    assert sentence in " ".join(finding.message for finding in sent.found)
    page = answer.content.decode().replace("&#x27;", "'")
    assert sent.found[0].message in page
    assert "Nothing has changed: the return is as it was." in page


@pytest.mark.parametrize("parted_by", [",", ";"])
def test_a_good_csv_in_windows_1252_is_taken(provider_client, record, parted_by):
    content = as_csv(
        typed_over(factory.filled_workbook(record), {"K4": "Café £5 vouchers"}), parted_by=parted_by
    )
    assert post(provider_client, record, content, "return.csv").status_code == 302
    record.refresh_from_db()
    assert record.state_label == "Received"
    sent = record.uploads.get()
    assert sent.sheet == "CSV"
    assert dict(record.entries.reasons) == {0: "Café £5 vouchers"}
    (note,) = sent.found
    assert "old Windows character set" in note.message


def test_where_reading_itself_breaks_the_file_is_kept(provider_client, record, monkeypatch):
    monkeypatch.setattr(deeds, "check_file", lambda *given: 1 / 0)
    content = factory.filled_workbook(record)
    before = all_else()
    answer = post(provider_client, record, content)
    assert answer.status_code == 422
    assert "We have kept this, but something went wrong here" in answer.content.decode()
    sent = record.uploads.get()
    assert (sent.rejected, sent.file.read()) == (True, content)
    assert all_else() == before


def test_no_file_at_all(provider_client, record):
    address = reverse("performance:portal_return", args=[record.agreement.provider.slug, record.pk])
    answer = provider_client.post(address)
    assert answer.status_code == 422
    assert "Choose the workbook you have filled in." in answer.content.decode()


def test_any_bytes_never_break_it(provider_client, record):
    good = factory.filled_workbook(record)
    chance = random.Random(7)
    for size in (1, 40, 4000):
        spoilt = bytearray(good)
        for _ in range(size):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        assert post(provider_client, record, bytes(spoilt)).status_code in (302, 422)
    assert post(provider_client, record, chance.randbytes(5000)).status_code == 422


def test_odd_values_in_every_cell(provider_client, record):
    odd = ["", "=1/0", -1, 1e300, 10**40, "9" * 400, True, "\u202e", "x" * 30000, 0.1]
    places = [f"{letter}{row}" for row in range(4, 10) for letter in "ABCDEFGHIJKL"]
    cells = {cell: odd[place % len(odd)] for place, cell in enumerate(places, 3)}
    answer = post(provider_client, record, typed_over(factory.filled_workbook(record), cells))
    assert answer.status_code == 422
