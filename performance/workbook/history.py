"""What the provider stands by for earlier periods, as columns beside the lines of a return."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from commissioning.models import KpiVersion
from commissioning.periods import Period
from performance.reference import PERIODS_COMPARED
from performance.workbook.definition import Asked
from performance.workbook.numbers import NAN

Floats = NDArray[np.float64]
#: What a value is a multiple of: its numerator over its denominator; 0 for a numerator alone.
TIMES = {
    KpiVersion.Unit.PERCENT: 100.0,
    KpiVersion.Unit.PER_1000: 1000.0,
    KpiVersion.Unit.AVERAGE: 1.0,
    KpiVersion.Unit.COUNT: 0.0,
}


@dataclass(frozen=True)
class History:
    """A row for each line, a column for each period before, the latest first; NAN for no number."""

    numerator: Floats
    denominator: Floats
    times: Floats
    """By line; see `TIMES`."""

    @cached_property
    def value(self) -> Floats:
        """What each came to, in its unit."""
        return values_of(self.numerator, self.denominator, self.times[:, None])

    @cached_property
    def usual(self) -> Floats:
        """The median of each line; NAN where there is none."""
        return median(self.value)

    @cached_property
    def spread(self) -> Floats:
        """The median distance from the median of each line."""
        return median(np.abs(self.value - self.usual[:, None]))

    @cached_property
    def periods(self) -> NDArray[np.int64]:
        """How many periods have a value, by line."""
        return np.asarray((~np.isnan(self.value)).sum(axis=1), dtype=np.int64)


def history_of(asked: Asked) -> History:
    """The earlier periods of every line, those compared with."""
    before = Period.parse(asked.period)
    periods = [str(before.shifted(-by)) for by in range(1, PERIODS_COMPARED + 1)]
    said = [e for line in asked.lines for e in line.earlier]
    lines = np.repeat(np.arange(len(asked.lines)), [len(line.earlier) for line in asked.lines])
    table = pd.DataFrame(
        {
            "line": lines,
            "period": [e.period for e in said],
            "numerator": np.array([e.numerator for e in said], dtype=np.float64),
            "denominator": np.array([e.denominator for e in said], dtype=np.float64),
        }
    )
    everything = pd.RangeIndex(len(asked.lines))
    numerator, denominator = (
        table.pivot(index="line", columns="period", values=name)
        .reindex(index=everything, columns=periods)
        .to_numpy(dtype=np.float64)
        for name in ("numerator", "denominator")
    )
    of, kinds = asked.definitions
    times = np.array([TIMES[KpiVersion.Unit(line.unit)] for line in kinds], dtype=np.float64)
    return History(numerator, denominator, times[of])


def values_of(numerator: Floats, denominator: Floats, times: Floats) -> Floats:
    """What numerators and denominators come to; NAN where there is no value."""
    below = np.where(denominator > 0, denominator, NAN)
    values: Floats = np.where(times > 0, numerator * times / below, numerator)
    return values


def median(numbers: Floats) -> Floats:
    """The median of each row, leaving out NAN; NAN for a row of nothing else."""
    middle: Floats = pd.DataFrame(numbers).median(axis=1).to_numpy()
    return middle
