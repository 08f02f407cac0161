"""Keeping files by what is in them, giving them out, and proving them whole."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from workflow.files import FileBroken, as_download, clean_name, keep, verify_files
from workflow.lifecycle import SYSTEM
from workflow.models import StoredFile
from workflow.models.file import place_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


@pytest.fixture
def kept(at):
    return keep(b"minutes", name="minutes.txt", content_type="text/plain", by=None, at=at)


def test_what_is_kept_reads_back(kept, at):
    assert kept.read() == b"minutes"
    assert (kept.size, kept.name, kept.kept_at, kept.kept_by) == (7, "minutes.txt", at, None)
    assert len(kept.sha256) == 64


def test_it_lies_under_its_hash_readable_by_its_owner_alone(kept, store):
    path = place_of(kept.sha256)
    assert path == store / kept.sha256[:2] / kept.sha256[2:4] / kept.sha256
    assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in store.rglob("*") if p.is_file()] == [kept.sha256]


def test_equal_content_is_stored_once_and_recorded_twice(kept, at, store):
    before = place_of(kept.sha256).stat()
    again = keep(b"minutes", name="copy.txt", content_type="text/plain", by=SYSTEM, at=at)
    assert again.pk != kept.pk
    assert place_of(kept.sha256).stat().st_ino == before.st_ino
    assert place_of(kept.sha256).stat().st_mtime_ns == before.st_mtime_ns


def test_an_altered_file_is_not_read(kept):
    place_of(kept.sha256).write_bytes(b"other")
    with pytest.raises(FileBroken, match="altered"):
        kept.read()


def test_a_missing_file_says_what_to_do(kept):
    place_of(kept.sha256).unlink()
    with pytest.raises(FileBroken, match="back-up"):
        kept.read()


def test_keeping_over_an_altered_file_is_refused_and_overwrites_nothing(kept, at):
    place_of(kept.sha256).write_bytes(b"other")
    with pytest.raises(FileBroken):
        keep(b"minutes", name="minutes.txt", content_type="text/plain", by=None, at=at)
    assert place_of(kept.sha256).read_bytes() == b"other"


def test_a_row_is_never_changed(kept):
    kept.name = "other.txt"
    with pytest.raises(TypeError, match="never changed"):
        kept.save()


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\bids\Our bid.pdf", "Our bid.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ("gepj.exe\u202efdp.", "gepj.exefdp"),
        ("Ymgynghoriad â phlant.docx", "Ymgynghoriad â phlant.docx"),
        ("  ", "file"),
        ("...", "file"),
        ('say "yes".pdf', "say _yes_.pdf"),
        ("x" * 300 + ".xlsx", "x" * 145 + ".xlsx"),
    ],
)
def test_a_name_is_made_safe(given, cleaned):
    assert clean_name(given) == cleaned


def test_a_made_up_type_becomes_plain_bytes(at):
    for given in ("text/html\r\nX: y", "", "nonsense", "a/b/c"):
        stored = keep(given.encode(), name="f", content_type=given, by=None, at=at)
        assert stored.content_type == "application/octet-stream"
    stored = keep(b"t", name="f", content_type="Text/Plain; charset=utf-8", by=None, at=at)
    assert stored.content_type == "text/plain"


def test_a_download_is_saved_and_never_shown_or_cached(kept):
    answer = as_download(kept, 'Minutes of "Board" – June.txt')
    assert answer.content == b"minutes"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Minutes")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert as_download(kept)["Content-Disposition"] == 'attachment; filename="minutes.txt"'


def test_a_sealed_file_is_given_out_only_with_its_opened_content(at):
    sealed = keep(
        b"WSB1...", name="bid.pdf", content_type="application/pdf", by=None, at=at, sealed=True
    )
    with pytest.raises(FileBroken, match="sealed"):
        as_download(sealed)
    assert as_download(sealed, content=b"clear").content == b"clear"


def test_the_check_finds_nothing_wrong_with_a_whole_store(kept):
    report = verify_files()
    assert report.whole
    assert (report.checked, report.orphans) == (1, [])
    out = StringIO()
    call_command("verify_files", stdout=out)
    assert "1 files checked: 0 missing, 0 altered, 0 without a record." in out.getvalue()


def test_the_check_names_what_is_missing_altered_and_without_a_record(kept, at, store):
    gone = keep(b"gone", name="gone.txt", content_type="text/plain", by=None, at=at)
    place_of(gone.sha256).unlink()
    place_of(kept.sha256).write_bytes(b"other")
    (store / "stray").write_bytes(b"stray")
    report = verify_files()
    assert (report.missing, report.altered, report.orphans) == (
        [gone.sha256],
        [kept.sha256],
        ["stray"],
    )
    out = StringIO()
    with pytest.raises(CommandError, match="back-up"):
        call_command("verify_files", stdout=out)
    assert "Missing" in out.getvalue()
    assert "gone.txt" in out.getvalue()
    assert StoredFile.objects.count() == 2
