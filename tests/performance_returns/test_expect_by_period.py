"""Returns expected for months, half-years, years and academic years, from mobilisation to the end."""

from datetime import date

import pytest
from django.forms import model_to_dict

from commissioning.models import KpiVersion
from commissioning.periods import Period
from performance.actions.expected import do_without_unwanted, due_on, expect_returns
from performance.queries.ledger import Found, ledger, ledger_rows
from tests.factories import commissioning, contracts, people
from tests.factories import performance as factory
from workflow.audit import history
from workflow.calendar import london_time
from workflow.door import amend, begin, take


def at(day, hour=6):
    return london_time(day, hour)


def reporting(trust, *frequencies, **fields):
    """An agreement in force with a KPI for each frequency."""
    kpis = [commissioning.kpi(trust, frequency=frequency) for frequency in frequencies]
    return contracts.agreement(trust, "in_force", kpis=kpis, **fields)


def drafted(trust, *frequencies, **terms):
    """The same with reporting terms of its own, which are set while it is drafted."""
    kpis = [commissioning.kpi(trust, frequency=frequency) for frequency in frequencies]
    made = contracts.agreement(trust, "drafted", kpis=kpis)
    by = commissioning.commissioner_of(trust)
    made = amend(made, by=by, at=at(date(2025, 2, 1)), **terms)
    return contracts.moved(made, "in_force")


def codes(made):
    return list(made.returns.order_by("period_code").values_list("period_code", flat=True))


@pytest.mark.parametrize(
    ("frequency", "day", "wanted"),
    [
        ("month", date(2025, 6, 10), ["2025-04", "2025-05", "2025-06"]),
        ("quarter", date(2025, 10, 1), ["2025-26Q1", "2025-26Q2", "2025-26Q3"]),
        ("half_year", date(2025, 10, 1), ["2025-26H1", "2025-26H2"]),
        ("half_year", date(2025, 9, 30), ["2025-26H1"]),
        ("year", date(2026, 4, 1), ["2025-26", "2026-27"]),
        ("academic_year", date(2025, 8, 31), ["2024-25A"]),
        ("academic_year", date(2025, 9, 1), ["2024-25A", "2025-26A"]),
    ],
)
def test_every_period_from_the_first_to_the_present_one(trust, frequency, day, wanted):
    made = reporting(trust, frequency)
    assert expect_returns(at(day)) == len(wanted)
    assert expect_returns(at(day)) == 0
    assert codes(made) == wanted


@pytest.mark.parametrize(
    ("period", "due"),
    [
        ("2025-04", date(2025, 5, 30)),  # two bank holidays in May
        ("2025-26H1", date(2025, 10, 28)),
        ("2025-26", date(2026, 4, 30)),  # Good Friday and Easter Monday
        ("2024-25A", date(2025, 9, 26)),
    ],
)
def test_due_twenty_working_days_after_the_period(trust, period, due):
    assert due_on(Period.parse(period)) == due


def test_the_quarter_is_the_one_in_which_the_period_ends(trust):
    made = reporting(trust, "month", "year", "academic_year")
    expect_returns(at(date(2025, 4, 2)))
    assert dict(made.returns.values_list("period_code", "quarter")) == {
        "2025-04": "2025-26Q1",
        "2025-26": "2025-26Q4",
        "2024-25A": "2025-26Q2",
    }


def test_each_frequency_has_its_own_return_with_its_own_rows(trust):
    made = reporting(trust, "month", "quarter")
    expect_returns(at(date(2025, 7, 1)))
    assert codes(made) == [
        *("2025-04", "2025-05", "2025-06", "2025-07", "2025-26Q1", "2025-26Q2"),
    ]
    monthly = made.returns.get(period_code="2025-06")
    scheduled, _areas, _groups = monthly.rows_asked()
    assert {made.kpis.get(pk=pk).kpi.code for pk in scheduled.tolist()} == {
        made.kpis.first().kpi.code
    }


def test_due_after_the_working_days_its_agreement_gives(trust):
    made = drafted(trust, "quarter", days_to_report=5)
    expect_returns(at(date(2025, 7, 1)))
    assert made.returns.get(period_code="2025-26Q1").due_on == date(2025, 7, 7)


@pytest.mark.parametrize(
    ("frequency", "reports_from", "first"),
    [
        ("quarter", date(2025, 7, 1), "2025-26Q2"),
        ("quarter", date(2025, 8, 15), "2025-26Q2"),
        ("month", date(2025, 8, 15), "2025-08"),
        ("academic_year", date(2025, 9, 1), "2025-26A"),
        ("quarter", date(2024, 1, 1), "2025-26Q1"),  # never before it starts
    ],
)
def test_mobilising_goes_on_until_it_reports(trust, frequency, reports_from, first):
    made = drafted(trust, frequency, reports_from=reports_from)
    expect_returns(at(date(2025, 12, 1)))
    assert codes(made)[0] == first


def test_nothing_before_the_day_it_reports_from_has_come(trust):
    drafted(trust, "quarter", reports_from=date(2026, 1, 1))
    assert expect_returns(at(date(2025, 12, 1))) == 0


def test_the_last_one_is_final_for_every_frequency(trust):
    made = reporting(trust, "month", "quarter", "year", "academic_year", end_on=date(2026, 5, 15))
    expect_returns(at(date(2026, 5, 16)))
    final = {one.period_code for one in made.returns.all() if one.is_final}
    assert final == {"2026-05", "2026-27Q1", "2026-27", "2025-26A"}


