"""The grounds for changing an agreement, and what stands in the way of each."""

from datetime import date
from decimal import Decimal

import pytest

from tenders.law import (
    LawUnknown,
    Regime,
    change_notices,
    ground_of,
    grounds_for,
    modification_check,
    regime_for_change,
)
from tenders.law.changes import all_grounds

ON = date(2026, 6, 1)
MILLION = Decimal(1_000_000)


def check(regime, ground, value=0, days=0, *, light=False, awarded=MILLION, term=1000, **more):
    return modification_check(
        regime,
        light_touch=light,
        ground=ground,
        value_awarded=awarded,
        term_awarded_days=term,
        cumulative_value_change=Decimal(value),
        cumulative_term_change_days=days,
        on=ON,
        **more,
    )


@pytest.mark.parametrize(
    ("regime", "light", "codes"),
    [
        ("PA", True, ["pa.light_touch", "pa.restructuring"]),
        (
            "PA",
            False,
            [
                "pa.provided_for",
                "pa.urgency",
                "pa.unforeseeable",
                "pa.known_risk",
                "pa.additional",
                "pa.restructuring",
                "pa.not_substantial",
                "pa.below_threshold",
            ],
        ),
        (
            "PCR",
            False,
            [
                "pcr.review_clause",
                "pcr.additional",
                "pcr.unforeseeable",
                "pcr.new_contractor",
                "pcr.not_substantial",
                "pcr.small",
            ],
        ),
        (
            "PSR",
            False,
            [
                "psr.provided_for",
                "psr.succession",
                "psr.external",
                "psr.authority",
                "psr.direct_award_a_b",
                "psr.urgent",
            ],
        ),
        ("none", False, ["agreement.terms"]),
    ],
)
def test_the_grounds_of_each_regime(regime, light, codes):
    assert [one.code for one in grounds_for(regime, light_touch=light, on=ON)] == codes


#: regime, ground, change of value, change of days, whether the contract is light touch, allowed
LIMITS = [
    ("PA", "pa.light_touch", 900_000, 900, True, True),
    ("PA", "pa.provided_for", 900_000, 900, False, True),
    ("PA", "pa.unforeseeable", 500_000, 0, False, True),
    ("PA", "pa.unforeseeable", 500_001, 0, False, False),
    ("PA", "pa.unforeseeable", -900_000, 0, False, True),
    ("PA", "pa.known_risk", 500_001, 0, False, False),
    ("PA", "pa.additional", 500_001, 0, False, False),
    ("PA", "pa.not_substantial", 0, 100, False, True),
    ("PA", "pa.not_substantial", 0, 101, False, False),
    ("PA", "pa.not_substantial", 0, -101, False, False),
    ("PA", "pa.below_threshold", 100_000, 0, False, True),
    ("PA", "pa.below_threshold", 100_001, 0, False, False),
    ("PA", "pa.below_threshold", -100_001, 0, False, False),
    ("PCR", "pcr.review_clause", 900_000, 900, False, True),
    ("PCR", "pcr.additional", 500_000, 0, False, True),
    ("PCR", "pcr.additional", 500_001, 0, False, False),
    ("PCR", "pcr.unforeseeable", 500_001, 0, False, False),
    ("PCR", "pcr.not_substantial", 900_000, 0, False, True),
    ("PCR", "pcr.small", 99_999, 0, False, True),
    ("PCR", "pcr.small", 100_000, 0, False, False),
    ("PSR", "psr.authority", 499_999, 0, False, True),
    ("PSR", "psr.authority", 500_000, 0, False, False),
    ("PSR", "psr.external", 900_000, 0, False, True),
    ("PSR", "psr.direct_award_a_b", 900_000, 0, False, True),
    ("none", "agreement.terms", 900_000, 900, False, True),
]


@pytest.mark.parametrize(("regime", "ground", "value", "days", "light", "allowed"), LIMITS)
def test_the_limits_of_each_ground(regime, ground, value, days, light, allowed):
    found = check(regime, ground, value, days, light=light)
    assert (found == []) is allowed


def test_either_the_amount_or_the_share_is_enough_for_a_health_contract():
    small, large = Decimal(1_000_000), Decimal(10_000_000)
    assert check("PSR", "psr.authority", 400_000, awarded=small) == []
    assert check("PSR", "psr.authority", 2_000_000, awarded=large) == []
    (said,) = check("PSR", "psr.authority", 2_500_000, awarded=large)
    assert "£2,500,000, 25 per cent" in said
    assert "reg 13(1)(d) and (2)" in said


def test_a_refusal_names_the_share_the_limit_and_the_citation():
    (said,) = check("PA", "pa.not_substantial", 0, 101)
    assert "10.1 per cent" in said
    assert "allows 10 per cent (Procurement Act 2023 s.74(3)(a))" in said
    (said,) = check("PA", "pa.unforeseeable", "500000.01")
    assert "50.01 per cent" in said, "over a limit never looks as if on it"


def test_all_small_changes_together_stay_below_the_threshold():
    awarded = Decimal(10_000_000)
    assert check("PA", "pa.below_threshold", 207_719, awarded=awarded) == []
    (said,) = check("PA", "pa.below_threshold", 207_720, awarded=awarded)
    assert "below the threshold of £207,720" in said
    (said,) = check("PCR", "pcr.small", 214_904, awarded=awarded)
    assert "£214,904" in said
    assert check("PCR", "pcr.small", 300_000, awarded=awarded, light=True) == []


