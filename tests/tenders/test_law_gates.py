"""What stands before each step of a light touch tender, and whose rule it is."""

from datetime import date

import pytest

from tenders.law import Basis, Before, LawUnknown, Route, gate, gates
from tenders.law.gates import all_gates

ON = date(2026, 6, 1)
LIGHT = Route.LIGHT_TOUCH


@pytest.mark.parametrize(
    ("before", "codes"),
    [
        (
            "publish",
            [
                "specification_approved",
                "estimated_value",
                "conflicts_assessed",
                "engagement",
                "lots_considered",
                "criteria_set",
                "timetable_checked",
                "equality_impact",
                "data_protection",
                "social_value",
                "tender_notice",
            ],
        ),
        (
            "decide",
            ["exclusions_checked", "conflicts_reviewed", "key_decision_notice", "second_person"],
        ),
        ("award_notice", ["call_in_over", "summaries_sent"]),
        ("sign", ["award_notice", "standstill_over", "nothing_held_open", "exclusions_rechecked"]),
        ("details_notice", ["conflicts_confirmed"]),
    ],
)
def test_the_gates_before_each_step_of_a_light_touch_tender(before, codes):
    assert [one.code for one in gates(before, route=LIGHT, on=ON)] == codes


@pytest.mark.parametrize(
    ("code", "basis", "cited"),
    [
        ("specification_approved", "council policy", "contract procedure rules"),
        ("conflicts_assessed", "statutory", "s.83"),
        ("engagement", "statutory", "17(1)"),
        ("lots_considered", "statutory", "s.18"),
        ("timetable_checked", "statutory", "s.54"),
        ("equality_impact", "statutory", "Equality Act 2010 s.149"),
        ("data_protection", "statutory", "UK GDPR art 35"),
        ("social_value", "statutory", "Social Value) Act 2012 s.1"),
        ("tender_notice", "statutory", "s.21"),
        ("estimated_value", "statutory", "s.123(2)"),
        ("exclusions_checked", "statutory", "ss.26 to 28, 57 and 58"),
        ("key_decision_notice", "statutory", "SI 2012/2089"),
        ("call_in_over", "council policy", "constitution"),
        ("second_person", "council policy", "delegation"),
        ("summaries_sent", "statutory", "s.50(3)"),
        ("award_notice", "statutory", "s.50(1)"),
        ("standstill_over", "statutory", "s.51(3)(f)"),
        ("conflicts_confirmed", "statutory", "s.83(5)(c)"),
    ],
)
def test_each_gate_says_honestly_whose_rule_it_is(code, basis, cited):
    one = gate(code, route=LIGHT, on=ON)
    assert one.basis == basis
    assert cited in one.citation
    assert one.marked == f"{basis}: {one.citation}"


def test_an_ordinary_tender_has_a_mandatory_standstill_and_kpis_to_set():
    codes = {one.code for one in gates("sign", route=Route.ORDINARY, on=ON)}
    assert {"kpis_set", "standstill_over"} <= codes
    assert "mandatory" in gate("standstill_over", route=Route.ORDINARY, on=ON).question


def test_a_gate_of_another_route_does_not_stand():
    with pytest.raises(LawUnknown):
        gate("kpis_set", route=LIGHT, on=ON)


@pytest.mark.parametrize("one", all_gates(), ids=lambda one: f"{one.code} {one.before_step}")
def test_every_gate_can_be_shown(one):
    assert one.question.endswith(("?", "."))
    assert one.evidence.endswith(".")
    assert one.title
    assert one.citation
    assert isinstance(one.basis, Basis)
    assert isinstance(one.before_step, Before)


def test_a_gate_appears_once_on_a_route():
    for route in (LIGHT, Route.ORDINARY):
        codes = [one.code for one in gates(route=route, on=ON)]
        assert len(codes) == len(set(codes))
