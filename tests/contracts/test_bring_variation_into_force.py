"""An approved variation changes the agreement on its day, in order, with its notice."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from contracts.queries.schedule import schedule_of
from contracts.queries.variations import change_set
from tests.factories import contracts as make
from tests.factories.people import AT
from workflow.calendar import london_time
from workflow.deadlines import take_all_due
from workflow.door import take
from workflow.lifecycle import SYSTEM, NotAllowed, Refused

TOMORROW = AT + timedelta(days=1)


def test_the_clock_writes_it_into_the_agreement(trust) -> None:
    made = make.agreement(trust)
    varied = make.variation(made, "approved", new_end_on=date(2029, 9, 30))
    take_all_due(AT)
    varied.refresh_from_db()
    assert varied.state == "approved"
    take_all_due(TOMORROW)
    varied.refresh_from_db()
    made.refresh_from_db()
    assert varied.state == "in_force"
    assert (made.value, made.end_on) == (1_260_000, date(2029, 9, 30))
    assert (made.value_awarded, made.end_as_awarded) == (1_200_000, make.END)
    assert [c.before for c in change_set(varied)] == ["£1,200,000", "31 March 2029"]


def test_new_terms_stand_beside_the_old_with_what_made_them(trust) -> None:
    made = make.agreement(trust)
    varied = make.variation(made, "in_force")
    first, _second = schedule_of(made, "2026-27Q3")
    assert [(s.terms.from_quarter, s.target, s.now) for s in first.series] == [
        ("2025-26Q1", "80%", True),
        ("2026-27Q4", "90%", False),
    ]
    assert first.series[1].terms.variation == varied
    assert first.line.terms_in("2026-27Q3").target == 80
    assert first.line.terms_in("2027-28Q1").target == 90


def test_not_before_its_day(trust, commissioner) -> None:
    made = make.variation(make.agreement(trust), "approved")
    with pytest.raises(Refused, match="It takes effect on 25 November 2026"):
        take(made, "bring_into_force", by=commissioner, at=AT)


def test_not_by_an_approver(trust, approver) -> None:
    made = make.variation(make.agreement(trust), "approved")
    with pytest.raises(NotAllowed):
        take(made, "bring_into_force", by=approver, at=TOMORROW)


def test_earlier_ones_first(trust, commissioner) -> None:
    made = make.agreement(trust)
    later = make.variation(made, "approved", effective_on=date(2026, 12, 2))
    make.variation(made, "approved", kpi_change=False, effective_on=date(2026, 12, 1))
    at = london_time(date(2026, 12, 3), 9)
    with pytest.raises(Refused, match="Bring variation 2 into force first"):
        take(later, "bring_into_force", by=commissioner, at=at)
    assert take_all_due(at).taken >= 2
    made.refresh_from_db()
    assert made.value == 1_320_000


def test_a_later_end_is_not_set_aside(trust, commissioner) -> None:
    made = make.agreement(trust)
    make.variation(made, "in_force", new_end_on=date(2030, 3, 31), kpi_change=False)
    late = make.variation(
        made, effective_on=date(2026, 11, 1), new_end_on=date(2029, 6, 30), kpi_change=False
    )
    meeting = make.meeting(trust, AT.date())
    with pytest.raises(Refused, match="Variation 1 has changed the end date from a later day"):
        take(late, "send_to_board", by=commissioner, at=AT, meeting=meeting)


def test_an_ordinary_contract_waits_for_its_change_notice(trust, commissioner) -> None:
    made = make.agreement(trust, route="ordinary")
    varied = make.variation(
        made, "approved", ground_code="pa.provided_for", value_change=Decimal(240_000)
    )
    with pytest.raises(Refused, match="Publish a contract change notice"):
        take(varied, "bring_into_force", by=commissioner, at=TOMORROW)
    with pytest.raises(Refused, match="in the future"):
        take(
            varied,
            "record_notice",
            by=commissioner,
            at=AT,
            number="2026/S 000-1",
            published_on=date(2027, 1, 1),
        )
    varied = take(
        varied,
        "record_notice",
        by=commissioner,
        at=AT,
        number="2026/S 000-1",
        published_on=AT.date(),
    )
    assert take(varied, "bring_into_force", by=SYSTEM, at=TOMORROW).state == "in_force"


def test_a_light_touch_contract_needs_none(trust, commissioner) -> None:
    varied = make.variation(make.agreement(trust), "approved", value_change=Decimal(600_000))
    with pytest.raises(Refused, match="asks for no notice"):
        take(varied, "record_notice", by=commissioner, at=AT, number="1", published_on=AT.date())


def test_an_agreement_is_varied_by_its_own_approved_variation_only(trust, commissioner) -> None:
    made, other = make.agreement(trust), make.agreement(trust)
    proposed = make.variation(made)
    approved = make.variation(other, "approved")
    for variation in (proposed, approved):
        with pytest.raises(Refused, match="Only an approved variation of this agreement"):
            take(made, "vary", by=commissioner, at=AT, variation=variation)


def test_nothing_is_varied_after_the_end(trust, approver, commissioner) -> None:
    made = make.agreement(trust)
    varied = make.variation(made, "approved")
    take(made, "terminate", by=approver, at=AT, reasons="Insolvency.")
    with pytest.raises(Refused, match="The agreement is ended"):
        take(varied, "bring_into_force", by=commissioner, at=TOMORROW)
