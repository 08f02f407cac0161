"""A file that is too large is let go of as it arrives, and the page says so."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from workflow import uploads


@pytest.fixture
def page(client, record, preparer):
    client.force_login(preparer)
    return reverse("performance:portal_return", args=[record.agreement.provider.slug, record.pk])


def test_a_file_over_the_limit_is_refused_in_words(client, page, record, monkeypatch):
    monkeypatch.setattr(uploads.MemoryOnly, "__init__", _at_most_a_hundred_bytes)
    answer = client.post(page, {"file": SimpleUploadedFile("return.xlsx", b"x" * 101)})
    assert answer.status_code == 422
    assert "The file is larger than" in answer.content.decode()
    assert not record.uploads.exists()


def test_a_file_is_held_in_memory_while_it_arrives(client, page, monkeypatch):
    def never(*_given, **_more):
        raise AssertionError("A temporary file was opened.")

    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", never)
    file = SimpleUploadedFile("return.xlsx", b"x" * 3 * uploads.MEGABYTE)
    assert client.post(page, {"file": file}).status_code == 302


_real = uploads.MemoryOnly.__init__


def _at_most_a_hundred_bytes(self, request=None):
    _real(self, request, limit=100)
