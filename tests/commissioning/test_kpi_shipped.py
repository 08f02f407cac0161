"""The shipped library says what the publications print, and nothing they do not."""

from datetime import date

import pytest

from commissioning import shipped
from commissioning.cohorts import published, window_in
from commissioning.models import Kpi, KpiRelation, KpiVersion
from commissioning.periods import Frequency
from commissioning.quarters import Quarter

#: Code, name, denominator and the value of England in Q1 2017/18, as printed.
HEALTH_VISITING = [
    ("C1", "Mothers receiving first face-to-face antenatal contact at ≥28 weeks", "", ""),
    (
        "C2",
        "% births receiving face-to-face NBV within 14 days",
        "Infants who turned 30 days in the quarter",
        "86.4%",
    ),
    ("C3", "% births receiving NBV after 14 days", "Infants who turned 30 days in the quarter", "11.1%"),
    ("C8i", "% receiving 6–8 week review by 8 weeks", "Infants due the review in the quarter", "81.5%"),
    ("C8ii", "Totally breastfed at 6–8 weeks", "Infants due a 6–8 week check", ""),
    ("C8iii", "Partially breastfed at 6–8 weeks", "Infants due a 6–8 week check", ""),
    ("C8iv", "Not at all breastfed at 6–8 weeks", "Infants due a 6–8 week check", ""),
    ("C4", "% 12-month reviews by 12 months", "Children turning 12 months in quarter", "74.6%"),
    ("C5", "% 12-month reviews by 15 months", "Children turning 15 months in quarter", "82.6%"),
    ("C6i", "% 2–2½ year reviews", "Children aged 2½ in quarter, deaths excluded", "75.7%"),
    ("C6ii", "% of 2–2½ reviews using ASQ-3", "Reviews completed", "91.2%"),
    ("C6iii", "% at/above expected: communication", "Reviews with a domain score", "81.9–84.5%"),
    ("C6iv", "% at/above expected: gross motor", "Reviews with a domain score", "81.9–84.5%"),
    ("C6v", "% at/above expected: fine motor", "Reviews with a domain score", "81.9–84.5%"),
    ("C6vi", "% at/above expected: problem solving", "Reviews with a domain score", "81.9–84.5%"),
    ("C6vii", "% at/above expected: personal-social", "Reviews with a domain score", "81.9–84.5%"),
    ("C6viii", "% at/above expected in all five", "Children with all five", "74.5%"),
]  # fmt: skip


def shelf(key):
    return next(one for one in shipped.shelves() if one.key == key)


def test_health_visiting_is_as_printed():
    found = shelf("health-visiting").measures
    assert [m.code for m in found] == [line[0] for line in HEALTH_VISITING]
    for measure, (code, name, denominator, england) in zip(found, HEALTH_VISITING, strict=True):
        assert measure.name == name
        assert measure.definition["denominator_definition"] == denominator
        assert measure.england.startswith(england)
        assert measure.national_code.split(",")[0] == code
        assert not measure.is_local


def test_c1_is_a_count_without_denominator():
    c1 = shipped.measures()["health-visiting/C1"].definition
    assert (c1["unit"], c1["denominator_definition"], c1["roll_up"]) == ("count", "", "sum")


def test_child_measurement_goes_by_academic_year_and_as_printed():
    found = {m.code: m for m in shelf("child-measurement").measures}
    assert {m.definition["frequency"] for m in found.values()} == {Frequency.ACADEMIC_YEAR}
    assert found["NCMP-R2"].definition["numerator_definition"] == (
        "Children with BMI ≥85th and <95th centile"
    )
    assert found["NCMP-63"].definition["numerator_definition"] == "Children with BMI ≥95th centile"
    assert found["NCMP-64"].definition["numerator_definition"].endswith("≥99.6th centile")
    assert found["NCMP-R5"].national_code == "Fingertips 20601"
    assert found["NCMP-65"].national_code == "Fingertips 20602"
    assert "measured ÷ eligible" in found["NCMP-R1"].definition["source"]


@pytest.mark.parametrize("key", ["family-hubs", "school-nursing"])
def test_what_was_written_here_says_so(key):
    assert all(measure.is_local for measure in shelf(key).measures)


@pytest.mark.parametrize(
    ("quarter", "first", "last"),
    [
        ("2025-26Q1", date(2025, 3, 2), date(2025, 6, 1)),
        ("2025-26Q2", date(2025, 6, 2), date(2025, 9, 1)),
        ("2025-26Q3", date(2025, 9, 2), date(2025, 12, 2)),
        ("2025-26Q4", date(2025, 12, 3), date(2026, 3, 1)),
        ("2023-24Q4", date(2023, 12, 3), date(2024, 3, 1)),
    ],
)
def test_the_windows_are_the_printed_rows(quarter, first, last):
    window = window_in("turned-30-days", Quarter.parse(quarter))
    assert (window.first, window.last) == (first, last)


def test_where_nothing_is_printed_there_is_no_window():
    only = window_in("aged-two-and-a-half", Quarter(2021, 1))
    assert (only.first, only.last) == (date(2018, 10, 1), date(2018, 12, 31))
    assert window_in("aged-two-and-a-half", Quarter(2021, 2)) is None
    assert window_in("aged-two-and-a-half", Quarter(2022, 1)) is None
    windows = {m.code: m.definition["cohort_windows"] for m in shipped.measures().values()}
    assert {code for code, key in windows.items() if key} == {"C2", "C3", "C6i"}
    assert set(windows.values()) - {""} == set(published())


def test_every_word_of_the_files_is_one_the_models_know():
    choices = {
        "unit": KpiVersion.Unit,
        "polarity": KpiVersion.Polarity,
        "roll_up": KpiVersion.RollUp,
        "frequency": Frequency,
        "suppression": KpiVersion.Suppression,
    }
    found = shipped.measures()
    assert len({m.code for m in found.values()}) == len(found) == 42
    for measure in found.values():
        assert measure.kind in Kpi.Kind
        assert measure.definition["roll_up_over_time"] in {"", *KpiVersion.RollUp}
        assert all(measure.definition[name] in known for name, known in choices.items())
        assert not measure.breakdown or measure.breakdown in shipped.breakdowns()
    for relation in shipped.relations():
        assert relation.kind in KpiRelation.Kind
        assert set(relation.keys) <= set(found)
