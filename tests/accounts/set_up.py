"""Spreadsheets as councils keep them, for the tests that bring them in."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Intake

URL = "/p/cumbria/set-up/"
PEOPLE = ("Name", "Email address", "Job title", "Organisation", "Role", "First day", "Last day")
ANN = ("Ann Other", "ann@cumbria.example", "Head", "Cumbria Council", "Commissioner", None, None)


def workbook(**sheets: Any) -> bytes:
    """A workbook: each sheet is its rows, headers first."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return target.getvalue()


def people(*rows: tuple[Any, ...]) -> bytes:
    """A workbook with the sheet of people."""
    return workbook(People=[PEOPLE, *rows])


def send(client: Client, content: bytes, name: str = "ours.xlsx") -> Any:
    """Send a file; the answer."""
    return client.post(URL, {"file": SimpleUploadedFile(name, content)})


def said(intake: Intake) -> list[tuple[str, str]]:
    """What stops a file: the cell and the words."""
    return [(finding.cell, finding.message) for finding in intake.found if finding.stops]


def bring_in(client: Client, content: bytes, name: str = "ours.xlsx") -> Intake:
    """Send a file and bring it in."""
    answer = send(client, content, name)
    sent = Intake.objects.latest("pk")
    assert answer.status_code == 302, said(sent)
    client.post(f"{URL}files/{sent.pk}/bring-in/")
    sent.refresh_from_db()
    return sent
