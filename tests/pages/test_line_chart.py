"""Line charts: gaps stay gaps, breaks cut lines, the table carries every number."""

from decimal import Decimal
from itertools import pairwise

import pytest

from pages.charts import Break, Point, Series, axis, line_chart
from pages.gallery import samples

PERIODS = ["2021", "2022", "2023", "2024", "2025"]


def chart(*points, **more):
    return line_chart("c", "Title", PERIODS, [Series("Cumbria", points)], **more)


def path(drawn):
    return drawn.drawings[0].lines[0].path


def test_an_unbroken_line_is_one_stroke():
    assert path(chart(1, 2, 3, 4, 5)).count("M") == 1


def test_a_gap_lifts_the_pen():
    drawn = chart(1, 2, None, 4, 5)
    assert path(drawn).count("M") == 2
    assert len(drawn.drawings[0].lines[0].points) == 4


def test_a_break_lifts_the_pen_and_is_lettered():
    drawn = chart(1, 2, 3, 4, 5, breaks=[Break(3, "Variation 2 raised the target")])
    assert path(drawn).count("M") == 2
    assert drawn.breaks == [("A", "Variation 2 raised the target, from 2024")]
    x, letter = drawn.drawings[0].breaks[0]
    left, right = (point[0] for point in drawn.drawings[0].lines[0].points[2:4])
    assert letter == "A"
    assert left < x < right


def test_a_break_may_cut_one_series_only():
    series = [Series("Cumbria", [1, 2, 3]), Series("England", [1, 2, 3])]
    drawn = line_chart(
        "c", "T", PERIODS[:3], series, breaks=[Break(1, "Areas changed", only=("Cumbria",))]
    )
    assert [line.path.count("M") for line in drawn.drawings[0].lines] == [2, 1]


def test_a_target_steps_between_periods():
    target = chart(1, 2, 3, 4, 5, target=[3, 3, 4, 4, 4]).drawings[0].target
    heights = [mark.split(" ")[1] for mark in target.replace("M", "L").split("L")[1:]]
    assert len({h.strip() for h in heights}) == 2
    assert target.count("M") == 1


def test_a_target_missing_in_the_middle_is_two_strokes():
    assert chart(1, 2, 3, 4, 5, target=[3, None, 4, 4, 4]).drawings[0].target.count("M") == 2


def test_limits_are_one_shape_for_each_run():
    band = [(1, 3), (1, 3), None, (2, 4), (2, 4)]
    assert len(chart(1, 2, 3, 4, 5, band=band).drawings[0].band) == 2


def test_higher_values_are_drawn_higher():
    points = chart(1, 5, 3, 2, 4).drawings[0].lines[0].points
    assert points[1][1] < points[2][1] < points[0][1]


def test_every_point_lies_inside_the_picture():
    for drawing in chart(-3, 50, 12.5, Decimal("7.25"), 0).drawings:
        for line in drawing.lines:
            assert all(drawing.left <= x <= drawing.right for x, _, _ in line.points)
            assert all(drawing.top <= y <= drawing.bottom for _, y, _ in line.points)


def test_table_gives_every_number_and_why_one_is_missing():
    drawn = chart(61.5, None, Point(None, "suppressed"), Point(70, signal=True), 8, unit="%")
    assert [cells[0][0] for _, cells in drawn.rows] == [
        "61.5%",
        "no data",
        "suppressed",
        "70% (signal)",
        "8%",
    ]
    assert [period for period, _ in drawn.rows] == PERIODS


def test_table_gives_target_and_limits():
    drawn = chart(1, 2, 3, 4, 5, target=[None, 3, 3, 3, 3], band=(1, 4), band_label="Limits")
    assert drawn.head == ["Cumbria", "Target", "Limits"]
    assert drawn.rows[0][1][1:] == [("none", False), ("1 to 4", True)]


def test_description_says_the_course_in_words():
    assert (
        "Cumbria: 1 in 2021, 5 in 2025. 1 of 5 periods missing."
        in chart(1, 2, None, 4, 5).description
    )
    assert chart(None, None).description == "Cumbria: no figures."


def test_series_differ_by_more_than_colour():
    series = [Series(str(n), [n]) for n in range(6)]
    lines = line_chart("c", "T", ["2021"], series).key
    assert len({line.dash for line in lines}) == len({line.marker for line in lines}) == 6


def test_more_series_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="at most 6"):
        line_chart("c", "T", PERIODS, [Series(str(n), [n]) for n in range(7)])


def test_end_labels_do_not_lie_on_each_other():
    series = [Series(str(n), [10, 10 + n / 100]) for n in range(4)]
    heights = sorted(line.label[1] for line in line_chart("c", "T", PERIODS[:2], series).key)
    assert all(b - a >= 15.9 for a, b in pairwise(heights))


def test_the_last_period_is_always_labelled():
    quarters = [f"Q{q} {y}" for y in range(2020, 2026) for q in range(1, 5)]
    drawn = line_chart("c", "T", quarters, [Series("a", list(range(24)))])
    for drawing in drawn.drawings:
        assert drawing.x_ticks[-1][1] == ["Q4", "2025"]
        assert len(drawing.x_ticks) < 24


def test_no_numbers_at_all_still_draws():
    assert path(chart(None, None, None)) == ""


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [([3, 97], 0, 100), ([0.2, 0.9], 0, 1), ([-5, 5], -6, 6), ([7, 7], 0, 8), ([], 0, 1)],
)
def test_axis_is_round_and_holds_every_value(values, low, high):
    found = axis(values)
    assert found.low <= min(values, default=0) <= max(values, default=0) <= found.high
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


def test_markup_names_the_picture_and_has_no_inline_style(draw, parse):
    html = draw("{% line_chart trend %}{% line_chart limits %}", **samples({}))
    page = parse(html)
    assert "style=" not in html
    assert len(page.ids) == len(set(page.ids))
    for attrs, _ in page.all("svg", role="img"):
        for named in attrs["aria-labelledby"].split():
            assert page.with_id(named)[2]
