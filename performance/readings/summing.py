"""Summing up accepted figures into readings, for each contract and over all of them.

A reading exists as soon as its return is expected, so that coverage is known; it is worked out
again, in the same transaction, when what counts or what it is judged by changes (consequences.py
lists when). The same figures and terms always give the same readings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import Partnership
from commissioning.models import Area, KpiVersion
from commissioning.periods import Frequency, Period
from commissioning.quarters import Quarter
from contracts.models import Agreement, ScheduledKpi
from performance.lifecycles.kpi_return import COUNTS, NOT_WANTED, ReturnState
from performance.models import ContractReading, Figure, KpiReturn, Reading
from performance.models.reading import Measured
from performance.numbers.rollup import NEVER_TOTALLED
from performance.readings.judging import (
    MISSING_PART,
    Judged,
    Line,
    judged_figure,
    judged_whole,
    line_of,
)
from performance.readings.signals import watch
from performance.wanted import wanted_of

WANTED = frozenset(ReturnState) - NOT_WANTED


def sum_up(kpi_return: KpiReturn) -> None:
    """Work out again what a return's agreement reports for its quarter, over all agreements.

    Call it in the transaction that changed whether the return is wanted or counts, once the change
    is written. Doing it twice changes nothing.
    """
    scheduled = ScheduledKpi.objects.filter(agreement=kpi_return.agreement_id)
    kpis = sorted(set(scheduled.values_list("kpi_id", flat=True)))
    partnership = hold(kpi_return.agreement.partnership_id)
    _sum_quarter(partnership, kpi_return.quarter, kpis)
    watch(partnership, kpis, kpi_return.quarter)


def sum_up_since(partnership_id: int, kpis: Collection[int], since: str) -> None:
    """Work out again what is known of these KPIs from a quarter on, because their terms changed.

    Call it in the transaction that changed them.
    """
    partnership = hold(partnership_id)
    known = Reading.objects.filter(partnership=partnership, kpi__in=kpis, quarter__gte=since)
    for quarter in sorted(set(known.values_list("quarter", flat=True))):
        _sum_quarter(partnership, quarter, kpis)
    watch(partnership, kpis, since)


@transaction.atomic
def resum(partnership: Partnership) -> int:
    """Work every reading of a partnership out again from its figures; gives the quarters done."""
    partnership = hold(partnership.pk)
    kpis = sorted(partnership.kpis.values_list("pk", flat=True))
    returns = Agreement.objects.filter(partnership=partnership, returns__isnull=False)
    wanted = set(returns.values_list("returns__quarter", flat=True))
    known = set(Reading.objects.filter(partnership=partnership).values_list("quarter", flat=True))
    quarters = sorted(wanted | known)
    for quarter in quarters:
        _sum_quarter(partnership, quarter, kpis)
    if quarters:
        watch(partnership, kpis, quarters[0])
    return len(quarters)


def hold(partnership_id: int) -> Partnership:
    """The partnership, held so that two changes at once are summed one after the other.

    Always before the audit trail (workflow.consequences): an entry written first would make the two
    wait for each other.
    """
    return Partnership.objects.select_for_update(no_key=True).get(pk=partnership_id)


@dataclass
class _Quarter:
    """What is wanted and what counts in one quarter."""

    partnership: Partnership
    quarter: str
    lines: list[Line] = field(default_factory=list)

    def by_agreement(self) -> dict[tuple[int, int], list[Line]]:
        return _grouped(self.lines, lambda line: (line.agreement_id, line.kpi_id))

    def by_area(self) -> dict[tuple[int, int], list[Line]]:
        placed = [line for line in self.lines if line.area_id is not None]
        return _grouped(placed, lambda line: (line.kpi_id, line.area_id))

    def by_kpi(self) -> dict[int, list[Line]]:
        return _grouped(self.lines, lambda line: line.kpi_id)


def _grouped(lines: Iterable[Line], key: Any) -> dict[Any, list[Line]]:
    groups: dict[Any, list[Line]] = defaultdict(list)
    for line in lines:
        groups[key(line)].append(line)
    return groups


def _sum_quarter(partnership: Partnership, quarter: str, kpis: Collection[int]) -> None:
    work = _Quarter(partnership, quarter, _lines(partnership, quarter, kpis))
    contracts = ContractReading.objects.filter(
        agreement__partnership=partnership, quarter=quarter, kpi__in=kpis
    )
    _store(contracts, list(_contract_readings(work)), ("agreement_id", "kpi_id", "area_id"))
    readings = Reading.objects.filter(partnership=partnership, quarter=quarter, kpi__in=kpis)
    _store(readings, list(_readings(work)), ("kpi_id", "area_id"), kept={"signal", "turn"})


def _lines(partnership: Partnership, quarter: str, kpis: Collection[int]) -> list[Line]:
    """One line for each figure wanted in the quarter, with the figure that counts if there is one."""
    returns = _returns(partnership, quarter)
    wanted: dict[int, set[Frequency]] = defaultdict(set)
    for agreement, code, _state in returns.values():
        wanted[agreement].add(Period.parse(code).frequency)
    scheduled = (
        ScheduledKpi.objects.filter(agreement__in=wanted, kpi__in=kpis)
        .select_related("agreement")
        .prefetch_related("terms__definition__breakdown__groups", "agreement__areas")
    )
    counting = Figure.objects.filter(
        kpi_return__in=[pk for pk, (_a, _p, state) in returns.items() if state in COUNTS],
        scheduled__kpi__in=kpis,
        group=None,
    )
    figures: dict[tuple[int, int | None], dict[str, Figure]] = defaultdict(dict)
    for figure in counting:
        _agreement, code, _state = returns[figure.kpi_return_id]
        figures[figure.scheduled_id, figure.area_id][code] = figure
    return [
        line_of(item.agreement_id, item.kpi_id, area, terms, quarter, figures[item.pk, area])
        for scheduled_kpi in scheduled
        for item, terms, area in wanted_of(
            [scheduled_kpi], [a.area_id for a in scheduled_kpi.agreement.areas.all()], quarter
        )
        if terms.definition.frequency in wanted[item.agreement_id]
    ]


def _returns(partnership: Partnership, quarter: str) -> dict[int, tuple[int, str, str]]:
    """Agreement, period and state of each return of a quarter that is wanted, by its key."""
    found = KpiReturn.objects.filter(
        agreement__partnership=partnership, quarter=quarter, state__in=WANTED
    ).values_list("pk", "agreement_id", "period_code", "state")
    return {pk: (agreement, code, state) for pk, agreement, code, state in found}


def _contract_readings(work: _Quarter) -> Iterable[ContractReading]:
    """A reading for each figure, and one for the whole of an agreement that reports by area."""
    for (agreement, kpi), lines in work.by_agreement().items():
        for line in lines:
            if line.figure is not None:
                row = ContractReading(agreement_id=agreement, kpi_id=kpi, area_id=line.area_id)
                row.figures, row.status = line.made_of, line.figure.status
                yield _filled(row, work.quarter, judged_figure(line))
        placed = [line for line in lines if line.area_id is not None]
        if any(line.figure for line in placed):
            row = ContractReading(agreement_id=agreement, kpi_id=kpi, area_id=None, derived=True)
            judged = judged_whole(placed, work.partnership.coverage_floor)
            yield _filled(row, work.quarter, judged)


def _readings(work: _Quarter) -> Iterable[Reading]:
    """A reading for each area reported, for each parent of such areas, and the whole."""
    floor = work.partnership.coverage_floor
    by_area = work.by_area()
    for (kpi, area), lines in by_area.items():
        yield _reading(work, kpi, area, lines, judged_whole(lines, floor))
    for kpi, lines in work.by_kpi().items():
        yield _reading(work, kpi, None, lines, judged_whole(lines, floor))
    for parent, parts in parents_of(work.partnership, work.quarter).items():
        for kpi in work.by_kpi():
            below = [line for part in sorted(parts) for line in by_area.get((kpi, part), [])]
            if below:
                row = _reading(work, kpi, parent, below, _judged_parent(below, parts, floor))
                row.derived = True
                yield row


def _judged_parent(below: Sequence[Line], parts: Collection[int], floor: int) -> Judged:
    """What the figures of an area's parts come to. No sum is made where a part has no figure."""
    there = {line.area_id for line in below if line.given}
    if there == set(parts) and all(line.given for line in below):
        return judged_whole(below, floor)
    definitions = {line.terms.definition_id for line in below}
    shared = below[0].terms.definition_id if len(definitions) == 1 else None
    additive = all(line.definition.roll_up != KpiVersion.RollUp.NOT_ADDITIVE for line in below)
    return Judged(definition_id=shared, why=MISSING_PART if additive else NEVER_TOTALLED)


