"""A partnership's place.toml becomes its services, areas, money, local partnerships and programmes."""

from datetime import date
from decimal import Decimal

import pytest

from commissioning.models import AreaInSet, LevelOfNeed, TaskGroup
from demonstration import acts_place
from demonstration.cumbria_trust import FOLDER
from demonstration.papers import read
from demonstration.stage import Stage
from tests.factories import commissioning as make
from tests.factories.people import AT, trust
from workflow.door import begin
from workflow.lifecycle import SYSTEM

PAPER = {
    "service": [
        {
            "name": "Therapy",
            "description": "Speech, language and occupational therapy.",
            "delivery": "authority",
            "outcomes": ["Children are healthy"],
            "review": [{"question": "Who waits?", "quarter": "2026-27Q4", "lead": "Joint unit"}],
        }
    ],
    "area_set": [
        {"name": "Renaissance areas", "area": [{"name": "North"}, {"name": "Central"}]},
        {
            "name": "Integrated service areas",
            "within": "Renaissance areas",
            "area": [
                {"name": "North", "lies_in": "North"},
                {"name": "Central East", "lies_in": "Central"},
                {
                    "name": "Central West",
                    "lies_in": "Central",
                    "manager": [{"name": "Somebody", "from": date(2006, 4, 1)}],
                    "provision": [{"service": "Therapy", "text": "Every Tuesday"}],
                },
            ],
        },
    ],
    "fund": [
        {
            "name": "Complex needs",
            "year": 2026,
            "kind": "pooled",
            "basis": "s10",
            "purpose": "Placements",
            "total": 100,
            "divided_by": "Integrated service areas",
            "contribution": [{"from": "cumbria-council", "amount": 60}],
            "share": [{"area": "Central East", "amount": "40.50"}],
        }
    ],
    "local": [
        {
            "name": "Penwith",
            "member": [{"name": "Head teachers"}, {"organisation": "cumbria-council"}],
            "meeting": [{"round": 1, "on": date(2019, 5, 1)}],
            "plan": [
                {
                    "statement": "First",
                    "finalised": date(2019, 7, 1),
                    "priority": [
                        {
                            "text": "Sleep",
                            "outcome": "Children are healthy",
                            "group": [
                                {
                                    "name": "Sleep group",
                                    "purpose": "Try it",
                                    "lead": "A nurse",
                                    "begins": date(2019, 9, 1),
                                }
                            ],
                        }
                    ],
                },
                {"statement": "Second"},
            ],
        }
    ],
    "programme": [
        {
            "name": "Making Integration Happen",
            "amount": 1900000,
            "aims": ["One", "Two"],
            "evaluation": [{"evaluator": "A university"}],
            "decision": [{"on": date(2018, 11, 7), "by": "Cabinet", "chosen": "One front door"}],
            "milestone": [{"on": date(2017, 4, 1), "shown": "April 2017", "text": "Awarded"}],
        }
    ],
}


@pytest.fixture
def stage(db):
    cumbria = trust()
    outcomes = {one.name: one for one in make.framework(cumbria).outcomes.all()}
    made = Stage(partnership=cumbria, as_at=AT, today=AT.date(), outcomes=outcomes)
    made.organisations["cumbria-council"] = cumbria.members.get().organisation
    return made


def test_every_table_is_recorded(stage):
    acts_place.lay_out_place(stage, PAPER, AT)
    trust_ = stage.partnership
    assert trust_.services.get().reviews.get().quarter_words == "January to March 2027"
    halves = AreaInSet.objects.filter(lies_in__area__name="Central")
    assert [str(one) for one in halves] == ["Central East", "Central West"]
    assert AreaInSet.objects.filter(area__name="North").count() == 2
    fund = trust_.funds.get()
    assert fund.contributions.get().amount == 60
    assert fund.shares.get().amount == Decimal("40.50")
    local = trust_.local_partnerships.get()
    assert [plan.draft for plan in local.plans.all()] == [True, False]
    assert TaskGroup.objects.get().priority.text == "Sleep"
    assert trust_.programmes.get().milestones.get().shown == "April 2017"


def test_cumbrias_paper_is_recorded_over_services_that_exist(stage):
    paper = read(FOLDER / "place.toml")
    for name in {one for row in paper["service"] for one in row["outcomes"]} - set(stage.outcomes):
        stage.outcomes[name] = stage.outcomes["Children are safe"]
    for order, name in enumerate(
        {one for row in paper["service"] for one in row.get("levels", [])}
    ):
        level = LevelOfNeed(partnership=stage.partnership, scheme="Thrive", name=name, order=order)
        begin(level, by=SYSTEM, at=AT)
    acts_place.service_of(stage, "0-19 public health nursing", "As drafted.", AT)
    acts_place.lay_out_place(stage, paper, AT)
    nursing = stage.partnership.services.get(name="0-19 public health nursing")
    assert nursing.delivery == "areas"
    assert nursing.level_rows.count() == 3
    changes = stage.partnership.principles.exclude(was="")
    assert changes.count() == 6
