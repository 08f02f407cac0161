"""Which returns are expected, and how each stands by the clock."""

from datetime import UTC, date, datetime

import pytest

from commissioning.periods import Period
from commissioning.quarters import Quarter
from performance.actions.expected import due_on, expect_returns
from performance.models import KpiReturn
from performance.queries.ledger import Coverage, Standing, coverage_of, ledger, standing_of
from tests.factories import contracts
from tests.factories import performance as factory
from workflow.calendar import london_time
from workflow.deadlines import take_all_due

AUTUMN = datetime(2025, 11, 4, 10, 0, tzinfo=UTC)


def test_every_quarter_from_the_first_to_the_present_one(agreement):
    assert expect_returns(AUTUMN) == 3
    assert sorted(agreement.returns.values_list("quarter", "due_on")) == [
        ("2025-26Q1", date(2025, 7, 28)),
        ("2025-26Q2", date(2025, 10, 28)),
        ("2025-26Q3", date(2026, 1, 29)),
    ]


def test_twice_records_nothing_new(agreement):
    expect_returns(AUTUMN)
    assert expect_returns(AUTUMN) == 0
    assert KpiReturn.objects.count() == 3


def test_the_scheduler_records_them(agreement):
    assert take_all_due(AUTUMN).made >= 3


@pytest.mark.parametrize("state", ["drafted", "signed"])
def test_nothing_before_it_is_in_force(trust, state):
    contracts.agreement(trust, state)
    assert expect_returns(AUTUMN) == 0


def test_an_ended_agreement_reports_to_its_last_quarter(trust):
    ended = contracts.agreement(trust, "ended", start_on=date(2025, 4, 1))
    ended_at = london_time(date(2031, 1, 6), 9)
    expect_returns(ended_at)
    last = ended.returns.order_by("-quarter").first()
    assert last.quarter == str(Quarter.containing(ended.end_on))


def test_a_corrected_return_is_not_expected_again(agreement):
    factory.kpi_return(agreement, "2025-26Q1", "superseded")
    assert expect_returns(AUTUMN) == 2


def test_due_twenty_working_days_after_the_quarter():
    assert due_on(Period.parse("2025-26Q2")) == date(2025, 10, 28)


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2025, 9, 30), Standing.NOT_DUE),
        (date(2025, 10, 1), Standing.DUE),
        (date(2025, 10, 28), Standing.DUE),
        (date(2025, 10, 29), Standing.LATE),
        (date(2025, 11, 24), Standing.LATE),
        (date(2025, 11, 25), Standing.MISSING),
    ],
)
def test_how_an_expected_return_stands(record, day, standing):
    assert standing_of(record, london_time(day, 23, 30)) is standing


def test_on_time_is_told_by_the_first_submission(agreement):
    record = factory.kpi_return(agreement, state="queried")
    certifier = factory.certifier_of(agreement.provider)
    late = london_time(date(2025, 12, 1), 10)
    factory.send(record, {("HW", "Eden"): (31, 40)}, at=late)
    record = factory.take(record, "certify", by=certifier, at=late)
    assert record.certified_at == late
    assert standing_of(record, late) is Standing.ON_TIME


def test_submitted_after_its_date_came_late(record):
    late = london_time(date(2025, 11, 3), 10)
    factory.send(record, at=late)
    record = factory.take(
        record, "certify", by=factory.certifier_of(record.agreement.provider), at=late
    )
    assert standing_of(record, late) is Standing.CAME_LATE


def test_coverage_counts_what_was_expected(trust):
    for state in ("expected", "certified", "accepted", "superseded", "waived"):
        factory.kpi_return(contracts.agreement(trust), state=state)
    rows = ledger(trust, "2025-26Q2", AUTUMN)
    assert coverage_of(rows) == Coverage(
        expected=4, received=3, on_time=3, accepted=2, certified=1, settled=4
    )
    assert coverage_of(rows).percent_accepted == 50


def test_waived_is_neither_expected_nor_late(agreement):
    record = factory.kpi_return(agreement, state="waived")
    assert standing_of(record, AUTUMN) is Standing.NOT_WANTED


def test_a_correction_is_neither_late_nor_on_time(agreement):
    begun = factory.correction(factory.kpi_return(agreement))
    assert standing_of(begun, AUTUMN) is Standing.CORRECTION
