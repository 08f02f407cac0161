"""Rules of law are rows with a day, a basis and a citation; a tender keeps those of its day."""

from datetime import date
from decimal import Decimal

import pytest

from tenders.law import Basis, LawUnknown, Regime, Route, Rule, Unit, pounds, rule, rules_for
from tenders.law.rules import PERIODS, all_rules

IN_2025, IN_2026 = date(2025, 6, 1), date(2026, 6, 1)
LIGHT, ORDINARY = Route.LIGHT_TOUCH, Route.ORDINARY


@pytest.mark.parametrize(
    ("code", "on", "value"),
    [
        ("threshold.light_touch", IN_2025, 663540),
        ("threshold.light_touch", IN_2026, 663540),
        ("threshold.sub_central", IN_2025, 214904),
        ("threshold.sub_central", date(2025, 12, 31), 214904),
        ("threshold.sub_central", date(2026, 1, 1), 207720),
        ("threshold.central", IN_2025, 139688),
        ("threshold.central", IN_2026, 135018),
        ("threshold.works", IN_2025, 5372609),
        ("threshold.works", IN_2026, 5193000),
        ("threshold.light_touch_concession", IN_2026, 5372609),
        ("threshold.utilities", IN_2026, 415440),
    ],
)
def test_the_threshold_is_that_of_the_day_the_procurement_begins(code, on, value):
    assert rule(code, on=on, regime=Regime.PA).value == value


def test_a_figure_nobody_gave_is_left_out_and_not_guessed():
    for code in ("threshold.light_touch_concession", "threshold.utilities"):
        with pytest.raises(LawUnknown):
            rule(code, on=IN_2025, regime=Regime.PA)


@pytest.mark.parametrize(
    ("code", "route", "signed", "last"),
    [
        ("details_notice", LIGHT, date(2026, 10, 1), date(2027, 1, 28)),
        ("details_notice", ORDINARY, date(2026, 10, 1), date(2026, 10, 30)),
        ("contract_copy", LIGHT, date(2026, 10, 1), date(2027, 3, 29)),
        ("contract_copy", ORDINARY, date(2026, 10, 1), date(2026, 12, 29)),
        ("termination_notice", LIGHT, date(2026, 10, 1), date(2026, 10, 30)),
        ("standstill", LIGHT, date(2026, 11, 23), date(2026, 12, 3)),
        ("standstill", ORDINARY, date(2026, 11, 23), date(2026, 12, 3)),
        ("tender_period", ORDINARY, date(2026, 12, 1), date(2026, 12, 26)),
        ("payments_compliance_notice", None, date(2026, 9, 30), date(2026, 10, 29)),
        ("significant_payment_notice", None, date(2026, 6, 30), date(2026, 7, 29)),
        ("pipeline_notice", None, date(2026, 4, 1), date(2026, 5, 26)),
        ("records", LIGHT, date(2026, 10, 1), date(2029, 9, 30)),
    ],
)
def test_a_period_of_the_act_ends_on_the_worked_date(code, route, signed, last):
    assert rule(code, on=IN_2026, regime=Regime.PA, route=route).last_day(signed) == last


def test_standstill_of_the_provider_selection_regime():
    found = rule("standstill", on=IN_2026, regime=Regime.PSR, route=Route.PROVIDER_SELECTION)
    assert found.last_day(date(2026, 3, 3)) == date(2026, 3, 16)
    assert found.citation == "SI 2023/1348 reg 12(9)"


def test_a_councils_own_clocks():
    assert rule("key_decision_notice", on=IN_2026).last_day(date(2026, 9, 16)) == date(2026, 10, 15)
    assert rule("agenda", on=IN_2026).last_day(date(2026, 10, 7)) == date(2026, 10, 15)
    call_in = rule("call_in", on=IN_2026)
    assert call_in.basis is Basis.COUNCIL_POLICY
    assert call_in.last_day(date(2026, 10, 16)) == date(2026, 10, 23)