def test_works_have_a_wider_share():
    assert check("PA", "pa.below_threshold", 150_000, works=True) == []
    assert len(check("PA", "pa.below_threshold", 150_001, works=True)) == 1


def test_the_older_regulations_limit_each_modification_by_itself():
    """Reg 72(2)(a): two changes of 40 per cent each are each within 50."""
    assert check("PCR", "pcr.additional", 800_000, this_value_change=Decimal(400_000)) == []
    assert check("PCR", "pcr.small", 150_000, this_value_change=Decimal(50_000)) != []


def test_under_the_act_changes_count_together_unless_they_could_not_have_been_made_together():
    own = Decimal(300_000)
    assert check("PA", "pa.unforeseeable", 600_000, this_value_change=own) != []
    assert (
        check("PA", "pa.unforeseeable", 600_000, this_value_change=own, made_together=False) == []
    )


@pytest.mark.parametrize(
    ("regime", "ground", "light", "allowed"),
    [
        ("PA", "pa.light_touch", True, False),
        ("PA", "pa.restructuring", True, True),
        ("PA", "pa.restructuring", False, True),
        ("PA", "pa.provided_for", False, False),
        ("PCR", "pcr.new_contractor", False, True),
        ("PCR", "pcr.not_substantial", False, False),
        ("PSR", "psr.succession", False, True),
        ("PSR", "psr.authority", False, False),
    ],
)
def test_the_provider_changes_only_on_a_ground_for_it(regime, ground, light, allowed):
    found = check(regime, ground, light=light, changes_supplier=True)
    assert (found == []) is allowed


def test_even_a_light_touch_contract_keeps_its_provider():
    (said,) = check("PA", "pa.light_touch", light=True, changes_supplier=True)
    assert "s.74(9)" in said


def test_a_ground_of_another_law_is_no_ground():
    (said,) = check("PA", "pcr.small")
    assert "“Small modification”" in said
    assert "Procurement Act 2023" in said
    (said,) = check("PA", "pa.unforeseeable", light=True)
    assert "for a light touch contract" in said
    (said,) = check("PA", "nonsense")
    assert said.startswith("What was chosen")
    (said,) = check("none", "pa.light_touch")
    assert "without procurement law" in said


def test_nothing_is_judged_before_the_facts_are_recorded():
    found = modification_check(
        None,
        light_touch=True,
        ground="",
        value_awarded=None,
        term_awarded_days=None,
        cumulative_value_change=None,
        cumulative_term_change_days=None,
        on=ON,
    )
    assert len(found) == 6
    (said,) = check("PA", "", light=True)
    assert said == "Choose the ground the change relies on."
    (said,) = check("PA", "pa.light_touch", light=True, awarded=Decimal(0))
    assert "value as awarded" in said


def test_a_health_contract_is_changed_under_its_regime_whenever_it_was_awarded():
    assert regime_for_change("PCR", is_health=True, on=ON) is Regime.PSR
    assert regime_for_change("PCR", is_health=True, on=date(2023, 12, 31)) is Regime.PCR
    assert regime_for_change("PCR", is_health=False, on=ON) is Regime.PCR
    assert regime_for_change("none", is_health=True, on=ON) is Regime.NONE


@pytest.mark.parametrize(
    ("regime", "light", "ground", "value", "days", "cited"),
    [
        ("PA", True, "pa.light_touch", 900_000, 900, None),
        ("PA", False, "pa.provided_for", 100_000, 100, None),
        ("PA", False, "pa.provided_for", 100_001, 0, "s.75"),
        ("PA", False, "pa.provided_for", 0, 101, "s.75"),
        ("PA", False, "pa.restructuring", 0, 0, "s.75"),
        ("PCR", False, "pcr.additional", 1, 0, "reg 72(3)"),
        ("PCR", False, "pcr.small", 1, 0, None),
        ("PSR", False, "psr.authority", 500_000, 0, "reg 13(4)"),
        ("PSR", False, "psr.authority", 499_999, 0, None),
        ("PSR", False, "psr.external", 900_000, 0, None),
        ("PSR", False, "psr.urgent", 1, 0, "reg 14"),
        ("none", False, "agreement.terms", 900_000, 900, None),
    ],
)
def test_what_has_to_be_published_because_of_a_change(regime, light, ground, value, days, cited):
    found = change_notices(
        regime,
        light_touch=light,
        ground=ground,
        value_awarded=MILLION,
        term_awarded_days=1000,
        cumulative_value_change=Decimal(value),
        cumulative_term_change_days=days,
        on=ON,
    )
    assert found == [] if cited is None else cited in found[0]


@pytest.mark.parametrize("one", all_grounds(), ids=lambda one: one.code)
def test_every_ground_can_be_shown(one):
    assert one.title
    assert one.citation
    assert one.test.endswith(".")
    assert one.asks.endswith(".")
    assert ground_of(one.code) is one


def test_a_ground_nobody_holds():
    with pytest.raises(LawUnknown):
        ground_of("nonsense")
