"""Figures of several periods in a quarter, and agreements whose KPIs are reported at different times."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.forms import model_to_dict

from commissioning.models import KpiVersion
from performance.models import ContractReading, Figure, Reading
from performance.queries.origins import counted
from performance.workbook.definition import Entry
from tests.factories import commissioning, contracts, people
from tests.factories import performance as factory
from workflow.calendar import london_time
from workflow.door import begin, take

MONTHS = ("2025-07", "2025-08", "2025-09")


def reporting(trust, *frequencies, **fields):
    """An agreement of one area with a KPI for each frequency, called by it."""
    kpis = [commissioning.kpi(trust, f, frequency=f, unit="count", **fields) for f in frequencies]
    return contracts.agreement(trust, "in_force", kpis=kpis, areas=[commissioning.area(trust)])


def saying(code, number, **fields):
    """What a return's one line says."""
    return {(code, "Eden"): Entry(None if number is None else Decimal(number), **fields)}


def readings(trust, code):
    """Quarter, numerator, figures expected and accepted of each reading of a KPI in its area."""
    found = Reading.objects.filter(partnership=trust, kpi__code=code).exclude(area=None)
    names = ("quarter", "numerator", "expected", "accepted")
    return list(found.order_by("quarter").values_list(*names))


def test_a_waived_return_is_not_expected_because_another_is(trust):
    made = reporting(trust, "month", "quarter")
    factory.kpi_return(made, "2025-26Q2", "waived")
    for month in MONTHS:
        factory.kpi_return(made, month)
    assert readings(trust, "quarter") == []
    assert readings(trust, "month") == [("2025-26Q2", Decimal(90), 1, 1)]


def test_what_is_not_applicable_in_every_month_is_not_in_the_quarter(trust):
    made = reporting(trust, "month")
    none = saying("month", None, status=Figure.Status.NOT_APPLICABLE, reason="No such service.")
    for month in MONTHS:
        factory.moved(factory.expected(made, month), "accepted", none)
    assert readings(trust, "month") == [("2025-26Q2", None, 0, 0)]
    assert {r.status for r in ContractReading.objects.exclude(area=None)} == {"not_applicable"}


@pytest.mark.parametrize(
    ("over_time", "months", "numerator"),
    [
        ("sum", (1, 2, 4), 7),
        ("sum", (1, 2, None), None),
        ("latest", (1, 2, 4), 4),
        ("latest", (None, None, 4), 4),
        ("latest", (1, 2, None), None),
        ("not_additive", (1, 2, 4), None),
    ],
)
def test_months_are_one_figure_as_the_kpi_declares(trust, over_time, months, numerator):
    made = reporting(trust, "month", roll_up_over_time=over_time)
    for month, number in zip(MONTHS, months, strict=True):
        if number is not None:
            factory.kpi_return(made, month, entries=saying("month", number))
    (found,) = readings(trust, "month")
    assert found[1] == numerator


def test_a_month_is_no_quarter_after_the_kpi_is_reported_by_quarters(trust):
    made = reporting(trust, "month")
    factory.kpi_return(made, "2026-01", entries=saying("month", 30))
    _reported_by_quarters(made, date(2026, 2, 5))
    assert readings(trust, "month") == []
    factory.kpi_return(made, "2025-26Q4", entries=saying("month", 100))
    assert readings(trust, "month") == [("2025-26Q4", Decimal(100), 1, 1)]


def _reported_by_quarters(made, day):
    """A variation by which its one KPI is reported by quarters, from the quarter of the day on."""
    trust, at = made.partnership, london_time(day, 10)
    by, boss = commissioning.commissioner_of(trust), commissioning.approver_of(trust)
    line = made.kpis.get()
    fields = model_to_dict(line.kpi.versions.get(), exclude=["id", "kpi", "breakdown"])
    fields |= {"number": 2, "frequency": "quarter", "from_quarter": "2025-26Q4"}
    quarterly = begin(KpiVersion(kpi=line.kpi, **fields), by=by, at=people.AT)
    varied = contracts.variation(
        made, "proposed", at=at, effective_on=day + timedelta(days=1), kpi_change=False
    )
    terms = {"from_quarter": "2025-26Q4", "definition": quarterly}
    contracts.change_kpi(varied, at=at, scheduled=line, **terms)
    varied = take(varied, "send_to_board", by=by, at=at, meeting=contracts.meeting(trust, day))
    varied = contracts.variations.record_advice(varied, "for", "Agreed.", by, at)
    varied = take(varied, "approve", by=boss, at=at, reasons="Fewer returns.")
    take(varied, "bring_into_force", by=by, at=at + timedelta(days=2))


def test_each_month_behind_a_quarter_says_which_it_is_and_is_not_judged_by_itself(trust):
    made = reporting(trust, "month")
    for month, number in zip(MONTHS, (30, 31, 29), strict=True):
        factory.kpi_return(made, month, entries=saying("month", number))
    kpi = made.kpis.get().kpi_id
    behind = counted(trust.pk, [kpi], ["2025-26Q2"])
    assert [(one.period, one.parts, one.rating) for one in behind] == [
        (month, number, "none") for month, number in zip(MONTHS, ("30", "31", "29"), strict=True)
    ]
    assert {one.version_words.split()[-1] for one in behind} == set(MONTHS)
    assert Reading.objects.get(area=None).numerator == 90
