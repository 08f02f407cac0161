"""Signing: what stands in the way, and the clocks that start on the day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from contracts.actions.schedule import choose_areas
from tenders.models import Challenge
from tests.factories import contracts as make
from tests.factories.tenders import moment_after
from workflow.calendar import london_date, london_time
from workflow.door import actions_for, begin, take
from workflow.lifecycle import Refused


def sign(made, by, day: date, at=None):
    return take(made, "sign", by=by, at=at or london_time(day, 12), signed_on=day)


@pytest.mark.parametrize(
    ("route", "due"),
    [("light touch", date(2027, 1, 28)), ("ordinary", date(2026, 10, 30))],
)
def test_the_details_notice_falls_due(trust, commissioner, route, due) -> None:
    made = make.agreement(trust, "drafted", route=route, start_on=date(2027, 1, 1))
    signed = sign(made, commissioner, date(2026, 10, 1))
    notice = signed.obligations.get(code="details_notice")
    assert notice.due_on == due
    assert notice.basis == "statutory"
    assert notice.citation.startswith("Procurement Act 2023 s.53(1)")


@pytest.mark.parametrize(
    ("route", "due"),
    [("light touch", date(2027, 3, 29)), ("ordinary", date(2026, 12, 29))],
)
def test_a_copy_is_published_above_five_million(trust, commissioner, route, due) -> None:
    large = make.agreement(
        trust,
        "drafted",
        route=route,
        start_on=date(2027, 1, 1),
        value_awarded=Decimal("5000000.01"),
    )
    signed = sign(large, commissioner, date(2026, 10, 1))
    assert signed.obligations.get(code="contract_copy").due_on == due


def test_no_copy_at_five_million(trust, commissioner) -> None:
    made = make.agreement(
        trust, "drafted", start_on=date(2027, 1, 1), value_awarded=Decimal(5_000_000)
    )
    signed = sign(made, commissioner, date(2026, 10, 1))
    assert [o.code for o in signed.obligations.all()] == ["details_notice"]


def test_an_older_contract_starts_no_clock(trust) -> None:
    made = make.agreement(trust, "signed", regime="PCR", start_on=date(2022, 4, 1))
    assert not made.obligations.exists()


def test_the_screen_says_what_is_missing(trust, commissioner) -> None:
    bare = make.agreement(trust, "drafted", kpis=[], regime_note="")
    choose_areas(bare, [], by=commissioner, at=make.AT)
    found = {a.name: a for a in actions_for(bare, commissioner, make.AT)}
    assert found["sign"].blocked == (
        "Add at least one KPI to the schedule.",
        "Name the areas it serves.",
        "Say how this contract was awarded, and under which law.",
    )
    with pytest.raises(Refused, match="Add at least one KPI"):
        sign(bare, commissioner, date(2025, 3, 1))


def test_not_before_the_gates_of_the_tender_are_met(trust, commissioner) -> None:
    made = make.drafted_from_award(trust)
    day = london_date(moment_after(made.award.tender))
    with pytest.raises(Refused, match="Exclusion and debarment"):
        sign(made, commissioner, day, at=make.moment_after(made.award.tender))
    at = make.ready_to_sign(made)
    assert sign(made, commissioner, day, at=at).is_binding


def test_not_while_a_challenge_is_open(trust, commissioner) -> None:
    made = make.drafted_from_award(trust)
    at = make.ready_to_sign(made)
    tender = made.award.tender
    loser = tender.bids.exclude(provider=made.provider).first().provider
    challenge = Challenge(
        tender=tender, provider=loser, received_on=london_date(at), text="The scores are wrong."
    )
    begin(challenge, by=commissioner, at=at)
    with pytest.raises(Refused, match=r"challenge of .* is not closed"):
        sign(made, commissioner, london_date(at), at=at)


def test_not_inside_the_standstill_nor_before_the_award(trust, commissioner) -> None:
    made = make.drafted_from_award(trust)
    at = make.ready_to_sign(made)
    ends = made.award.tender.standstill_ends
    with pytest.raises(Refused, match="lies in the standstill"):
        sign(made, commissioner, ends, at=at)


def test_not_on_a_day_to_come(trust, commissioner) -> None:
    made = make.agreement(trust, "drafted")
    today = date(2025, 3, 1)
    with pytest.raises(Refused, match="in the future"):
        sign(made, commissioner, today + timedelta(days=1), at=london_time(today, 12))


def test_once(trust, commissioner) -> None:
    made = make.agreement(trust, "signed")
    with pytest.raises(Refused, match="done already"):
        sign(made, commissioner, made.signed_on)


def test_on_screen(trust, commissioner, signed_in) -> None:
    made = make.agreement(trust, "drafted", start_on=date(2027, 1, 1))
    client = signed_in(commissioner)
    address = f"{made.get_absolute_url()}step/sign/"
    assert client.post(address, {}).status_code == 422
    future = {"signed_on_0": "1", "signed_on_1": "1", "signed_on_2": "2027"}
    assert client.post(address, future).status_code == 409
    done = client.post(address, {**future, "signed_on_1": "10", "signed_on_2": "2026"})
    assert done.status_code == 302
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Mobilising until 1 January 2027" in page
    assert "28 January 2027" in page
