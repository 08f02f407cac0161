"""Files that cannot be read, or not as they stand: each is kept and says why; nothing changes."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
import xlsxwriter

from accounts.models import Intake, Membership, User
from tests.accounts.set_up import ANN, PEOPLE, URL, people, said, send, workbook
from workflow.models import AuditEntry, StoredFile

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)


def bomb() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(120 * 1024 * 1024))
    return target.getvalue()


def one_far_cell() -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet("People").write(1_048_575, 16_383, "x")
    return target.getvalue()


def another_layout() -> bytes:
    return workbook(Rota=[("Monday", "Tuesday"), ("Ann", "Bo")])


def half_a_layout() -> bytes:
    return workbook(People=[("Name", "Email"), ("Ann", "ann@example.org")])


BAD = {
    "a picture by another name": (lambda: PICTURE, "a picture (PNG), not a spreadsheet"),
    "an empty file": (lambda: b"", "This file is empty"),
    "a zip bomb": (bomb, "unpacks to far more"),
    "one far cell": (one_far_cell, "columns"),
    "a damaged workbook": (lambda: people(ANN)[:900], "damaged or incomplete"),
    "another layout": (another_layout, "No sheet of this file could be recognised"),
    "a column missing": (half_a_layout, "has no column for it: Role"),
    "a formula never worked out": (
        lambda: uncalculated(),
        "The formula in this cell was never worked out",
    ),
}


def uncalculated() -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet("People")
        page.write_row(0, 0, PEOPLE)
        page.write_row(1, 0, ANN)
        page.write_formula(1, 0, '="Ann"', None, "")
    return target.getvalue()


@pytest.mark.parametrize("what", BAD)
def test_is_refused_and_kept(what, office):
    make, words = BAD[what]
    content = make()
    people_before, roles_before = User.objects.count(), Membership.objects.count()
    trail_before = AuditEntry.objects.count()

    answer = send(office, content, "people.xlsx")

    assert answer.status_code == 422
    kept = Intake.objects.get()
    assert any(words in told for _, told in said(kept)), said(kept)
    assert words in answer.content.decode().replace("&#x27;", "'")
    assert kept.file.read() == content
    assert (User.objects.count(), Membership.objects.count()) == (people_before, roles_before)
    assert AuditEntry.objects.count() == trail_before + 1
    assert office.post(f"{URL}files/{kept.pk}/bring-in/").status_code == 409


def test_a_csv_in_the_old_windows_character_set(office):
    content = "Name;Email;Role\r\nRenée Föhn;renee@example.org;Analyst\r\n".encode("cp1252")

    assert send(office, content, "staff.csv").status_code == 302
    sent = Intake.objects.get()
    office.post(f"{URL}files/{sent.pk}/bring-in/")

    assert User.objects.get(email="renee@example.org").name == "Renée Föhn"
    assert "Windows" in sent.found[0].message


def test_a_file_that_is_too_large_is_not_taken(office, monkeypatch):
    monkeypatch.setattr("workflow.uploads.MemoryOnly.__init__.__kwdefaults__", {"limit": 100})

    answer = send(office, people(ANN))

    assert answer.status_code == 422
    assert "The file is larger than" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_no_file_at_all(office):
    answer = office.post(URL)

    assert answer.status_code == 422
    assert "Choose the spreadsheet to bring in" in answer.content.decode()


def test_too_many_rows(office, monkeypatch):
    monkeypatch.setattr("accounts.intake.reading.MOST_ROWS", 1)

    answer = send(office, people(ANN, (*ANN[:4], "Analyst", None, None)))

    assert answer.status_code == 422
    assert "Send it in parts" in answer.content.decode()
