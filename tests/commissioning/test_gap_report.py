"""The gap report: each kind of gap found where it is, and not where the thread is whole."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from commissioning.gaps import kinds
from commissioning.models import IndicatorFigure, Objective, Outcome, OutcomesFramework
from commissioning.queries.gaps import report_of
from tests.factories import commissioning as make
from tests.factories import contracts, people
from tests.factories.people import AT
from workflow.door import begin

PATH = "/p/cumbria/needs/gaps/"


def of(trust, key: str) -> list[str]:
    found = next(one for one in report_of(trust, AT) if one.kind.key == key)
    return [gap.sentence for gap in found.gaps]


def another_outcome(trust, name: str = "Children are heard") -> Outcome:
    framework = make.framework(trust)
    by = make.commissioner_of(trust)
    return begin(Outcome(partnership=trust, framework=framework, name=name), by=by, at=AT)


def another_objective(trust, indicator=None) -> Objective:
    made = Objective(
        partnership=trust,
        outcome=make.outcome(trust),
        direction="improve",
        statement="how soon help comes",
        indicator=indicator,
    )
    return begin(made, by=make.commissioner_of(trust), at=AT)


def named(trust, key: str, record: object) -> bool:
    return any(f"'{record}'" in sentence for sentence in of(trust, key))


def test_every_kind_is_named_and_nothing_is_said_plainly(cumbria, commissioner, signed_in):
    said = signed_in(commissioner).get(PATH).content.decode()
    for kind in kinds():
        assert kind.title in said
    assert said.count("Nothing of this kind.") == len(kinds())
    assert {kind.key for kind in kinds()} >= {
        "outcome_without_service",
        "objective_without_figures",
        "need_without_plan",
        "clause_without_kpi",
        "kpi_without_outcome",
        "agreement_without_review",
        "area_unserved",
        "agreement_without_kpi",
        "finding_unanswered",
        "service_without_need",
    }


def test_an_outcome_without_service_need_or_kpi(cumbria):
    outcome = another_outcome(cumbria)
    for key in ("outcome_without_service", "outcome_without_need", "outcome_without_kpi"):
        assert named(cumbria, key, outcome)
    make.need(cumbria, outcome=outcome)
    kpi = make.kpi(cumbria, outcome=outcome)
    assert not named(cumbria, "outcome_without_need", outcome)
    assert not named(cumbria, "outcome_without_kpi", outcome)
    assert named(cumbria, "outcome_without_service", outcome)
    contracts.agreement(cumbria, kpis=[kpi])
    assert not named(cumbria, "outcome_without_service", outcome)


def test_a_clause_serves_an_outcome_while_its_specification_is_current(cumbria):
    outcome = another_outcome(cumbria)
    make.clause(make.draft_specification(cumbria), outcome=outcome)
    assert not named(cumbria, "outcome_without_service", outcome)


def test_only_the_framework_in_force_is_looked_at(cumbria):
    make.framework(cumbria)
    by = make.commissioner_of(cumbria)
    old = OutcomesFramework(
        partnership=cumbria, name="An older plan", source="Invented", from_day=date(2010, 4, 1)
    )
    old = begin(old, by=by, at=AT)
    begin(Outcome(partnership=cumbria, framework=old, name="Of old"), by=by, at=AT)
    assert not named(cumbria, "outcome_without_service", "Of old")


def test_an_objective_without_figures(cumbria):
    key, indicator = "objective_without_figures", make.indicator("cla-rate")
    indicator.figures.all().delete()
    bare, measured = another_objective(cumbria), another_objective(cumbria, indicator)
    said = of(cumbria, key)
    assert f"No published indicator measures '{bare}'." in said
    unloaded = f"'{indicator}' is to measure '{measured}', and none of it is loaded."
    assert unloaded in said
    assert named(cumbria, "objective_without_kpi", measured)
    figure = {"period": "2024", "period_end": date(2024, 3, 31), "value": 70}
    away = people.trust("Elsewhere", "elsewhere")
    own = {"area": make.area(away), "partnership": away}
    IndicatorFigure.objects.create(indicator=indicator, **own, **figure)
    assert unloaded in of(cumbria, key)
    IndicatorFigure.objects.create(indicator=indicator, area=make.area(cumbria), **figure)
    assert unloaded not in of(cumbria, key)


def test_a_need_waits_for_a_specification(cumbria):
    need = make.need(cumbria, "Young people wait")
    assert of(cumbria, "need_without_plan") == [
        "No specification answers the need 'Young people wait' (Eden)."
    ]
    spec = make.draft_specification(cumbria)
    assert f"No need is recorded behind the service '{spec.service}'." in of(
        cumbria, "service_without_need"
    )
    make.answer(spec, need)
    assert of(cumbria, "need_without_plan") == of(cumbria, "service_without_need") == []


def test_a_clause_and_its_kpi(cumbria):
    spec = make.draft_specification(cumbria)
    clause = make.clause(spec)
    assert of(cumbria, "clause_without_kpi") == [f"No KPI measures clause {clause} of {spec}."]
    make.measure(spec, clause=clause)
    assert of(cumbria, "clause_without_kpi") == []


def test_a_kpi_without_an_outcome(cumbria):
    make.kpi(cumbria)
    kpi = make.kpi(cumbria, outcome=None)
    assert of(cumbria, "kpi_without_outcome") == [f"The KPI '{kpi}' serves no outcome."]


def test_a_finding_nothing_answers(cumbria):
    held, key = make.consultation(cumbria), "finding_unanswered"
    findings = [make.finding(held, text) for text in ("Shorter waits.", "Longer hours.")]
    make.finding(held, "One front door.", changed="There is one number to ring.")
    make.finding(held, "More money.", nothing_because="There is none this year.")
    for finding in findings:
        assert named(cumbria, key, finding)
    make.clause(make.draft_specification(cumbria), finding=findings[0])
    assert not named(cumbria, key, findings[0])
    assert named(cumbria, key, findings[1])
    assert not named(cumbria, key, "One front door.")
    assert not named(cumbria, key, "More money.")


def test_an_area_no_agreement_serves(cumbria):
    eden, barrow = make.area(cumbria, "Eden"), make.area(cumbria, "Barrow")
    contracts.agreement(cumbria, "drafted", areas=[eden, barrow])
    assert len(of(cumbria, "area_unserved")) == 2
    contracts.agreement(cumbria, "signed", areas=[eden])
    assert of(cumbria, "area_unserved") == ["No agreement serves Barrow."]
    barrow.until_day = date(2026, 3, 31)
    barrow.save()
    assert of(cumbria, "area_unserved") == []


def test_an_agreement_without_review_or_kpi(cumbria):
    made = contracts.agreement(cumbria)
    assert of(cumbria, "agreement_without_review") == of(cumbria, "agreement_without_kpi") == []
    made.reviews.all()._raw_delete("default")
    made.kpi_terms.all()._raw_delete("default")
    made.kpis.all()._raw_delete("default")
    assert of(cumbria, "agreement_without_review") == [f"No review of {made} is on record."]
    assert of(cumbria, "agreement_without_kpi") == [f"No KPI is on the schedule of {made}."]


def test_nothing_of_another_partnership(cumbria, commissioner, signed_in):
    away = people.trust("Elsewhere", "elsewhere")
    make.need(away, "Marked elsewhere")
    make.kpi(away, "MARKED", outcome=None)
    make.finding(make.consultation(away, "Marked consultation"))
    contracts.agreement(away)
    client = signed_in(commissioner)
    for path in (PATH, f"{PATH}gaps.csv"):
        said = client.get(path).content.decode()
        assert "arked" not in said
        assert "MARKED" not in said
    assert all(not found.gaps for found in report_of(cumbria, AT))


def test_links_only_where_the_visitor_may_go(cumbria, commissioner, signed_in):
    another_outcome(cumbria)
    add = 'href="/p/cumbria/specifications/add/"'
    assert add in signed_in(commissioner).get(PATH).content.decode()
    board = people.person(Role.BOARD, cumbria)
    said = signed_in(board).get(PATH).content.decode()
    assert "Write a specification with a clause that serves it" in said
    assert add not in said
    assert "gaps.csv" not in said


def test_the_file(cumbria, commissioner, signed_in):
    make.kpi(cumbria, "OWN9", outcome=None)
    answer = signed_in(commissioner).get(f"{PATH}gaps.csv")
    assert "gaps-restricted-cumbria-" in answer["Content-Disposition"]
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert head == ["Kind of gap", "What is missing", "What to do next", "Page"]
    assert any("OWN9" in row[1] for row in rows)
    nothing = [row[0] for row in rows if row[1] == "Nothing of this kind."]
    assert "Needs without a plan" in nothing
    assert {row[0] for row in rows} == {kind.title for kind in kinds()}


@pytest.mark.parametrize("number", [3, 30])
def test_queries_do_not_grow(cumbria, commissioner, signed_in, number):
    service, area = make.service(cumbria), make.area(cumbria)
    make.consultation(cumbria)
    spec = make.draft_specification(cumbria)
    provider = people.provider()
    for n in range(number):
        another_outcome(cumbria, f"Outcome {n}")
        make.need(cumbria, f"Need {n}")
        make.kpi(cumbria, f"LOOSE{n}", outcome=None)
        make.service(cumbria, f"Service {n}")
        make.clause(spec, str(n + 2))
        another_objective(cumbria)
        made = contracts.agreement(cumbria, "signed", provider, service=service, areas=[area])
        made.reviews.all()._raw_delete("default")
        made.kpi_terms.all()._raw_delete("default")
        made.kpis.all()._raw_delete("default")
    client = signed_in(commissioner)
    with CaptureQueriesContext(connection) as seen:
        page = client.get(PATH)
    assert page.context["total"] >= 7 * number
    assert len(seen) <= 30


def test_an_empty_partnership_is_not_said_to_be_in_order(cumbria, commissioner, signed_in):
    client = signed_in(commissioner)
    assert "Nothing is recorded yet" in client.get(PATH).content.decode()
    make.service(cumbria)
    assert "Nothing is recorded yet" not in client.get(PATH).content.decode()


def test_a_service_nobody_commissions_needs_no_need(cumbria):
    service = make.service(cumbria, "Finance")
    assert not named(cumbria, "service_without_need", service)
    contracts.agreement(cumbria, service=service)
    assert named(cumbria, "service_without_need", service)
