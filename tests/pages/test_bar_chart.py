"""Bar charts: lengths in proportion, missing bars say why."""

import pytest

from pages.charts import Bar, bar_chart
from pages.gallery import samples

BARS = [Bar("Barrow", 300), Bar("Eden", None, "suppressed"), Bar("Carlisle", 150, marked=True)]


def test_lengths_are_in_proportion():
    barrow, _, carlisle = bar_chart("b", "T", BARS).drawings[0].bars
    assert barrow.width == pytest.approx(2 * carlisle.width, abs=0.2)


def test_a_missing_bar_says_why():
    eden = bar_chart("b", "T", BARS).drawings[0].bars[1]
    assert (eden.text, eden.width, eden.missing) == ("suppressed", 0, True)


def test_table_holds_each_bar_and_the_reference():
    chart = bar_chart("b", "T", BARS, unit="£", reference=("England", 240))
    assert chart.rows == [
        ("Barrow", "£300", True),
        ("Eden", "suppressed", False),
        ("Carlisle", "£150", True),
        ("England", "£240", True),
    ]


def test_negative_bars_reach_back_from_zero():
    drawing = bar_chart("b", "T", [Bar("Up", 5), Bar("Down", -5)]).drawings[0]
    assert drawing.bars[1].x < drawing.zero <= drawing.bars[0].x


def test_markup(draw, parse):
    page = parse(draw("{% bar_chart areas %}", **samples({})))
    assert len(page.all("svg", role="img")) == 2
    assert "suppressed" in [text for _, text in page.all("td")]
