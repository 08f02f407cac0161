"""Where the best quarter of English authorities begins, for each indicator and period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q

from accounts.models import Partnership
from commissioning.models import Area, Indicator, IndicatorFigure
from pages.words import number

#: The kinds of area that are compared with one another.
COMPARED = (Area.Kind.AUTHORITY, Area.Kind.DISTRICT)
#: Fewer than this many figures have no quarter worth the name.
FEWEST = 8


@dataclass(frozen=True)
class BestQuarter:
    """The value an authority must reach to be among the best quarter, and who was counted.

    `threshold` is the value of the last authority within it: of 151, the 38th from the best end.
    """

    indicator: Indicator
    threshold: Decimal
    counted: int
    within: int
    without: int
    is_best: bool = False

    @property
    def words(self) -> str:
        """The threshold with its direction: "46 or lower"; alone where no authority does better."""
        if self.is_best:
            return number(self.threshold, self.indicator.decimals)
        way = "lower" if self._low else "higher"
        return f"{number(self.threshold, self.indicator.decimals)} or {way}"

    @property
    def base(self) -> str:
        """Who was counted: "151 authorities with a published figure; 1 has none"."""
        if not self.without:
            return f"{self.counted} authorities, each with a published figure"
        have = "has" if self.without == 1 else "have"
        return f"{self.counted} authorities with a published figure; {self.without} {have} none"

    def gap(self, value: Decimal | None) -> str:
        """How far a value is from the best quarter, in words; empty when there is no value."""
        if value is None:
            return ""
        places = Decimal(1).scaleb(-self.indicator.decimals)
        off = value.quantize(places) - self.threshold.quantize(places)
        if not off or (off < 0) == self._low:
            return "in the best quarter"
        size = number(abs(off), self.indicator.decimals)
        return f"{size} {'above' if off > 0 else 'below'} the best quarter"

    @property
    def _low(self) -> bool:
        return self.indicator.polarity == Indicator.Polarity.LOW


def best_quarters(
    ends: Mapping[int, date], indicators: Collection[Indicator], partnership: Partnership
) -> dict[int, BestQuarter]:
    """The best quarter of each indicator at the end of its period, by the indicator's number.

    Counted are the authorities that existed then, with the figure their partnership sees. There is
    none where neither way is better, or too few authorities have a figure. One query.
    """
    judged = [i for i in indicators if i.polarity != Indicator.Polarity.NONE and i.pk in ends]
    values: dict[int, list[Decimal]] = defaultdict(list)
    without: dict[int, int] = defaultdict(int)
    for pk, end, value in _figures(judged, set(ends.values()), partnership):
        if ends[pk] != end:
            continue
        if value is None:
            without[pk] += 1
        else:
            values[pk].append(value)
    return {
        i.pk: _quarter(i, values[i.pk], without[i.pk])
        for i in judged
        if len(values[i.pk]) >= FEWEST
    }


def _figures(
    judged: Collection[Indicator], ends: Collection[date], partnership: Partnership
) -> Collection[tuple[int, date, Decimal | None]]:
    """Every authority's figure at these ends; an area's that did not exist then is left out.

    A figure printed for before an area's first day is counted: its code is new, the area is not.
    """
    if not judged:
        return []
    began = Q(area__from_day=None) | Q(area__from_day__lte=F("period_end")) | Q(value__isnull=False)
    lasted = Q(area__until_day=None) | Q(area__until_day__gte=F("period_end"))
    seen = IndicatorFigure.objects.seen_by(partnership).filter(
        began,
        lasted,
        indicator__in=[i.pk for i in judged],
        period_end__in=ends,
        area__kind__in=COMPARED,
        area__partnership=None,
        area__code__startswith="E",
        derived=False,
    )
    return list(seen.order_by().values_list("indicator_id", "period_end", "value"))


def _quarter(indicator: Indicator, values: list[Decimal], without: int) -> BestQuarter:
    best_first = sorted(values, reverse=indicator.polarity == Indicator.Polarity.HIGH)
    within = -(-len(best_first) // 4)
    last = best_first[within - 1]
    return BestQuarter(indicator, last, len(values), within, without, last == best_first[0])
