"""What falls due is recorded as met once, with its notice number."""

from datetime import date

import pytest
from django.urls import reverse

from contracts.actions.obligations import record_met
from tests.factories import contracts as make
from tests.factories.people import AT
from workflow.lifecycle import NotAllowed, Refused


@pytest.fixture
def notice(trust):
    return make.agreement(trust).obligations.get(code="details_notice")


def test_met(notice, commissioner) -> None:
    assert notice.late_on(AT)
    met = record_met(
        notice, met_on=date(2025, 6, 1), reference=" 2025/S 000-7 ", by=commissioner, at=AT
    )
    assert (met.met_on, met.reference) == (date(2025, 6, 1), "2025/S 000-7")
    assert not met.late_on(AT)


@pytest.mark.parametrize(
    ("met_on", "reference", "sentence"),
    [
        (date(2026, 11, 25), "1", "in the future"),
        (date(2025, 1, 1), "1", "before the agreement was signed"),
        (date(2025, 6, 1), " ", "Enter the number"),
    ],
)
def test_refused(notice, commissioner, met_on, reference, sentence) -> None:
    with pytest.raises(Refused, match=sentence):
        record_met(notice, met_on=met_on, reference=reference, by=commissioner, at=AT)


def test_once(notice, commissioner) -> None:
    given = {"met_on": date(2025, 6, 1), "by": commissioner, "at": AT}
    record_met(notice, reference="1", **given)
    with pytest.raises(Refused, match="recorded as met already, on 1 June 2025"):
        record_met(notice, reference="2", **given)


def test_by_a_commissioner(notice, approver) -> None:
    with pytest.raises(NotAllowed):
        record_met(notice, met_on=date(2025, 6, 1), reference="1", by=approver, at=AT)


def test_on_screen(notice, trust, commissioner, signed_in) -> None:
    address = reverse("contracts:obligation", args=[trust.slug, notice.agreement_id, notice.pk])
    client = signed_in(commissioner)
    assert client.post(address, {}).status_code == 422
    day = {"met_on_0": 1, "met_on_1": 6, "met_on_2": 2025, "reference": "2025/S 000-7"}
    assert client.post(address, {**day, "met_on_2": 2027}).status_code == 409
    assert client.post(address, day).status_code == 302
    assert "2025/S 000-7" in client.get(notice.agreement.get_absolute_url()).content.decode()
