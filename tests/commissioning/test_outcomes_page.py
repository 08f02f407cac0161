"""The outcomes page says what serves each outcome, and plainly what is joined to nothing."""

from datetime import date

from commissioning.models import LevelOfNeed, OutcomesFramework
from commissioning.queries.outcomes import framework_on, not_joined, outcomes_of, schemes_of
from tests.factories import commissioning as make
from tests.factories.people import AT
from workflow.door import amend, begin
from workflow.lifecycle import SYSTEM


def test_what_is_not_joined_is_said(cumbria):
    said = not_joined(outcomes_of(make.framework(cumbria)))
    assert "No KPI serves the outcome 'Children are safe'." in said
    assert "No published indicator measures 'Reduce children looked after'." in said


def test_nothing_is_said_of_what_is_joined(cumbria, commissioner):
    framework = make.framework(cumbria)
    for outcome in framework.outcomes.all():
        objective = outcome.objectives.get()
        amend(objective, by=commissioner, at=AT, indicator=make.indicator())
        make.kpi(cumbria, outcome=outcome, objective=objective)
        make.need(cumbria, outcome=outcome)
    assert not_joined(outcomes_of(framework)) == []


def test_the_framework_of_the_day(cumbria):
    first = make.framework(cumbria)
    later = OutcomesFramework(
        partnership=cumbria, name="Next plan", source="Invented", from_day=date(2027, 1, 1)
    )
    begin(later, by=SYSTEM, at=AT)
    assert framework_on(cumbria, date(2026, 11, 24)) == first
    assert framework_on(cumbria, date(2027, 1, 1)) == later


def test_an_earlier_scheme_of_levels_is_history(cumbria, commissioner, signed_in):
    begin(LevelOfNeed(partnership=cumbria, scheme="Thrive", name="Thriving"), by=SYSTEM, at=AT)
    wedge = LevelOfNeed(partnership=cumbria, scheme="Windscreen", name="Tier 1")
    wedge.until_day = date(2017, 3, 31)
    begin(wedge, by=SYSTEM, at=AT)
    assert [s.name for s in schemes_of(cumbria)] == ["Thrive", "Windscreen"]
    page = signed_in(commissioner).get("/p/cumbria/needs/outcomes/").content.decode()
    assert "Windscreen, until 31 March 2017" in page


def test_without_a_framework_the_page_says_so(cumbria, commissioner, signed_in):
    page = signed_in(commissioner).get("/p/cumbria/needs/outcomes/")
    assert "No outcomes framework yet" in page.content.decode()
