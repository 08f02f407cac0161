"""Whatever is sent, by whichever door: an answer in words, one upload kept, nothing half done.

The files are made by a seed out of the return's own workbook (odd.py), so each run meets the same.
"""

from __future__ import annotations

import json
import logging
import random
import socket
import subprocess
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from performance.actions import returns as deeds
from performance.models import Figure, KpiReturn, Upload
from tests.factories import performance as factory
from tests.performance_returns import odd
from tests.performance_returns.odd_parts import PARTS, that_call
from tests.tabular.hostile import HOSTILE, noise
from workflow.clock import start_at
from workflow.models import Job, JobStatus

pytestmark = pytest.mark.django_db
FORM = "multipart/form-data; boundary=xYx"
NOT_OURS = "This is not the workbook for"
PAGES = ("portal_upload", "portal_marked", "portal_file", "portal_mend")


def form(content, name="return.xlsx", field="file", more=b""):
    """The body of a form with one file, its name as it is typed."""
    head = f'--xYx\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
    return (
        head.encode()
        + b"Content-Type: text/csv\r\n\r\n"
        + content
        + b"\r\n"
        + more
        + b"--xYx--\r\n"
    )


class Doors:
    """The pages of one return, and what must hold whatever is sent there."""

    def __init__(self, record, client, do_jobs, caplog):
        self.record, self.client, self.do_jobs, self.caplog = record, client, do_jobs, caplog
        self.slug = record.agreement.provider.slug
        self.page = reverse("performance:portal_return", args=[self.slug, record.pk])

    def state(self):
        return KpiReturn.objects.values().get(pk=self.record.pk)

    def post(self, body, content_type=FORM, **more):
        return self.client.generic("POST", self.page, body, content_type=content_type, **more)

    def send(self, content, name="return.xlsx"):
        """Send a file and follow it to its end; the upload it became."""
        before, said, uploads = self.state(), self.record.uploads.last(), Upload.objects.count()
        answer = self.post(form(content, name))
        self.do_jobs()
        assert answer.status_code in (302, 422)
        assert b"Traceback" not in answer.content
        sent = Upload.objects.latest("pk")
        if Upload.objects.count() == uploads:
            assert said.file.read() == content, "only the very same file again is no other upload"
            return sent
        assert Upload.objects.count() == uploads + 1
        assert sent.file.read() == content
        assert sent.outcome in (Upload.Outcome.TAKEN, Upload.Outcome.REJECTED)
        if sent.rejected:
            assert self.state() == before
            assert sent.found
        assert all(finding.message.strip() for finding in sent.found)
        self.nothing_broke(sent)
        return sent

    def nothing_broke(self, sent):
        """Its pages answer, every job has ended, no figure was made and nothing was logged."""
        for page in PAGES:
            at = reverse(f"performance:{page}", args=[self.slug, self.record.pk, sent.pk])
            answer = self.client.get(at)
            assert answer.status_code < 500, page
            assert b"Traceback" not in answer.content
        assert self.client.get(self.page).status_code == 200
        assert not Job.objects.exclude(status=JobStatus.DONE).exists()
        assert not Figure.objects.exists()
        assert not [r for r in self.caplog.records if r.levelno >= logging.ERROR]


@pytest.fixture
def doors(record, preparer, do_jobs, caplog):
    start_at(factory.moment(record))
    client = Client(raise_request_exception=False)
    client.force_login(preparer)
    return Doors(record, client, do_jobs, caplog)


@pytest.fixture(params=["at once", "in the background"])
def either_way(request, monkeypatch):
    if request.param == "in the background":
        monkeypatch.setattr(deeds, "READ_AT_ONCE", -1)


@pytest.fixture
def good(record):
    return factory.filled_workbook(record)


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("change", [odd.jumbled, odd.in_every_cell])
def test_our_workbook_changed_by_chance(doors, good, change):
    for seed in range(5):
        doors.send(change(good, random.Random(seed)))


@pytest.mark.parametrize("half", [0, 1])
def test_odd_values_in_a_cell_of_each_column(doors, good, half):
    for value in odd.VALUES[half::2]:
        cells = dict.fromkeys(("H4", "I5", "J6", "K7"), value)
        if content := odd.typed_or_none(good, cells):
            doors.send(content)


@pytest.mark.parametrize("what", PARTS)
def test_odd_parts(doors, good, what, monkeypatch):
    monkeypatch.setattr("tabular.marking.MARKING_SECONDS", 3)
    doors.send(PARTS[what](good))


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("encoding", odd.ENCODINGS)
def test_csv_in_many_writings(doors, good, encoding):
    for separator in ",;|":
        doors.send(odd.delimited(good, encoding, separator), "return.csv")


