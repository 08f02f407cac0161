"""A file that is to be sealed never touches a disk in clear on its way in."""

import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory
from django.urls import path

from workflow import files, uploads
from workflow.sealing import seal, unseal
from workflow.uploads import MEGABYTE, sealed_upload, upload_refusal

MARKED = b"OUR-PRICE-IS-GBP-1234567 "


def take(request):
    """A view that answers with what it was given, or why it was given nothing."""
    if refusal := upload_refusal(request):
        return HttpResponse(refusal, status=413)
    return HttpResponse(seal(request.FILES["document"].read()))


def forged(request, reason=""):
    return HttpResponse("forged", status=403)


urlpatterns = [path("sealed/", sealed_upload(take)), path("plain/", take)]


@pytest.fixture
def disks(settings, tmp_path, monkeypatch) -> Path:
    """Every folder anything could be written to, empty, under one root."""
    settings.BID_KEY_FILE = tmp_path / "var" / "keys" / "bids.key"
    settings.FILES_ROOT = tmp_path / "var" / "files"
    settings.ROOT_URLCONF = __name__
    settings.CSRF_FAILURE_VIEW = f"{__name__}.forged"
    settings.MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    """Every temporary file that Django's own upload handling opens."""
    made: list[str] = []
    real = tempfile.NamedTemporaryFile

    def watched(*args, **kwargs):
        made.append("temporary file")
        return real(*args, **kwargs)

    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", watched)
    return made


def big(megabytes: int = 6) -> SimpleUploadedFile:
    content = MARKED * (megabytes * MEGABYTE // len(MARKED))
    return SimpleUploadedFile("bid.pdf", content, "application/pdf")


def holds_marked(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file() and MARKED in path.read_bytes()]


def test_no_clear_byte_reaches_a_disk(client, disks, opened, at, db):
    answer = client.post("/sealed/", {"document": big()})
    assert answer.status_code == 200
    stored = files.keep(
        answer.content, name="bid.pdf", content_type="application/pdf", by=None, at=at, sealed=True
    )
    assert opened == []
    assert holds_marked(disks) == []
    assert unseal(stored.read()).startswith(MARKED)


def test_the_usual_way_would_have_used_a_temporary_file(client, disks, opened):
    """So that the test above proves something."""
    assert client.post("/plain/", {"document": big()}).status_code == 200
    assert opened == ["temporary file"]


def test_a_file_over_the_limit_is_refused_in_words_and_kept_nowhere(client, disks, opened):
    answer = client.post("/sealed/", {"document": big(26)})
    assert answer.status_code == 413
    assert "larger than 25 MB" in answer.content.decode()
    assert opened == []
    assert holds_marked(disks) == []


def test_the_limit_is_for_all_files_together(client, disks, monkeypatch):
    monkeypatch.setattr(uploads, "LIMIT", MEGABYTE)
    monkeypatch.setattr(uploads.MemoryOnly.__init__, "__kwdefaults__", {"limit": MEGABYTE})
    half = SimpleUploadedFile("a.pdf", b"x" * (700 * 1024))
    other = SimpleUploadedFile("b.pdf", b"y" * (700 * 1024))
    answer = client.post("/sealed/", {"document": half, "annex": other})
    assert answer.status_code == 413


def test_a_small_file_and_fields_beside_it_arrive_whole(client, disks):
    answer = client.post(
        "/sealed/", {"note": "hello", "document": SimpleUploadedFile("a.txt", b"hello")}
    )
    assert unseal(answer.content) == b"hello"


def test_a_forged_request_is_still_refused(disks):
    request = RequestFactory(enforce_csrf_checks=True).post("/sealed/", {"document": big(1)})
    view = sealed_upload(take)
    assert CsrfViewMiddleware(take).process_view(request, view, (), {}) is None
    assert view(request).status_code == 403


def test_a_page_without_an_upload_has_no_refusal(rf):
    assert upload_refusal(rf.get("/")) == ""
