"""The return without a spreadsheet."""

import pytest
from django.urls import reverse

from performance.models.loading import figures_of
from tests.factories import performance as factory


@pytest.fixture
def client_of_preparer(sign_in, preparer):
    return sign_in(preparer)


def address(record, name="portal_form"):
    return reverse(f"performance:{name}", args=[record.agreement.provider.slug, record.pk])


def typed(**changes):
    """Thirty of forty in every line, with changes."""
    data = {f"numerator-{n}": "30" for n in range(1, 7)} | {
        f"status-{n}": "Reported" for n in range(1, 7)
    }
    data |= {f"denominator-{n}": "40" for n in (1, 2, 5, 6)}
    return data | {name.replace("_", "-"): value for name, value in changes.items()}


def test_figures_typed_in_are_received(client_of_preparer, record):
    answer = client_of_preparer.post(
        address(record), typed(numerator_2="1,033", denominator_2="1200")
    )
    record.refresh_from_db()
    assert (answer.status_code, record.state_label) == (302, "Received")
    figure = figures_of(record.entries, record.pk)[1]
    assert (figure.numerator, figure.upload_id, figure.row) == (1033, record.upload_id, 2)
    assert (record.upload.sheet, record.upload.numerator_column) == ("Web form", "")
    assert record.upload.file.name.endswith("web form.csv")
    assert b"1,033" in record.upload.file.read()


def test_the_same_checks_name_the_field(client_of_preparer, record):
    answer = client_of_preparer.post(address(record), typed(numerator_2="45", status_3=""))
    record.refresh_from_db()
    page = answer.content.decode()
    assert (answer.status_code, record.state_label) == (422, "Expected")
    words = (
        "Line 2, Healthy weight in Eden: the numerator (45) is larger than the denominator (40)."
    )
    assert words in page
    assert 'href="#id_numerator-2"' in page
    assert "Line 3, Families seen in Carlisle: the status is blank." in page
    assert record.uploads.get().rejected


def test_a_blank_form_is_refused_line_by_line(client_of_preparer, record):
    assert client_of_preparer.post(address(record), {}).status_code == 422


def test_it_shows_what_was_received(client_of_preparer, agreement):
    record = factory.kpi_return(agreement, state="received")
    page = client_of_preparer.get(address(record)).content.decode()
    assert 'value="30"' in page


def test_it_takes_nothing_for_an_accepted_return(client_of_preparer, agreement):
    record = factory.kpi_return(agreement)
    answer = client_of_preparer.post(address(record), typed())
    assert answer.status_code == 409
    assert "This return is accepted and takes no figures now." in answer.content.decode()
