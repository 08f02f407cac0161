"""`manage.py receive_return` sends a file as a person of the provider."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from performance.actions import returns as deeds
from performance.models import Upload
from performance.workbook.definition import Entry
from tests.factories import people
from tests.factories import performance as factory
from workflow.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def receive(record, preparer, tmp_path):
    """Give a function that sends bytes; it says the exit code, what was printed and complained of."""

    def run(content, by=preparer, **options):
        path = tmp_path / "our return.xlsx"
        path.write_bytes(content)
        asked = {"contract": record.agreement.reference, "period": record.period_code, **options}
        out, err = StringIO(), StringIO()
        try:
            call_command(
                "receive_return", str(path), email=by.email, **asked, stdout=out, stderr=err
            )
        except SystemExit as end:
            return end.code, out.getvalue(), err.getvalue()
        except CommandError as refusal:
            return refusal.returncode, out.getvalue(), str(refusal)
        return 0, out.getvalue(), err.getvalue()

    return run


def test_figures_are_taken_in_the_persons_name(record, receive, preparer):
    code, said, _ = receive(factory.filled_workbook(record), json=True)
    record.refresh_from_db()
    assert (code, json.loads(said)["state"]) == (0, "taken")
    assert (record.state_label, record.prepared_by) == ("Received", preparer)
    assert (record.upload.file.name, record.upload.sent_by) == ("our return.xlsx", preparer)


def test_a_mistake_leaves_the_return_and_is_printed(record, receive):
    code, said, _ = receive(factory.filled_workbook(record, {("HW", "Eden"): Entry(45, 40)}))
    record.refresh_from_db()
    assert (code, record.state_label) == (1, "Expected")
    assert "Return, cell H5" in said
    assert Upload.objects.get().rejected


def test_what_cannot_be_read_is_kept_and_said(receive):
    code, _, complained = receive(b"\x00\x01" * 100)
    assert code == 2
    assert complained.strip() == Upload.objects.get().found[0].message


def test_a_large_file_is_read_at_once(record, receive, monkeypatch):
    monkeypatch.setattr(deeds, "READ_AT_ONCE", 100)
    assert receive(factory.filled_workbook(record))[0] == 0
    assert not Job.objects.exists()


def test_a_return_that_takes_nothing_says_so(record, receive):
    content = factory.filled_workbook(record)
    factory.moved(record, "certified")
    code, _, complained = receive(content)
    assert (code, complained) == (2, "This return is certified and takes no figures now.")


def test_to_others_the_contract_is_not_known(record, receive, commissioner):
    content = factory.filled_workbook(record)
    stranger = people.person("preparer", people.provider("Another"))
    unknown = f"No contract is known by the reference {record.agreement.reference}."
    for person in (commissioner, stranger):
        assert receive(content, by=person) == (2, "", unknown)
    preparer = factory.preparer_of(record.agreement.provider)
    type(preparer).objects.filter(pk=preparer.pk).update(is_active=False)
    assert "is closed" in receive(content)[2]
    assert not Upload.objects.exists()
