"""An indicator's page compares areas, marks where an area ended, and never shows a symbol as zero."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from commissioning.actions.indicators import load_figures
from commissioning.models import Area, Indicator, IndicatorFigure, PartnershipArea
from commissioning.queries.indicators import counted, difference, evidence_for, lens_of, story_of
from tests.factories import commissioning as make

RATES = Path(__file__).parent / "figures" / "children_looked_after_rates.csv"


@pytest.fixture
def looked_after(cumbria):
    load_figures(RATES.read_text(encoding="utf-8").splitlines())
    for name in ("Cumberland", "Westmorland and Furness"):
        PartnershipArea.objects.create(partnership=cumbria, area=Area.objects.get(name=name))
    return Indicator.objects.get(code="children-looked-after")


def row(story, name):
    return next(r for r in story.rows if r.area.name == name)


def test_areas_are_compared_with_england_and_the_region(looked_after, cumbria):
    story = story_of(looked_after, lens_of(cumbria))
    cumberland = row(story, "Cumberland")
    assert story.period == "2024"
    assert (cumberland.value, cumberland.counts) == ("93", "482 of 51,775")
    assert cumberland.from_england == "23 higher (worse)"
    assert cumberland.from_region == "1 lower (better)"
    assert row(story, "England").from_england == ""


def test_the_area_that_ended_is_marked_derived(looked_after, cumbria):
    cumbria_row = row(story_of(looked_after, lens_of(cumbria)), "Cumbria")
    assert cumbria_row.note.startswith("derived")
    assert not cumbria_row.may_carry_a_need


def test_the_trend_has_a_break_and_gaps(looked_after, cumbria):
    chart = story_of(looked_after, lens_of(cumbria)).chart
    assert chart.breaks[0][1].startswith(
        "Cumbria ended; Cumberland and Westmorland and Furness began"
    )
    before = dict(zip(chart.head, chart.rows[0][1], strict=False))
    assert before["Cumberland"][0] == "not applicable"


def test_the_page_says_source_licence_and_what_a_symbol_means(
    looked_after, cumbria, commissioner, signed_in
):
    IndicatorFigure.objects.filter(area__name="Cumberland", period="2024").update(
        value=None, status="c"
    )
    page = signed_in(commissioner).get(f"/p/cumbria/needs/indicators/{looked_after.pk}/")
    text = page.content.decode()
    assert "Suppressed to protect confidentiality" in text
    assert "Open Government Licence v3.0" in text
    assert "Department for Education" in text


def test_no_difference_from_what_is_not_known(looked_after):
    blank = IndicatorFigure(indicator=looked_after, value=None, status="c")
    known = IndicatorFigure(indicator=looked_after, value=Decimal(7))
    assert difference(looked_after, blank, known) == ""
    assert difference(looked_after, known, None) == ""
    assert difference(looked_after, known, known) == "the same"


def test_evidence_is_the_published_figures_in_a_sentence(looked_after, cumbria):
    lens = lens_of(cumbria)
    area = Area.objects.get(name="Cumberland")
    said = evidence_for(looked_after, area, lens)
    assert said.startswith(
        "Children looked after at 31 March, Cumberland, 2024: 93 per 10,000 children "
        "(482 of 51,775)"
    )
    assert "England 70 (Cumberland is 23 higher (worse))" in said


def test_no_evidence_is_made_up(looked_after, cumbria):
    IndicatorFigure.objects.filter(area__name="Cumberland").delete()
    area = Area.objects.get(name="Cumberland")
    assert evidence_for(looked_after, area, lens_of(cumbria)) == ""


def test_a_code_alone_that_changed_is_no_break(looked_after, cumbria):
    Area.objects.filter(name="England").update(from_day=date(2022, 4, 1))
    chart = story_of(looked_after, lens_of(cumbria)).chart
    assert not any("England" in label for _, label, *_ in chart.breaks)


def test_nothing_is_worked_out_for_a_locality(looked_after, cumbria, commissioner, signed_in):
    make.area(cumbria, "Eden")
    page = signed_in(commissioner).get(f"/p/cumbria/needs/indicators/{looked_after.pk}/")
    assert "Published for the council as a whole. No figure is worked out for Eden." in str(
        page.content.decode()
    )


def test_a_withheld_number_is_said_and_never_a_zero():
    figure = IndicatorFigure(
        numerator=None,
        denominator=Decimal(353),
        numerator_status="c",
        denominator_status="published",
    )
    assert counted(figure) == "suppressed to protect confidentiality of 353"
