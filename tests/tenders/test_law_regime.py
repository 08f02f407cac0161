"""Which law a procurement is under, from its code, its two values and the day."""

from datetime import date
from decimal import Decimal

import pytest

from tenders.law import Regime, Route, decide_regime, health_service, light_touch_service

ON = date(2026, 6, 22)
WELFARE, NURSES, COMMUNITY_HEALTH, STATIONERY = "85311300", "85141200", "85323000", "30192700"


def find(cpv=WELFARE, health=0, other=0, separable=None, on=ON, **more):
    return decide_regime(
        cpv=cpv,
        health_value=Decimal(health),
        other_value=Decimal(other),
        separable=separable,
        on=on,
        **more,
    )


@pytest.mark.parametrize(
    ("cpv", "health", "other", "separable", "regime", "route", "may"),
    [
        (WELFARE, 0, 663_540, None, "PA", "light touch", True),
        (WELFARE, 0, "663539.99", None, "PA", "below threshold", False),
        (WELFARE, 0, 3_000_000, None, "PA", "light touch", True),
        (WELFARE, 1_000_000, 2_000_000, False, "PA", "light touch", True),
        (WELFARE, 1_000_000, 2_000_000, True, "PA", "light touch", True),
        (WELFARE, 1_500_000, 1_500_000, False, "PA", "light touch", True),
        (WELFARE, 2_000_000, 1_000_000, False, "PSR", "provider selection", False),
        (WELFARE, 2_000_000, 1_000_000, True, "PA", "light touch", False),
        (NURSES, 2_000_000, 0, None, "PSR", "provider selection", False),
        (NURSES, 20_000, 0, None, "PSR", "provider selection", False),
        (WELFARE, 300_000, 363_540, False, "PA", "light touch", True),
        (STATIONERY, 0, 207_720, None, "PA", "ordinary", False),
        (STATIONERY, 0, 207_719, None, "PA", "below threshold", False),
        ("85311300-4", 0, 700_000, None, "PA", "light touch", True),
    ],
)
def test_the_regime_and_route(cpv, health, other, separable, regime, route, may):
    found = find(cpv, health, other, separable)
    assert (found.regime, found.route) == (regime, route)
    assert found.may_run_light_touch is may
    assert bool(found.refusals) is not may
    assert found.sentences


def test_a_mainly_health_value_is_refused_with_the_reason():
    together = find(health=2_000_000, other=1_000_000, separable=False).refusals
    assert any(
        "Provider Selection Regime" in said and "reg 3(2) to (4)" in said for said in together
    )
    apart = find(health=2_000_000, other=1_000_000, separable=True).refusals
    assert any("on its own" in said and "SI 2023/1348 reg 3" in said for said in apart)


def test_a_value_below_the_threshold_is_refused_with_the_amount():
    (said,) = find(other=600_000).refusals
    assert "£600,000 is below the threshold of £663,540, VAT included" in said


def test_the_finding_says_why_in_sentences_with_citations():
    found = find(health=1_000_000, other=2_000_000, separable=False)
    text = " ".join(found.sentences)
    for part in ("£3,000,000", "reg 3(3)(a)", "Welfare services for children", "£663,540", "s.3"):
        assert part in text
    assert found.threshold is not None
    assert found.threshold.code == "threshold.light_touch"


def test_the_threshold_of_the_day_decides():
    assert find(STATIONERY, other=210_000, on=date(2025, 12, 31)).route is Route.BELOW_THRESHOLD
    assert find(STATIONERY, other=210_000, on=date(2026, 1, 1)).route is Route.ORDINARY


def test_a_procurement_before_the_act_stays_under_the_older_law():
    found = find(other=1_000_000, on=date(2025, 2, 23))
    assert found.regime is Regime.PCR
    assert not found.may_run_light_touch
    assert find(other=1_000_000, on=date(2025, 2, 24)).regime is Regime.PA


def test_health_services_were_under_their_regime_before_the_act():
    assert find(NURSES, health=1_000_000, on=date(2024, 1, 1)).regime is Regime.PSR
    assert find(NURSES, health=1_000_000, on=date(2023, 12, 31)).regime is Regime.PCR


def test_separability_has_to_be_recorded_when_there_are_two_elements():
    (said,) = find(health=1, other=700_000).refusals
    assert "separate contracts" in said
    assert find(health=0, other=700_000).may_run_light_touch


def test_a_health_element_that_is_no_health_service_by_law_counts_with_the_rest():
    found = find(health=2_000_000, other=1_000_000, separable=False, health_cpv="85312310")
    assert (found.regime, found.route) == (Regime.PA, Route.LIGHT_TOUCH)
    assert "is not a relevant health care service" in found.sentences[0]
    health = find(health=2_000_000, other=1_000_000, separable=False, health_cpv=COMMUNITY_HEALTH)
    assert health.regime is Regime.PSR


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"cpv": "853113", "other": 700_000}, "eight digits"),
        ({"cpv": "", "other": 700_000}, "eight digits"),
        ({"other": -1}, "less than nothing"),
        ({}, "Give the value"),
        ({"other": 700_000, "health_cpv": "nurses"}, "health element as eight digits"),
        ({"cpv": NURSES, "other": 700_000}, "no value is given for the health element"),
    ],
)
def test_what_cannot_be_judged_is_refused_in_words(facts, said):
    found = find(**facts)
    assert found.regime is Regime.NONE
    assert any(said in one for one in found.refusals)


def test_values_without_vat_that_may_reach_the_threshold_are_asked_for_again():
    near = find(other=600_000, value_includes_vat=False)
    assert any("Give both values with VAT" in said for said in near.refusals)
    far = find(other=100_000, value_includes_vat=False)
    assert not any("with VAT" in said for said in far.refusals)
    assert find(other=663_540, value_includes_vat=False).may_run_light_touch


def test_the_lists_of_services():
    welfare = light_touch_service("85311300", on=ON)
    assert welfare is not None
    assert welfare.reservable
    assert health_service("85311300", on=ON) is None
    community = health_service(COMMUNITY_HEALTH, on=ON)
    assert community is not None
    assert "delivered to individuals" in community.limit
    for code in ("85100000", "85141200", "85141100", "85121270", "85121291"):
        assert health_service(code, on=ON)
    for code in ("80000000", "80500000", "55524000", "55523100"):
        service = light_touch_service(code, on=ON)
        assert service is not None
        assert not service.reservable
    assert light_touch_service("85311300", on=date(2025, 2, 23)) is None
