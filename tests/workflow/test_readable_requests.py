"""What says what it is in a way that cannot be read is answered, whatever Django makes of it."""

from io import BytesIO

import pytest
from django.test import RequestFactory

from config.wsgi import application
from workflow.middleware import ReadableText


@pytest.mark.parametrize("encoding", ["bogus", "undefined"])
def test_a_type_that_cannot_be_read_is_refused(encoding):
    said = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/",
        "CONTENT_TYPE": f"multipart/form-data; boundary*={encoding}'x'%41",
        "wsgi.input": BytesIO(b""),
    }
    answer = application(environ, lambda *given: said.append(given))
    assert said[0][0] == "400 Bad Request"
    assert b"cannot be read" in b"".join(answer)


@pytest.mark.parametrize("encoding", ["hex", "undefined", "idna"])
def test_an_encoding_of_no_text_is_read_as_utf_8(encoding):
    seen = []
    body = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xc3\xa9\r\n--x--\r\n'
    kind = f"multipart/form-data; boundary=x; charset={encoding}"
    request = RequestFactory().generic("POST", "/", body, content_type=kind)
    ReadableText(lambda given: seen.append(given.POST["a"]))(request)
    assert seen == ["é"]


def test_an_encoding_that_is_one_stays():
    request = RequestFactory().generic("POST", "/", b"a", content_type="text/csv; charset=cp1252")
    assert ReadableText(lambda given: given)(request).encoding == "cp1252"
