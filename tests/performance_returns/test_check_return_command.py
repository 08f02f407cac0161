"""`manage.py check_return` prints what would be found, and changes nothing."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from performance.actions import returns as deeds
from performance.models import Upload
from performance.workbook.definition import Entry
from tabular.findings import Finding, Severity
from tests.factories import contracts, people
from tests.factories import performance as factory
from tests.operations.killing import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def check(record, tmp_path):
    """Give a function that checks bytes and says the exit code, what was printed and what complained."""

    def run(content, name="return.xlsx", **options):
        path = tmp_path / name
        path.write_bytes(content)
        asked = {"contract": record.agreement.reference, "period": record.period_code, **options}
        return printed(str(path), **asked)

    return run


def printed(path, **options):
    out, err = StringIO(), StringIO()
    try:
        call_command("check_return", path, **options, stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    except CommandError as refusal:
        return refusal.returncode, out.getvalue(), str(refusal)
    return 0, out.getvalue(), err.getvalue()


def test_nothing_stops(record, check):
    code, said, complained = check(factory.filled_workbook(record))
    assert (code, said, complained) == (0, "Nothing was found to put right.\n", "")


def test_a_mistake_stops_with_its_place_and_rule(record, check):
    code, said, _ = check(factory.filled_workbook(record, {("HW", "Eden"): Entry(45, 40)}))
    assert code == 1
    (line,) = said.splitlines()
    assert line.startswith("Return, cell H5: row.")
    assert ": blocker: " in line


def test_the_same_findings_as_of_the_file_sent(record, check):
    content = factory.filled_workbook(record, {("HW", "Eden"): Entry(45, 40)})
    code, said, _ = check(content, json=True)
    document = json.loads(said)
    sent = factory.send_bytes(record, content)
    named = ("rule", "severity", "sheet", "cell", "kpi", "right")
    found = [{**{k: f[k] for k in named}, "words": f["message"]} for f in sent.findings]
    assert code == 1
    assert document["findings"] == found
    assert (document["contract"], document["period"]) == (record.agreement.reference, "2025-26Q2")
    assert (document["readable"], document["can_be_taken"]) == (True, False)
    assert document["sha256"] == sent.file.sha256


@pytest.mark.parametrize(("severity", "code"), [("query", 1), ("note", 0)])
def test_a_question_without_its_reason_stops_and_a_note_does_not(
    check, monkeypatch, severity, code
):
    found = (Finding(Severity(severity), message="Is this right?"),)
    monkeypatch.setattr(deeds, "check_file", lambda *given, **more: deeds.Checked(found))
    assert check(b"x")[:2] == (code, f"the whole file: file: {severity}: Is this right?\n")


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\x03" * 50, b"PK\x03\x04broken"])
def test_what_cannot_be_read_says_why(check, content):
    code, said, complained = check(content, json=True)
    document = json.loads(said)
    assert (code, document["readable"]) == (2, False)
    assert complained.strip() == " ".join(f["words"] for f in document["findings"])


def test_another_file_is_readable_and_stops(check):
    code, said, _ = check(b"Name,Age\nAnn,4\n", "people.csv")
    assert code == 1
    assert "the whole file" in said


def test_nothing_is_changed(record, check):
    before = everything()
    check(factory.filled_workbook(record))
    check(factory.filled_workbook(record, {("HW", "Eden"): Entry(45, 40)}))
    check(b"")
    assert everything() == before
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"contract": "NO-1"}, "No contract is known by the reference NO-1."),
        ({"partnership": "nowhere"}, "in nowhere."),
        ({"period": "2025Q4"}, "2025Q4"),
        ({"period": "2031-32Q1"}, "There are: 2025-26Q2."),
    ],
)
def test_what_is_not_known_is_said(check, options, words):
    code, said, complained = check(b"anything", **options)
    assert (code, said) == (2, "")
    assert words in complained


def test_a_file_that_is_not_there(record, tmp_path):
    options = {"contract": record.agreement.reference, "period": record.period_code}
    assert printed(str(tmp_path / "gone.xlsx"), **options)[0] == 2
    code, _, complained = printed(str(tmp_path), **options)
    assert code == 2
    assert "cannot be opened" in complained


def test_a_file_larger_than_any_page_takes(check, monkeypatch):
    monkeypatch.setattr("performance.command_line.LIMIT", 10)
    code, _, complained = check(b"12345678901")
    assert (code, "is larger than" in complained) == (2, True)


def test_two_partnerships_may_use_one_reference(record, check):
    other = contracts.agreement(people.trust("Cornwall", "cornwall"))
    type(other)._base_manager.filter(pk=other.pk).update(reference=record.agreement.reference)
    content = factory.filled_workbook(record)
    code, _, complained = check(content)
    assert (code, complained) == (
        2,
        "Several contracts have this reference. Add --partnership, one of: cornwall, cumbria.",
    )
    assert check(content, partnership="cumbria")[0] == 0


def test_a_return_that_takes_nothing_can_be_checked(agreement, check, record):
    factory.moved(record, "certified")
    assert check(factory.filled_workbook(record))[0] == 0


def test_letters_that_move_a_terminal_are_not_printed(check, monkeypatch):
    found = (Finding(Severity.BLOCKER, message="Look:\x1b[2J\nhere"),)
    monkeypatch.setattr(deeds, "check_file", lambda *given, **more: deeds.Checked(found))
    said = check(b"x")[1]
    assert "\x1b" not in said
    assert len(said.splitlines()) == 1
