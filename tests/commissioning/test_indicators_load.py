"""Published figures are loaded as published, symbols and all, and loading again changes nothing."""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commissioning.actions.indicators import load_figures
from commissioning.models import Area, Indicator, IndicatorFigure
from workflow.lifecycle import Refused

pytestmark = pytest.mark.django_db

NEEDS = Path(__file__).parent / "figures"
RATES = NEEDS / "children_looked_after_rates.csv"
HEAD = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,la_name,new_la_code,population_count,population_estimate,number,"
    "rate_per_10000"
)
PLACE = "E92000001,England,E12000002,North West,942,Cumberland,E06000063"
MEASURE = "Children looked after at 31 March each year"


def lines(path=RATES):
    return path.read_text(encoding="utf-8").splitlines()


def row(numbers, year="2024", measure=MEASURE, level="Local authority"):
    return f"{year},Reporting year,{level},{PLACE},{measure},{numbers}"


def figure(area, period="2024", code="children-looked-after"):
    return IndicatorFigure.objects.get(indicator__code=code, area__name=area, period=period)


def test_the_demonstration_file_is_kept_whole():
    report = load_figures(lines())
    assert (report.read, report.kept, report.refused) == (75, 75, [])
    assert figure("England").value == 70
    assert figure("Cumberland").numerator == 482
    assert figure("Cumbria", "2023").value == 82


def test_a_symbol_is_never_a_zero():
    load_figures(lines())
    before = figure("Cumberland", "2023")
    assert (before.value, before.status) == (None, "z")


@pytest.mark.parametrize(
    ("symbol", "status"), [("c", "c"), ("z", "z"), ("x", "x"), ("k", "k"), ("", "blank")]
)
def test_each_symbol_keeps_its_meaning(symbol, status):
    report = load_figures([HEAD, row(f"100,{symbol},{symbol}")])
    assert figure("Cumberland").status == status
    assert figure("Cumberland").value is None
    assert report.suppressed == (symbol == "c")


def test_a_shown_zero_is_a_zero():
    load_figures([HEAD, row("100,0,0")])
    assert figure("Cumberland").value == 0
    assert figure("Cumberland").status == "published"


def test_areas_carry_their_dates_and_parents():
    load_figures(lines())
    cumbria = Area.objects.get(name="Cumbria")
    cumberland = Area.objects.get(name="Cumberland")
    assert cumbria.until_day == date(2023, 3, 31)
    assert cumberland.from_day == date(2023, 4, 1)
    assert cumberland.parent.name == "North West"
    assert cumberland.parent.parent.name == "England"
    assert {a.name for a in cumbria.successors.all()} == {"Cumberland", "Westmorland and Furness"}


def test_a_divided_area_is_the_sum_of_numbers_and_populations():
    assert load_figures(lines()).derived == 3
    joined = figure("Cumbria", "2024")
    assert joined.derived
    assert (joined.numerator, joined.denominator) == (482 + 246, 51775 + 38971)
    assert joined.value == Decimal("80.2239")


def test_no_sum_where_a_part_is_suppressed():
    held_back = [line.replace(",51775,482,93", ",51775,c,c") for line in lines()]
    load_figures(held_back)
    assert figure("Cumbria", "2024").value is None
    assert not figure("Cumbria", "2024").derived


def test_loading_again_changes_nothing():
    load_figures(lines())
    before = list(IndicatorFigure.objects.order_by("pk").values())
    load_figures(lines())
    assert list(IndicatorFigure.objects.order_by("pk").values()) == before
    assert Indicator.objects.count() == 3


def test_a_revision_replaces_the_figure():
    load_figures([HEAD, row("100,10,1000")])
    load_figures([HEAD, row("100,11,1100")])
    assert figure("Cumberland").value == 1100


def test_only_some_areas():
    report = load_figures(lines(), only=["E92000001"])
    assert (report.kept, report.left_out) == (15, 60)


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (row("100,ten,10"), "'ten' in number is neither a number nor a known symbol."),
        (row("100,NaN,10"), "'NaN' in number is not a number."),
        (row("1,1,1", measure="Cats"), "'Cats' is not a measure this file is known for."),
        (row("1,1,1", year="2023-24"), "'2023-24' is not a year."),
        (row("1,1,1", level="Ward"), "'Ward' is not a level this file is known for."),
        (row("100,10,1000"), "The same area, measure and year stand in line 2 already."),
    ],
)
def test_a_bad_row_is_refused_and_the_others_are_loaded(bad, sentence):
    report = load_figures([HEAD, row("100,10,1000"), bad])
    assert [(r.line, r.sentence) for r in report.refused] == [(3, sentence)]
    assert report.kept == 1


def test_a_file_of_no_known_layout_is_refused():
    with pytest.raises(Refused, match="none of the layouts"):
        load_figures(["a,b", "1,2"])
    with pytest.raises(Refused, match="none of the layouts"):
        load_figures([])


def test_indices_of_deprivation():
    report = load_figures(lines(NEEDS / "indices_of_deprivation_2025.csv"))
    assert (report.read, report.kept, report.refused) == (20, 20 * 6, [])
    score = figure("Cumberland", "2025", "income-deprivation-affecting-children-average-score-2025")
    assert score.value == Decimal("0.323")


def test_the_command_says_what_became_of_the_file():
    out = StringIO()
    call_command("import_indicators", RATES, stdout=out)
    assert "Rows read: 75. Figures kept: 75. Rows refused: 0." in out.getvalue()
    assert "75 new, 0 changed, 0 the same." in out.getvalue()


def test_the_command_says_why_a_file_cannot_be_read(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_indicators", tmp_path / "missing.csv")
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\xff\xfe\x00\x89")
    with pytest.raises(CommandError, match="character set"):
        call_command("import_indicators", picture)
