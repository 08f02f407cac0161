"""The provider's own workbook back: its cells marked and commented, whatever kind of file it was."""

from io import BytesIO
from xml.sax.saxutils import escape

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from performance.actions import returns as deeds
from tests.factories import performance as factory
from tests.tabular.workbooks import ods

WRONG = {("HW", "Eden"): (50, 40)}


def as_xlsx(record):
    return factory.filled_workbook(record, WRONG)


def _rows(record):
    sheet = load_workbook(BytesIO(as_xlsx(record)), data_only=True)["Return"]
    return [["" if v is None else v for v in row] for row in sheet.iter_rows(values_only=True)]


def as_csv(record):
    return "\r\n".join(",".join(f'"{value}"' for value in row) for row in _rows(record)).encode()


def as_ods(record):
    """The sheet Return as LibreOffice writes it: numbers as numbers, everything else as text."""
    lines = "".join(
        f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in _rows(record)
    )
    return ods(f'<table:table table:name="Return">{lines}</table:table>')


def _cell(value):
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    text = escape(str(value))
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def back(client, sent):
    """The workbook that comes back, as its sender opens it."""
    record = sent.kpi_return
    client.force_login(sent.sent_by)
    args = [record.agreement.provider.slug, record.pk, sent.pk]
    answer = client.get(reverse("performance:portal_marked", args=args))
    assert answer.status_code == 200
    return load_workbook(BytesIO(answer.content))


def marked(book, finding):
    """The marked cell of a finding."""
    return book[finding.sheet][finding.cell]


@pytest.mark.parametrize("make", [as_xlsx, as_csv, as_ods])
def test_the_cell_is_marked_and_says_what_is_wrong_and_what_would_be_right(client, record, make):
    sent = factory.send_bytes(record, make(record), name=f"return.{make.__name__[3:]}")
    assert sent.rejected
    (finding,) = [f for f in sent.found if f.stops]
    assert finding.cell == "H5"
    book = back(client, sent)
    cell = marked(book, finding)
    assert str(cell.value) == "50"
    assert finding.message in cell.comment.text
    assert cell.fill.fgColor.rgb == "FFFFC7CE"
    listed = [[*row] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert [finding.right] == [row[5] for row in listed if row[2] == "H5"]


def test_a_large_file_is_marked_by_its_job(client, record, do_jobs, monkeypatch):
    monkeypatch.setattr(deeds, "READ_AT_ONCE", 100)
    sent = factory.send(record, WRONG)
    assert sent.being_read
    do_jobs()
    sent.refresh_from_db()
    assert sent.marked is not None
    (finding,) = sent.found
    assert finding.message in marked(back(client, sent), finding).comment.text


def test_the_workbook_of_a_queried_return_holds_what_was_said(agreement):
    record = factory.kpi_return(agreement, state="queried", entries={("HW", "Eden"): (31, 40)})
    sheet = load_workbook(BytesIO(deeds.workbook_for(record)))["Return"]
    said = {(row[0], row[1]): row[7:10] for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert said["HW Healthy weight", "Eden"] == (31, 40, "Reported")
    assert said["HW Healthy weight", "Carlisle"] == (30, 40, "Reported")


def test_the_workbook_of_a_correction_begins_with_what_it_corrects(agreement):
    accepted = factory.kpi_return(agreement, entries={("HW", "Eden"): factory.NIL})
    sheet = load_workbook(BytesIO(deeds.workbook_for(factory.correction(accepted))))["Return"]
    said = {(row[0], row[1]): row[7:10] for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert said["HW Healthy weight", "Eden"] == (0, 40, "Nil")


def test_the_workbook_of_an_expected_return_is_blank(record):
    sheet = load_workbook(BytesIO(deeds.workbook_for(record)))["Return"]
    assert {row[7] for row in sheet.iter_rows(min_row=4, values_only=True)} == {None}
