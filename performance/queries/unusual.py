"""What is unusual in a return, for who is to accept it: over all of its rows at once, column by column.

A return may have a hundred thousand rows, so earlier periods are read as the columns their sendings
keep (entries.py), never figure by figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from commissioning.periods import Period
from performance.entries import NONE, STATUSES, Entries
from performance.lifecycles.kpi_return import STANDS
from performance.models import Figure, KpiReturn, Upload
from performance.numbers.spc import WIDTH
from performance.reference import PERIODS_COMPARED, RANGE_NEEDED, SMALL_CHANGE

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]
#: A finding that asked, and was answered in its row, says so.
ANSWERED = " Reason given: "
_NOT_GIVEN = [
    STATUSES.index(status) for status in (Figure.Status.NOT_AVAILABLE, Figure.Status.NOT_APPLICABLE)
]


@dataclass(frozen=True)
class Asked:
    """What the checks asked about a row, and the reason the provider gave."""

    words: str
    reason: str


@dataclass(frozen=True)
class Looked:
    """A return beside what its provider stands by for earlier periods, aligned row by row."""

    kpi_return: KpiReturn
    entries: Entries
    earlier: dict[str, Entries]
    """By period, of those that were reported."""
    checked: dict[int, tuple[Asked, ...]]
    """What the checks asked, by the place of the row."""

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def before(self) -> list[Period]:
        """The last four periods, and the same a year before where it is none of them; latest first."""
        period = self.kpi_return.period
        last = [period.shifted(-by) for by in range(1, 5)]
        return last if period.a_year_before in last else [*last, period.a_year_before]

    @cached_property
    def not_given(self) -> Mask:
        """Rows whose figure is not available or not applicable."""
        return np.isin(self.entries.status, _NOT_GIVEN)

    @cached_property
    def new(self) -> Mask:
        """Rows of which nothing is known from before, in a return of which something is."""
        if not self.earlier:
            return np.zeros(len(self), dtype=bool)
        known = np.any([said.status != NONE for said in self.earlier.values()], axis=0)
        return np.asarray(~known & (self.entries.status != NONE))

    @cached_property
    def usual(self) -> tuple[Floats, Floats]:
        """The mean of earlier values and how far from it is still usual: XmR limits. NAN: unknown."""
        nothing = np.full(len(self), np.nan)
        values = [ratio_of(self.earlier[code]) for code in sorted(self.earlier)]
        if len(values) < RANGE_NEEDED:
            return nothing, nothing
        column = np.array(values)
        moves = np.array([np.abs(b - a) for a, b in pairwise(values)])
        enough = np.count_nonzero(~np.isnan(column), axis=0) >= RANGE_NEEDED
        return _mean(column, enough), float(WIDTH) * _mean(moves, enough)

    @cached_property
    def beyond(self) -> Mask:
        """Rows outside their usual range by more than a few people; groups change by chance."""
        mean, width = self.usual
        with np.errstate(invalid="ignore"):
            far = np.abs(ratio_of(self.entries) - mean) > width
            counted = [_number(self.earlier[code].numerator) for code in sorted(self.earlier)]
            known = np.isfinite(mean)
            usual = _mean(np.array(counted), known) if counted else mean
            moved = np.abs(_number(self.entries.numerator) - usual) >= float(SMALL_CHANGE)
        return np.asarray(far & moved & (self.entries.group == NONE))

    @cached_property
    def unusual(self) -> Mask:
        """Rows to look at first."""
        found = self.not_given | self.new | self.beyond
        found[list(self.checked)] = True
        return found

    @cached_property
    def reasons(self) -> list[str]:
        """Why the return as a whole is not accepted unseen, in words; none where nothing is unusual."""
        asked = sum(len(asked) for asked in self.checked.values())
        counted = (
            (asked, "question", "questions", " of the checks answered with a reason"),
            (int(self.beyond.sum()), "figure", "figures", " outside the usual range"),
            (int(self.not_given.sum()), "figure", "figures", " not given"),
            (int(self.new.sum()), "figure", "figures", " not reported before"),
        )
        said = [
            f"{count} {one if count == 1 else many}{what}"
            for count, one, many, what in counted
            if count
        ]
        if not self.earlier:
            said.append("Nothing to compare it with: no earlier period was reported")
        return said


def look_at(returns: Sequence[KpiReturn]) -> dict[int, Looked]:
    """Returns beside their earlier periods. Two queries, however many and however long they are."""
    earlier = _earlier(returns)
    entries = {one.pk: one.entries for one in returns}
    findings = _findings(entries.values())
    return {
        one.pk: Looked(
            one,
            now := entries[one.pk],
            {
                code: said.aligned(now.scheduled, now.area, now.group)
                for code, said in earlier[one.pk].items()
            },
            _checked(now, findings),
        )
        for one in returns
    }


def ratio_of(entries: Entries) -> Floats:
    """What each row comes to, but for its unit: so many of a hundred, or a number. NAN for none."""
    above, below = _number(entries.numerator), _number(entries.denominator)
    some = np.where(below > 0, below, np.nan)
    return np.where(entries.denominator == NONE, above, above / some * 100)


def _number(hundredths: NDArray[np.int64]) -> Floats:
    return np.where(hundredths == NONE, np.nan, hundredths / 100)


def _mean(columns: Floats, wanted: Mask) -> Floats:
    """The mean of what is known of each row wanted."""
    found = np.full(len(wanted), np.nan)
    known = wanted & np.any(~np.isnan(columns), axis=0) if len(columns) else ~wanted & wanted
    found[known] = np.nanmean(columns[:, known], axis=0)
    return found


def _earlier(returns: Sequence[KpiReturn]) -> dict[int, dict[str, Entries]]:
    wanted: dict[tuple[int, str], list[int]] = defaultdict(list)
    for one in returns:
        codes = {str(one.period.shifted(-by)) for by in range(1, PERIODS_COMPARED + 1)}
        for code in codes | {str(one.period.a_year_before)}:
            wanted[one.agreement_id, code].append(one.pk)
    stood = KpiReturn.objects.filter(
        agreement__in={agreement for agreement, _code in wanted},
        period_code__in={code for _agreement, code in wanted},
        state__in=STANDS,
    )
    found: dict[int, dict[str, Entries]] = {one.pk: {} for one in returns}
    rows = stood.select_related("upload").defer("upload__findings").order_by("version")
    for row in rows:
        for pk in wanted.get((row.agreement_id, row.period_code), ()):
            found[pk][row.period_code] = row.entries
    return found


def _findings(said: Iterable[Entries]) -> dict[int, list[dict[str, str]]]:
    """The findings that were answered with a reason, by the sending they are about. One query."""
    keys = {int(key) for one in said for key in np.unique(one.upload) if key != NONE}
    rows = Upload.objects.filter(pk__in=keys).values_list("pk", "findings")
    return {pk: [f for f in findings if ANSWERED in f["message"]] for pk, findings in rows}


def _checked(
    entries: Entries, findings: dict[int, list[dict[str, str]]]
) -> dict[int, tuple[Asked, ...]]:
    """What the checks asked, by the place of its row."""
    by_row: dict[tuple[int, int], list[Asked]] = defaultdict(list)
    for upload in {int(key) for key in np.unique(entries.upload)} & findings.keys():
        for finding in findings[upload]:
            by_row[upload, _row_of(finding["cell"])].append(_asked(finding["message"]))
    if not by_row:
        return {}
    rows = sorted({row for _upload, row in by_row})
    places = np.flatnonzero(np.isin(entries.row, rows)).tolist()
    keys = {place: (int(entries.upload[place]), int(entries.row[place])) for place in places}
    return {place: tuple(by_row[key]) for place, key in keys.items() if key in by_row}


def _row_of(cell: str) -> int:
    """The row of a cell ("H7") or the line of a field ("Numerator 7")."""
    digits = cell[len(cell.rstrip("0123456789")) :]
    return int(digits) if digits else NONE


def _asked(message: str) -> Asked:
    words, _, reason = message.partition(ANSWERED)
    said = words.split(": ", 1)[-1]
    return Asked(f"{said[:1].upper()}{said[1:]}", reason.strip("“”"))