def test_ended_early_the_period_it_ended_in_is_its_last(trust):
    made = reporting(trust, "month")
    expect_returns(at(date(2025, 5, 20)))
    boss = commissioning.approver_of(trust)
    made = take(made, "terminate", by=boss, at=at(date(2025, 5, 20)), reasons="It closed.")
    assert expect_returns(at(date(2025, 9, 1))) == 0
    assert codes(made) == ["2025-04", "2025-05"]
    assert made.returns.get(period_code="2025-05").is_final
    assert do_without_unwanted(at(date(2025, 9, 1))) == 0


def varied_to_end(made, day, *, proposed, brought):
    """A variation that moves the end, brought into force on a later day than it takes effect."""
    varied = contracts.variation(
        made,
        "approved",
        at=at(proposed, 10),
        new_end_on=day,
        effective_on=proposed,
        kpi_change=False,
    )
    by = commissioning.commissioner_of(made.partnership)
    return take(varied, "bring_into_force", by=by, at=at(brought, 10))


def test_what_was_expected_after_an_early_end_is_no_longer_wanted(trust):
    made = reporting(trust, "month")
    expect_returns(at(date(2025, 8, 5)))
    submitted = made.returns.get(period_code="2025-06")
    factory.moved(submitted, "accepted")
    varied_to_end(made, date(2025, 6, 30), proposed=date(2025, 6, 20), brought=date(2025, 8, 6))
    assert do_without_unwanted(at(date(2025, 8, 7))) == 2
    assert do_without_unwanted(at(date(2025, 8, 7))) == 0
    july = made.returns.get(period_code="2025-07")
    assert july.waived_reason == "The agreement ended on 30 June 2025, before this period began."
    rows = {r.first.period_code: r for r in ledger_rows(_versions(made), at(date(2025, 8, 7)))}
    assert rows["2025-07"].found is Found.NOT_WANTED
    assert not rows["2025-07"].is_wanted
    assert (rows["2025-06"].found, rows["2025-06"].first.is_final) == (Found.ACCEPTED, True)
    assert history(july)[0].actor_name == "Wholesight, by the clock"


def _versions(made):
    return made.returns.select_related("agreement").order_by("version")


def test_extended_it_goes_on_reporting(trust):
    made = reporting(trust, "quarter", end_on=date(2026, 3, 31))
    assert expect_returns(at(date(2026, 3, 1))) == 4
    assert made.returns.get(period_code="2025-26Q4").is_final
    varied_to_end(made, date(2026, 9, 30), proposed=date(2026, 3, 2), brought=date(2026, 3, 3))
    assert expect_returns(at(date(2026, 7, 1))) == 2
    made.refresh_from_db()
    last = made.returns.get(period_code="2026-27Q2")
    assert (last.is_final, made.returns.get(period_code="2025-26Q4").is_final) == (True, False)


def test_a_period_its_schedule_asks_nothing_of_any_more_is_waived(trust):
    kpi = commissioning.kpi(trust, frequency="month")
    made = contracts.agreement(trust, "in_force", kpis=[kpi])
    expect_returns(at(date(2025, 8, 1)))
    by = commissioning.commissioner_of(trust)
    yearly = model_to_dict(kpi.versions.get(), exclude=["id", "kpi"])
    yearly |= {"number": 2, "frequency": "year", "from_quarter": "2025-26Q2", "breakdown": None}
    yearly = begin(KpiVersion(kpi=kpi, **yearly), by=by, at=people.AT)
    line, changed = made.kpis.get(), {"from_quarter": "2025-26Q2", "definition": yearly}
    varied = contracts.variation(
        made, "proposed", at=at(date(2025, 7, 2), 10), effective_on=date(2025, 7, 3),
        kpi_change=False,
    )  # fmt: skip
    contracts.change_kpi(varied, at=at(date(2025, 7, 2), 10), scheduled=line, **changed)
    _through_the_board(varied, by, date(2025, 7, 2))
    assert do_without_unwanted(at(date(2025, 8, 2))) == 2
    assert made.returns.get(period_code="2025-07").waived_reason.startswith(
        "The agreement was varied"
    )
    assert made.returns.get(period_code="2025-06").is_wanted
    assert expect_returns(at(date(2025, 8, 2))) == 1
    assert codes(made)[-1] == "2025-26"


def _through_the_board(varied, by, day):
    moment = at(day, 11)
    meeting = contracts.meeting(varied.agreement.partnership, day)
    varied = take(varied, "send_to_board", by=by, at=moment, meeting=meeting)
    varied = contracts.variations.record_advice(varied, "for", "Agreed.", by, moment)
    boss = commissioning.approver_of(varied.agreement.partnership)
    varied = take(varied, "approve", by=boss, at=moment, reasons="Fewer returns.")
    take(varied, "bring_into_force", by=by, at=at(date(2025, 8, 1), 12))


def test_a_quarter_with_three_months_has_three_places(trust):
    made = reporting(trust, "month")
    expect_returns(at(date(2025, 6, 10)))
    rows = ledger(trust, "2025-26Q1", at(date(2025, 6, 10)))
    assert [row.first.period.label for row in rows] == ["April 2025", "May 2025", "June 2025"]
    assert {row.first.agreement for row in rows} == {made}
    assert [row.found for row in rows] == [Found.LATE, Found.DUE, Found.NOT_DUE]