def test_csv_with_odd_characters(doors, good):
    plain = odd.delimited(good)
    for what in odd.IN_CSV:
        doors.send(plain.replace(b"30", what + b"30"), "return.csv")
        doors.send(what, "return.csv")


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files(doors, what):
    assert doors.send(HOSTILE[what]()).rejected


@pytest.mark.parametrize("name", odd.NAMES)
def test_odd_names(doors, good, name):
    sent = doors.send(good, name)
    assert 0 < len(sent.file.name) <= 150
    assert "/" not in sent.file.name
    assert sent.file.name.isprintable()


@pytest.mark.parametrize("rows", [1, 3_000])
def test_a_table_of_something_else_is_not_the_workbook(doors, rows):
    head, one = "LA code,Area,Year,Numerator,Value\r\n", "E06000063,Cumberland,2024,81,12.5\r\n"
    for name, content in {
        "needs.csv": (head + one * rows).encode(),
        "needs.txt": (head + one * rows).replace(",", "\t").encode("utf-16"),
        "needs.xlsx": odd.table_of(["LA code", "Area", "Year"], ["E06000063", "Eden", 7], rows),
    }.items():
        sent = doors.send(content, name)
        assert sent.rejected
        assert sent.found[0].message.startswith(NOT_OURS), name


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    "kind", ["xlsx", "ods", "csv", "fods", "xls", "html", "pdf", "xlsm", "dif"]
)
def test_as_libreoffice_saves_it(doors, good, kind, tmp_path):
    (tmp_path / "return.xlsx").write_bytes(good)
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["libreoffice", "--headless", home, "--convert-to", kind, "--outdir", "out"]
    subprocess.run([*command, "return.xlsx"], cwd=tmp_path, check=True, capture_output=True)
    for saved in sorted((tmp_path / "out").iterdir()):
        sent = doors.send(saved.read_bytes(), saved.name)
        assert sent.rejected == (kind not in {"xlsx", "ods", "xlsm"}) or kind == "csv"


def test_nobody_is_called(doors, good):
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.2)
        for content in that_call(good, trap.getsockname()[1]):
            doors.send(content)
        with pytest.raises(TimeoutError):
            trap.accept()


FIELDS = b"&".join(b"a%d=1" % n for n in range(3_000))
FIELD = b'--xYx\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n'
BODIES = {
    "no file": (b"--xYx--\r\n", FORM),
    "nothing": (b"", FORM),
    "another field": (form(b"x", field="other"), FORM),
    "no boundary": (form(b"x"), "multipart/form-data"),
    "another boundary": (form(b"x"), "multipart/form-data; boundary=other"),
    "an odd boundary": (form(b"x"), "multipart/form-data; boundary=\u00e9"),
    "not a form": (b"PK\x03\x04", "application/octet-stream"),
    "fields without end": (FIELDS, "application/x-www-form-urlencoded"),
    "an encoding of no text": (form(b"x", more=FIELD), f"{FORM}; charset=hex"),
    "an encoding of nothing": (form(b"x", more=FIELD), f"{FORM}; charset=undefined"),
}


@pytest.mark.parametrize("what", BODIES)
def test_odd_bodies(doors, what):
    before = doors.state()
    answer = doors.post(*BODIES[what])
    assert 400 <= answer.status_code < 500
    assert doors.state() == before


@pytest.mark.parametrize("length", ["-1", "0", "x", ""])
def test_odd_lengths(doors, length):
    answer = doors.post(form(b"x"), CONTENT_LENGTH=length)
    assert 400 <= answer.status_code < 500


def test_two_files_are_one_upload(doors, good):
    answer = doors.post(form(b"junk")[: -len(b"--xYx--\r\n")] + form(good))
    assert answer.status_code == 302
    assert doors.record.uploads.get().file.read() == good


def test_the_command_says_the_same(doors, good, tmp_path):
    for seed in range(4):
        path = tmp_path / f"{seed}.xlsx"
        path.write_bytes(odd.jumbled(good, random.Random(seed)))
        code, said = _checked(doors.record, path)
        sent = doors.send(path.read_bytes())
        assert code == (0 if not sent.rejected else 1 if said["readable"] else 2)
        assert len(said["findings"]) == len(sent.found)


def _checked(record, path):
    out, code = StringIO(), 0
    named = ["--contract", record.agreement.reference, "--period", record.period_code]
    try:
        call_command("check_return", str(path), *named, "--json", stdout=out, stderr=StringIO())
    except SystemExit as ended:
        code = ended.code
    except CommandError as wrong:
        code = wrong.returncode
    return code, json.loads(out.getvalue())


def test_a_file_that_is_large_and_wrong_is_marked_in_the_background(doors, good):
    content = odd.with_parts(odd.typed(good, {"H4": "thirty"}), {"xl/media/x.bin": noise(90_000)})
    assert len(content) > deeds.READ_AT_ONCE
    assert doors.send(content).marked is not None
