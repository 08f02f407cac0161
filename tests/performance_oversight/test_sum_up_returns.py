"""Accepted figures become readings, for each contract and over all of them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import QuerySet
from django.forms.models import model_to_dict

from commissioning.models import PartnershipArea
from commissioning.quarters import Quarter
from contracts.models import KpiTerms
from performance.actions import counting
from performance.models import ContractReading, Figure, Reading
from performance.readings.summing import resum
from tests.factories import commissioning, contracts, performance
from tests.factories.figures import accepted, certified, kpi, service_of
from workflow.calendar import london_time
from workflow.door import take
from workflow.lifecycle import SYSTEM

Q = "2025-26Q2"


@pytest.fixture
def wait(trust):
    return kpi(trust, "WAIT")


@pytest.fixture
def service(trust, wait, areas):
    return service_of(trust, [wait], areas)


def part_of(trust, name, areas):
    """A place that is looked at, and is the sum of these areas."""
    parent = commissioning.area(trust, name, reported=False)
    for area in areas:
        area.parent = parent
        area.save()
    return parent


def reading(of, area=None, quarter=Q):
    return Reading.objects.get(kpi=of, area__name=area, quarter=quarter)


def test_what_is_expected_is_known_before_anything_is_accepted(service, wait):
    performance.expected(service, Q)
    whole = reading(wait)
    assert (whole.expected, whole.accepted, whole.value) == (2, 0, None)


def test_accepted_figures_are_rated_by_area_and_whole(service, wait):
    accepted(service, Q, {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): (35, 50)})
    carlisle, eden, whole = (reading(wait, place) for place in ("Carlisle", "Eden", None))
    assert (carlisle.value, carlisle.rating) == (80, "on")
    assert (eden.value, eden.rating) == (70, "off")
    assert (whole.numerator, whole.denominator) == (115, 150)
    assert (whole.value, whole.rating) == (Decimal("76.6666"), "near")
    assert (whole.expected, whole.accepted, whole.derived) == (2, 2, True)


def test_certified_figures_do_not_count(service, wait):
    certified(service, Q, {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): (35, 50)})
    assert reading(wait).accepted == 0


def test_each_contract_keeps_its_own_line_and_figure(service, wait):
    accepted(service, Q, {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): (35, 50)})
    lines = ContractReading.objects.filter(agreement=service, area__isnull=False)
    assert {(one.area.name, one.value, one.rating) for one in lines} == {
        ("Carlisle", 80, "on"),
        ("Eden", 70, "off"),
    }
    assert all(one.figures == 1 for one in lines)


def test_contracts_with_the_same_terms_are_rated_together(trust, service, wait, areas):
    other = service_of(trust, [wait], areas[:1])
    accepted(service, Q, {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): (40, 50)})
    accepted(other, Q, {("WAIT", "Carlisle"): (50, 100)})
    carlisle = reading(wait, "Carlisle")
    assert (carlisle.value, carlisle.target, carlisle.rating) == (65, 80, "off")


def test_contracts_with_different_targets_are_rated_each_on_its_own(trust, service, wait, areas):
    other = service_of(trust, [wait], areas[:1], target=Decimal(60))
    accepted(service, Q, {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): (40, 50)})
    accepted(other, Q, {("WAIT", "Carlisle"): (60, 100)})
    carlisle = reading(wait, "Carlisle")
    assert (carlisle.value, carlisle.target, carlisle.rating) == (70, None, "none")
    assert "different targets" in carlisle.why_not_rated
    rated = ContractReading.objects.filter(area__name="Carlisle").values_list("rating", flat=True)
    assert set(rated) == {"on"}


def test_below_the_coverage_floor_nothing_is_rated(trust, service, wait):
    accepted(service, Q, {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): None})
    whole = reading(wait)
    assert (whole.value, whole.rating) == (80, "none")
    assert whole.why_not_rated == "1 of 2 figures are in: below the 75% needed to rate."


def test_a_nil_without_its_denominator_does_not_count_as_in(service, wait):
    kept = accepted(service, Q, {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): (0, 50)})
    Figure.objects.filter(kpi_return=kept, area__name="Eden").update(denominator=None)
    resum(service.partnership)
    eden, whole = reading(wait, "Eden"), reading(wait)
    assert (eden.accepted, eden.why_not_rated) == (0, "The denominator was not given.")
    assert (whole.accepted, whole.expected, whole.rating) == (1, 2, "none")


def test_a_nil_of_nobody_is_in_and_not_rated(service, wait):
    accepted(service, Q, {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): (0, 0)})
    eden, whole = reading(wait, "Eden"), reading(wait)
    assert (eden.accepted, eden.rating) == (1, "none")
    assert (whole.accepted, whole.value, whole.rating) == (2, 80, "on")


def test_a_value_is_rounded_once(service, wait):
    # 79.94999…% is shown as 79.9% and not, by way of 79.9500, as 80.0%
    accepted(service, Q, {("WAIT", "Carlisle"): (1598999, 2000000), ("WAIT", "Eden"): (35, 50)})
    carlisle = reading(wait, "Carlisle")
    assert (str(carlisle.value), carlisle.rating) == ("79.9499", "near")


def test_different_people_are_shown_as_up_to(trust, areas):
    reach = kpi(trust, "REACH", unit="count", roll_up="not_additive")
    service = service_of(trust, [reach], areas)
    accepted(service, Q, {("REACH", "Carlisle"): (90, None), ("REACH", "Eden"): (40, None)})
    whole = reading(reach)
    assert (whole.value, whole.reach, whole.rating) == (None, 130, "none")
    assert reading(reach, "Carlisle").rating == "on"


def test_a_sum_is_not_held_against_the_target_of_each_area(trust, areas):
    count = kpi(trust, "COUNT", unit="count")
    service = service_of(trust, [count], areas)
    accepted(service, Q, {("COUNT", "Carlisle"): (90, None), ("COUNT", "Eden"): (40, None)})
    whole = reading(count)
    assert (whole.value, whole.rating, whole.target) == (130, "none", None)


def test_a_kpi_of_the_whole_agreement_has_no_areas(trust, wait, areas):
    service = service_of(trust, [wait], areas, by_area=False)
    accepted(service, Q, {("WAIT", ""): (90, 100)})
    assert list(Reading.objects.values_list("area", "value", "rating")) == [(None, 90, "on")]


def test_a_parent_is_the_sum_of_its_parts_when_all_are_there(trust, service, wait, areas):
    parent = part_of(trust, "North", areas)
    accepted(service, Q, {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): (35, 50)})
    north = reading(wait, "North")
    assert (north.numerator, north.denominator, north.derived) == (115, 150, True)
    other = commissioning.area(trust, "Alston")
    other.parent = parent
    other.save()
    resum(trust)
    north = reading(wait, "North")
    assert (north.value, north.why_not_rated) == (None, "A part is missing: it is not added up.")
    assert PartnershipArea.objects.filter(area=parent, reported=False).exists()


def test_a_parent_says_how_many_of_its_parts_are_in(trust, service, wait, areas):
    part_of(trust, "North", areas)
    accepted(service, Q, {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): None})
    north = reading(wait, "North")
    assert (north.accepted, north.expected, north.derived) == (1, 2, True)
    assert (north.value, north.target, north.rating) == (None, None, "none")
    assert north.why_not_rated == "A part is missing: it is not added up."


def test_different_people_of_a_parent_are_never_totalled(trust, areas):
    reach = kpi(trust, "REACH", unit="count", roll_up="not_additive")
    part_of(trust, "North", areas)
    service = service_of(trust, [reach], areas)
    accepted(service, Q, {("REACH", "Carlisle"): (90, None), ("REACH", "Eden"): None})
    north = reading(reach, "North")
    assert (north.accepted, north.expected, north.value) == (1, 2, None)
    assert north.why_not_rated.endswith("never totalled.")


def test_a_correction_takes_the_place_of_what_was_accepted(service, wait):
    first = accepted(service, Q, {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): (35, 50)})
    again = performance.correction(first)
    assert reading(wait).accepted == 2
    accepted(service, Q, {("WAIT", "Carlisle"): (70, 100), ("WAIT", "Eden"): (35, 50)}, again)
    assert reading(wait, "Carlisle").value == 70
    assert (reading(wait).numerator, reading(wait).expected) == (105, 2)


def test_a_waived_return_is_no_longer_expected(service, wait):
    performance.kpi_return(service, Q, "waived")
    assert not Reading.objects.filter(kpi=wait).exists()


def test_a_signal_is_found_as_its_quarter_is_accepted(trust, wait, areas):
    service = service_of(trust, [wait], areas[:1])
    quarters = Quarter(2025, 1).until(Quarter(2026, 2))
    for quarter, value in zip(quarters, (60, 62, 61, 63, 62, 90), strict=True):
        accepted(service, str(quarter), value_of(value))
    last = reading(wait, "Carlisle", "2026-27Q2")
    assert last.turn == "improvement"
    assert last.signal.startswith("Improvement: outside the limits (trial limits")


def test_below_the_coverage_floor_nothing_is_a_signal(trust, wait, service):
    quarters = [str(q) for q in Quarter(2025, 1).until(Quarter(2026, 2))]
    for quarter, value in zip(quarters, (60, 62, 61, 63, 62, 90), strict=True):
        eden = (value, 100) if quarter != quarters[-1] else None
        accepted(service, quarter, {("WAIT", "Carlisle"): (value, 100), ("WAIT", "Eden"): eden})
    assert reading(wait, "Carlisle", quarters[-1]).turn == "improvement"
    whole = reading(wait, quarter=quarters[-1])
    assert (whole.value, whole.rating, whole.turn, whole.signal) == (90, "none", "", "")


def test_limits_that_start_afresh_do_so_for_a_sum_of_areas_too(trust, wait, areas):
    part_of(trust, "North", areas)
    service = service_of(trust, [wait], areas)
    quarters = [str(q) for q in Quarter(2025, 1).until(Quarter(2026, 2))]
    for quarter, value in zip(quarters, (60, 62, 61, 63, 62, 90), strict=True):
        pair = (value, 100)
        accepted(service, quarter, {("WAIT", "Carlisle"): pair, ("WAIT", "Eden"): pair})
    places = ("Carlisle", "North", None)
    assert {reading(wait, place, quarters[-1]).turn for place in places} == {"improvement"}
    afresh = KpiTerms.objects.get()
    afresh.pk, afresh.from_quarter, afresh.rebased = None, quarters[-1], "A new way of counting"
    QuerySet(KpiTerms).bulk_create([afresh])
    resum(trust)
    assert {reading(wait, place, quarters[-1]).turn for place in places} == {""}


def value_of(value):
    return {("WAIT", "Carlisle"): (value, 100)}


def everything():
    rows = [*Reading.objects.all(), *ContractReading.objects.all()]
    return sorted(str({k: v for k, v in model_to_dict(row).items() if k != "id"}) for row in rows)


def test_summing_up_again_gives_the_same_rows(trust, service, wait, areas):
    other = service_of(trust, [wait], areas[:1])
    for quarter in ("2025-26Q1", Q):
        accepted(service, quarter, {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): (35, 50)})
        accepted(other, quarter, {("WAIT", "Carlisle"): (50, 100)})
    before = everything()
    assert resum(trust) == 2
    assert everything() == before
    Reading.objects.all().delete()
    ContractReading.objects.all().delete()
    resum(trust)
    assert everything() == before


def test_terms_of_the_quarter_judge_it(trust, service, wait):
    assert service.start_on == date(2025, 4, 1)
    accepted(service, Q, {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): (40, 50)})
    assert reading(wait).target == 80


LATER = london_time(date(2025, 12, 1), 10)


def backdated(service):
    """A variation approved in December whose new target, 90, holds from July."""
    return contracts.variation(service, "approved", at=LATER, effective_on=date(2025, 5, 10))


def test_terms_changed_backwards_judge_what_counts_already(trust, service, wait):
    for quarter in ("2025-26Q1", Q):
        accepted(service, quarter, {("WAIT", "Carlisle"): (85, 100), ("WAIT", "Eden"): (35, 50)})
    varied = backdated(service)
    assert reading(wait, "Carlisle").rating == "on"
    take(varied, "bring_into_force", by=SYSTEM, at=LATER)
    carlisle = reading(wait, "Carlisle")
    assert (carlisle.target, carlisle.rating) == (90, "near")
    assert (reading(wait, "Carlisle", "2025-26Q1").target) == 80
    before = everything()
    resum(trust)
    assert everything() == before


def test_terms_are_not_in_force_where_they_cannot_be_judged_by(service, wait, monkeypatch):
    accepted(service, Q, {("WAIT", "Carlisle"): (85, 100), ("WAIT", "Eden"): (35, 50)})
    varied, before = backdated(service), everything()
    monkeypatch.setattr(counting, "sum_up_since", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take(varied, "bring_into_force", by=SYSTEM, at=LATER)
    varied.refresh_from_db()
    assert (varied.state_label, everything()) == ("Approved", before)
    assert list(KpiTerms.objects.values_list("target", flat=True)) == [80]


def test_quarters_below_the_coverage_floor_do_not_move_the_limits(trust, wait, service):
    quarters = [str(q) for q in Quarter(2025, 1).until(Quarter(2026, 3))]
    for quarter, value in zip(quarters, (60, 62, 61, 63, 5, 62, 90), strict=True):
        eden = None if value == 5 else (value, 100)
        accepted(service, quarter, {("WAIT", "Carlisle"): (value, 100), ("WAIT", "Eden"): eden})
    assert reading(wait, "Carlisle", quarters[-1]).turn == ""  # its 5 counts: the limits are wide
    assert reading(wait, quarter=quarters[-1]).turn == "improvement"
