"""What is sent while somebody else's figures are on their way is not lost, and not gone back on."""

import pytest
from django.urls import reverse

from performance.actions import returns as deeds
from performance.models import Upload
from performance.workbook.asking import asked_of
from performance.workbook.definition import Col, Entry
from tests.factories import performance as factory
from workflow.lifecycle import Refused

EDEN = ("HW", "Eden")
PLACE = 1  # of HW in Eden among the rows asked for


def save(record, number):
    """Type one figure into the form and save it part-way."""
    identifier = asked_of(record).slots.identifiers[PLACE]
    said = {Col.NUMERATOR: number, Col.DENOMINATOR: "40", Col.STATUS: "Reported"}
    by, at = factory.preparer_of(record.agreement.provider), factory.moment(record)
    return deeds.send_form(record, {identifier: said}, by=by, at=at, part_way=True)


def test_a_figure_typed_while_a_file_is_read_stands_where_the_file_is_blank(record, monkeypatch):
    blank = factory.filled_workbook(record, {EDEN: Entry()})
    real, typed = deeds.check_file, []

    def check_file(*args, **kwargs):
        found = real(*args, **kwargs)
        if not typed:
            typed.append(save(record, "17"))
        return found

    monkeypatch.setattr(deeds, "check_file", check_file)
    sent = factory.send_bytes(record, blank)
    assert sent.outcome == Upload.Outcome.TAKEN, sent.found
    assert (sent.entries.numerator[PLACE], sent.entries.upload[PLACE]) == (1700, typed[0].pk)


@pytest.mark.parametrize("later", ["taken", "saved"])
def test_a_file_put_right_in_the_form_does_not_replace_what_came_after_it(record, later):
    wrong = factory.send(record, {EDEN: (50, 40)})
    assert wrong.rejected
    newer = factory.send(record, {EDEN: (20, 40)}) if later == "taken" else save(record, "20")
    assert newer.outcome == later
    by, at = factory.preparer_of(record.agreement.provider), factory.moment(record)
    with pytest.raises(Refused, match="go on from those"):
        deeds.send_form(record, {}, by=by, at=at, begun_with=wrong)
    assert record.uploads.first() == newer


def test_the_page_says_so(client, record):
    wrong = factory.send(record, {EDEN: (50, 40)})
    save(record, "20")
    client.force_login(factory.preparer_of(record.agreement.provider))
    args = [record.agreement.provider.slug, record.pk, wrong.pk]
    answer = client.post(reverse("performance:portal_mend", args=args), {})
    assert answer.status_code == 409
    assert "go on from those" in answer.content.decode()