def _reading(
    work: _Quarter, kpi: int, area: int | None, lines: Sequence[Line], judged: Judged
) -> Reading:
    row = Reading(
        partnership=work.partnership,
        kpi_id=kpi,
        area_id=area,
        expected=sum(line.wanted for line in lines),
        accepted=sum(line.given for line in lines),
        reach=judged.reach,
        derived=len(lines) > 1,
    )
    filled: Reading = _filled(row, work.quarter, judged)
    return filled


def _filled(row: Any, quarter: str, judged: Judged) -> Any:
    row.quarter = quarter
    row.definition_id = judged.definition_id
    row.numerator, row.denominator = judged.numerator, judged.denominator
    row.value, row.target = judged.value, judged.target
    row.rating, row.why_not_rated = judged.rating, judged.why
    return row


def parents_of(partnership: Partnership, quarter: str) -> dict[int, set[int]]:
    """Areas looked at that are not reported themselves, with all the parts they then had."""
    looked_at = partnership.areas.filter(reported=False).values_list("area_id", flat=True)
    end = Quarter.parse(quarter).end
    parts: dict[int, set[int]] = defaultdict(set)
    for area in Area.objects.filter(parent__in=looked_at):
        if area.exists_on(end) and area.parent_id is not None:
            parts[area.parent_id].add(area.pk)
    return parts


def _store(
    known: Any,
    rows: Sequence[Measured],
    key: tuple[str, ...],
    kept: frozenset[str] | set[str] = frozenset(),
) -> None:
    """Make the rows kept equal to `rows`, writing only what differs. `kept` fields stay as they are."""
    model = known.model
    names = [f.attname for f in model._meta.concrete_fields if f.name not in {"id", *kept}]
    before = {tuple(getattr(row, name) for name in key): row for row in known}
    new, changed = [], []
    for row in rows:
        earlier = before.pop(tuple(getattr(row, name) for name in key), None)
        if earlier is None:
            new.append(row)
        elif any(_plain(getattr(earlier, n)) != _plain(getattr(row, n)) for n in names):
            for name in names:
                setattr(earlier, name, getattr(row, name))
            changed.append(earlier)
    if before:
        model.objects.filter(pk__in=[row.pk for row in before.values()]).delete()
    model.objects.bulk_create(new)
    if changed:  # by their ids, in one statement: bulk_update's takes ten times as long
        written = [n for n in names if n not in key]
        model.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["id"], update_fields=written
        )


def _plain(value: Any) -> Any:
    return value.normalize() if isinstance(value, Decimal) else value