def test_a_light_touch_tender_has_no_shortest_period_in_law():
    law = rule("tender_period", on=IN_2026, regime=Regime.PA, route=LIGHT)
    assert (law.value, law.words, law.basis) == (None, "no figure", Basis.STATUTORY)
    with pytest.raises(LawUnknown, match="not a period"):
        law.last_day(IN_2026)
    policy = rule("tender_period_policy", on=IN_2026, regime=Regime.PA, route=LIGHT)
    assert policy.basis is Basis.COUNCIL_POLICY


def test_a_light_touch_standstill_is_voluntary_and_says_so():
    found = rule("standstill", on=IN_2026, regime=Regime.PA, route=LIGHT)
    assert "voluntary" in found.title
    assert "s.51(3)(f)" in found.citation


@pytest.mark.parametrize("code", ["kpi_minimum", "poor_performance_notice", "change_notice"])
def test_duties_switched_off_for_light_touch_are_not_offered(code):
    assert rule(code, on=IN_2026, regime=Regime.PA, route=ORDINARY)
    with pytest.raises(LawUnknown):
        rule(code, on=IN_2026, regime=Regime.PA, route=LIGHT)


def test_duties_begin_on_their_own_day():
    for code, day in (
        ("payments_compliance_notice", date(2026, 1, 1)),
        ("significant_payment_notice", date(2026, 4, 1)),
    ):
        assert rule(code, on=day, regime=Regime.PA)
        with pytest.raises(LawUnknown):
            rule(code, on=date(day.year - 1, 12, 31), regime=Regime.PA)


def test_a_council_sets_its_own_policy():
    own = rule("call_in", on=IN_2026, policy={"call_in": 7})
    assert (own.days, own.basis) == (7, Basis.COUNCIL_POLICY)


def test_a_council_may_be_stricter_than_the_law_and_never_looser():
    where = {"on": IN_2026, "regime": Regime.PA, "route": LIGHT}
    stricter = rule("standstill", **where, policy={"standstill": 10})
    assert (stricter.days, stricter.basis) == (10, Basis.COUNCIL_POLICY)
    assert "The law says at least 8" in stricter.note
    looser = rule("standstill", **where, policy={"standstill": 5})
    assert (looser.days, looser.basis) == (8, Basis.STATUTORY)
    assert rule("details_notice", **where, policy={"details_notice": 60}).days == 60
    assert rule("details_notice", **where, policy={"details_notice": 200}).days == 120


def test_a_rule_with_several_rows_wants_to_know_which():
    with pytest.raises(LawUnknown, match="say the regime"):
        rule("standstill", on=IN_2026)
    with pytest.raises(LawUnknown, match="No rule"):
        rule("nonsense", on=IN_2026)


def test_rules_of_a_route_leave_out_those_of_others():
    codes = [one.code for one in rules_for(Regime.PA, LIGHT, on=IN_2026)]
    assert {"details_notice", "standstill", "call_in", "key_decision_notice"} <= set(codes)
    assert "kpi_minimum" not in codes
    assert len(codes) == len(set(codes)), "one row for each rule on one route and day"


@pytest.mark.parametrize("one", all_rules(), ids=lambda one: f"{one.code} {one.from_day}")
def test_every_row_is_whole(one: Rule):
    assert one.title[0].isupper()
    assert one.citation
    assert one.until_day is None or one.from_day <= one.until_day
    assert (one.value is None) is (one.unit is Unit.NO_FIGURE)
    assert one.bound in {"", "at least", "at most"}
    assert one.basis is not Basis.STATUTORY or any(
        word in one.citation for word in ("Act 20", "SI 20", "Regulations 20")
    )
    if one.unit in PERIODS:
        assert one.last_day(date(2026, 10, 1)) >= date(2026, 10, 1)


def test_no_two_rows_of_one_rule_are_in_force_together():
    seen: list[Rule] = []
    for one in all_rules():
        for other in seen:
            same = (one.code, one.regime, one.route) == (other.code, other.regime, other.route)
            assert not (same and (one.in_force(other.from_day) or other.in_force(one.from_day)))
        seen.append(one)


def test_money_as_people_write_it():
    assert pounds(Decimal(663540)) == "£663,540"
    assert pounds(Decimal("1234.5")) == "£1,234.50"
    assert pounds(Decimal(-500)) == "−£500"
    assert rule("threshold.light_touch", on=IN_2026).words == "£663,540"
