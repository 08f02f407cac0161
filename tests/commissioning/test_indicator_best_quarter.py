"""The best quarter of English authorities, against a reckoning of its own."""

from decimal import Decimal

import pytest

from commissioning.actions.indicators import load_figures
from commissioning.models import Area, Indicator, IndicatorFigure, PartnershipArea
from commissioning.queries.indicators import lens_of, story_of
from tests.commissioning import published
from tests.factories import commissioning as make


def authorities(count=12):
    return [
        Area.objects.create(code=f"E060000{n:02}", name=f"Town {n}", kind=Area.Kind.AUTHORITY)
        for n in range(count)
    ]


def figures(indicator, areas, values, period="2024", **fields):
    for area, value in zip(areas, values, strict=True):
        indicator.figures.create(
            area=area,
            period=period,
            period_end=f"{period}-03-31",
            value=value,
            status="c" if value is None else "published",
            **fields,
        )


@pytest.fixture
def towns(cumbria):
    areas = authorities()
    PartnershipArea.objects.create(partnership=cumbria, area=areas[0])
    return areas


def story(indicator, cumbria):
    return story_of(indicator, lens_of(cumbria))


def test_lower_is_better(towns, cumbria):
    low = make.indicator(polarity="low")
    figures(low, towns, [50, 10, 20, 30, 40, 60, 70, 80, 90, 100, 110, None])
    best = story(low, cumbria).best
    assert (best.threshold, best.within, best.counted, best.without) == (30, 3, 11, 1)
    assert best.words == "30 or lower"
    assert best.base == "11 authorities with a published figure; 1 has none"
    assert story(low, cumbria).rows[0].from_best == "20 above the best quarter"


def test_higher_is_better(towns, cumbria):
    high = make.indicator(polarity="high")
    figures(high, towns, [95, *range(89, 100)])
    best = story(high, cumbria).best
    assert (best.words, best.within) == ("97 or higher", 3)
    assert story(high, cumbria).rows[0].from_best == "2 below the best quarter"


def test_who_stands_at_the_threshold_is_within(towns, cumbria):
    high = make.indicator(polarity="high")
    figures(high, towns, [97, *range(89, 100)])
    assert story(high, cumbria).rows[0].from_best == "in the best quarter"


def test_where_neither_way_is_better_there_is_none(towns, cumbria, commissioner, signed_in):
    neither = make.indicator(polarity="none")
    figures(neither, towns, range(12))
    assert story(neither, cumbria).best is None
    page = signed_in(commissioner).get(f"/p/cumbria/needs/indicators/{neither.pk}/")
    assert "there is no best quarter of authorities" in page.content.decode()


def test_an_area_that_had_ended_and_a_sum_are_not_counted(towns, cumbria):
    low = make.indicator(polarity="low")
    figures(low, towns[:10], range(10, 20))
    towns[10].until_day = "2023-03-31"
    towns[10].save()
    figures(low, [towns[10]], [1])
    figures(low, [towns[11]], [1], derived=True)
    assert story(low, cumbria).best.counted == 10


def test_an_area_that_has_not_begun_is_not_without_a_figure(towns, cumbria):
    low = make.indicator(polarity="low")
    towns[11].from_day = "2025-04-01"
    towns[11].save()
    figures(low, towns, [*range(11), None])
    assert (story(low, cumbria).best.counted, story(low, cumbria).best.without) == (11, 0)


def test_a_partnerships_own_figure_counts_in_its_own_page_only(towns, cumbria):
    low = make.indicator(polarity="low")
    figures(low, towns, range(10, 22))
    figures(low, towns[-1:], [1], partnership=cumbria)
    assert story(low, cumbria).best.threshold == Decimal(11)
    assert IndicatorFigure.objects.filter(indicator=low, partnership=None).count() == 13


def test_where_none_does_better_the_value_stands_alone(towns, cumbria):
    low = make.indicator(polarity="low")
    figures(low, towns, [5, *[0] * 11])
    assert story(low, cumbria).best.words == "0"
    assert story(low, cumbria).rows[0].from_best == "5 above the best quarter"


def test_too_few_to_have_a_quarter(towns, cumbria):
    low = make.indicator(polarity="low")
    figures(low, towns[:7], range(7))
    assert story(low, cumbria).best is None


@pytest.mark.parametrize(
    ("name", "code", "of", "measure", "high"),
    [
        (
            published.RATES,
            "children-looked-after",
            "Children looked after at 31 March each year",
            "rate_per_10000",
            False,
        ),
        (
            published.STABILITY,
            "same-carer-for-2-years",
            "Living with the same carer for at least 2 years",
            "percentage",
            True,
        ),
    ],
)
def test_as_published(name, code, of, measure, high, cumbria):
    load_figures(published.path_of(name).read_text(encoding="utf-8-sig").splitlines())
    PartnershipArea.objects.create(partnership=cumbria, area=Area.objects.get(name="Cumberland"))
    values = sorted(
        int(row[measure])
        for row in published.rows_of(name)
        if row["time_period"] == "2024" and row["new_la_code"] and of in row.values()
        if row[measure].isdigit()
    )
    quarter = (len(values) + 3) // 4
    expected = values[-quarter] if high else values[quarter - 1]
    best = story(Indicator.objects.get(code=code), cumbria).best
    assert (best.threshold, best.counted, best.within) == (expected, len(values), quarter)
