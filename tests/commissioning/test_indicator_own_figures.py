"""A partnership's own figures take precedence with it, and nobody else can see or infer them."""

from decimal import Decimal

import pytest

from commissioning.actions.indicators import load_figures
from commissioning.models import Area, Indicator, IndicatorFigure, PartnershipArea
from commissioning.queries.indicators import lens_of, story_of
from tests.commissioning.test_indicators_load import HEAD, lines, row
from tests.factories.people import trust

CODE = "children-looked-after"


@pytest.fixture
def cornwall(db):
    return trust("Cornwall", "cornwall")


@pytest.fixture
def shared(cumbria):
    load_figures(lines())
    for place in ("Cumberland", "Westmorland and Furness"):
        PartnershipArea.objects.create(partnership=cumbria, area=Area.objects.get(name=place))
    return Indicator.objects.get(code=CODE)


def seen(partnership, area="Cumberland", period="2024"):
    found = IndicatorFigure.objects.seen_by(partnership)
    return found.get(indicator__code=CODE, area__name=area, period=period)


def test_its_own_stand_in_place_of_the_shared_ones(shared, cumbria, cornwall):
    report = load_figures([HEAD, row("51775,500,97")], whose=cumbria)
    assert (report.new, report.changed) == (0, 2)  # the sum for Cumbria is the other
    assert seen(cumbria).value == 97
    assert seen(cornwall).value == 93
    everything = IndicatorFigure.objects.seen_by(cumbria).filter(indicator=shared)
    keys = list(everything.values_list("area", "period"))
    assert len(keys) == len(set(keys)) == 25


def test_the_page_and_the_evidence_show_its_own(shared, cumbria):
    load_figures([HEAD, row("51775,500,97")], whose=cumbria)
    story = story_of(shared, lens_of(cumbria))
    assert story.own
    assert next(r for r in story.rows if r.area.name == "Cumberland").value == "97"


def test_the_sum_of_a_divided_area_is_of_what_the_partnership_sees(shared, cumbria, cornwall):
    load_figures([HEAD, row("51775,500,97")], whose=cumbria)
    joined = seen(cumbria, "Cumbria")
    assert joined.derived
    assert joined.numerator == 500 + 246
    assert seen(cornwall, "Cumbria").numerator == 482 + 246


def test_what_is_the_same_as_the_shared_figure_is_not_written_again(shared, cumbria):
    report = load_figures(lines(), whose=cumbria)
    assert (report.new, report.changed, report.same) == (0, 0, 75)
    assert not IndicatorFigure.objects.of(cumbria).exists()


def test_a_sum_that_can_no_longer_be_made_is_taken_away(shared, cumbria):
    load_figures([HEAD, row("51775,500,97")], whose=cumbria)
    report = load_figures([HEAD, row("51775,c,c")], whose=cumbria)
    assert (report.new, report.changed) == (0, 2)
    own = IndicatorFigure.objects.of(cumbria).get()
    assert (own.value, own.status, own.numerator_status) == (None, "c", "c")


def test_a_shared_load_leaves_a_partnerships_own_alone(shared, cumbria):
    load_figures([HEAD, row("51775,500,97")], whose=cumbria)
    load_figures([HEAD, row("51775,490,95")])
    assert seen(cumbria).value == 97


def test_an_area_that_is_not_known_is_refused_and_not_made(cumbria):
    report = load_figures([HEAD, row("51775,500,97")], whose=cumbria)
    assert (report.kept, Area.objects.count(), IndicatorFigure.objects.count()) == (0, 0, 0)
    assert report.refused[0].sentence.startswith("The area E06000063 (Cumberland) is not one")


def test_nobody_learns_of_an_indicator_another_loaded(cumbria, cornwall, shared):
    stability = (
        "time_period,geographic_level,country_code,country_name,region_code,region_name,la_name,"
        "new_la_code,cla_group,placement_stability,number,percentage\n"
        "2024,Local authority,E92000001,England,E12000002,North West,Cumberland,E06000063,"
        "CLA on 31 March,With 3 or more placements during the year,34,7"
    )
    load_figures(stability.splitlines(), whose=cumbria)
    known = Indicator.objects.known_to
    assert known(cumbria).filter(code="placements-3-or-more-in-the-year").exists()
    assert not known(cornwall).filter(code="placements-3-or-more-in-the-year").exists()


def test_a_share_without_its_base_is_kept_and_not_added(shared, cumbria):
    load_figures([HEAD, row("x,500,97")], whose=cumbria)
    own = seen(cumbria)
    assert (own.denominator, own.denominator_status, own.value) == (None, "x", Decimal(97))
    assert not IndicatorFigure.objects.of(cumbria).filter(derived=True).exists()
