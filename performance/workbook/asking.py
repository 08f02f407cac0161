"""What a return asks for, read from the agreement's schedule and its earlier returns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from commissioning.models import KpiRelation
from contracts.models import AgreementArea, KpiTerms, ScheduledKpi
from performance.lifecycles.kpi_return import STANDS
from performance.models import Figure, KpiReturn
from performance.questions import sections_of
from performance.reference import PERIODS_COMPARED
from performance.wanted import Wanted, wanted_of
from performance.workbook.definition import WHOLE_AGREEMENT, Asked, Earlier, Line, Related

Key = tuple[int, int | None]


def asked_of(kpi_return: KpiReturn) -> Asked:
    """The lines a return asks for: each KPI with terms in its period, in each area it serves."""
    agreement = kpi_return.agreement
    areas = {served.area_id: served.area.name for served in _areas(kpi_return)}
    earlier = _earlier(kpi_return)
    before = str(kpi_return.period.shifted(-1))
    lines = []
    for scheduled, terms, area_id in _wanted(kpi_return, [*areas]):
        version, kpi, breakdown = terms.definition, scheduled.kpi, terms.definition.breakdown
        said = [
            Earlier(
                f.kpi_return.period_code, f.numerator, f.denominator, f.value(version), f.status
            )
            for f in earlier[scheduled.pk, area_id]
        ]
        lines.append(
            Line(
                scheduled.pk,
                area_id,
                kpi.code,
                kpi.name,
                WHOLE_AGREEMENT if area_id is None else areas[area_id],
                version,
                groups=tuple(breakdown.groups.all()) if breakdown else (),
                earlier=tuple(said),
                period_before=before,
                target=terms.target,
            )
        )
    return Asked(
        agreement=agreement.reference,
        title=agreement.title,
        provider=agreement.provider.name,
        partnership=agreement.partnership.name,
        period=kpi_return.period_code,
        period_in_words=kpi_return.period.label,
        version=kpi_return.version,
        due_on=kpi_return.due_on,
        lines=tuple(lines),
        is_final=kpi_return.is_final,
        lot=agreement.lot,
        sections=sections_of(agreement),
        relations=_related(kpi_return, {line.code for line in lines}),
    )


def terms_of(kpi_return: KpiReturn) -> dict[int, KpiTerms]:
    """The terms of each KPI of the schedule that a return reports, by its id."""
    areas = [served.area_id for served in _areas(kpi_return)]
    return {scheduled.pk: terms for scheduled, terms, _area in _wanted(kpi_return, areas)}


def _wanted(kpi_return: KpiReturn, areas: list[int]) -> Iterator[Wanted]:
    schedule = _schedule(kpi_return)
    return wanted_of(schedule, areas, kpi_return.quarter, kpi_return.frequency)


def _schedule(kpi_return: KpiReturn) -> Iterable[ScheduledKpi]:
    kpis = kpi_return.agreement.kpis.select_related("kpi")
    found: Iterable[ScheduledKpi] = kpis.prefetch_related("terms__definition__breakdown__groups")
    return found


def _areas(kpi_return: KpiReturn) -> list[AgreementArea]:
    return list(kpi_return.agreement.areas.select_related("area").order_by("area__name"))


def _related(kpi_return: KpiReturn, codes: set[str]) -> tuple[Related, ...]:
    """What the library says of several KPIs of which some are asked for."""
    relations = KpiRelation.objects.filter(partnership=kpi_return.agreement.partnership_id)
    said = (
        Related(one.kind, tuple(kpi.code for kpi in one.kpis), one.says)
        for one in relations.prefetch_related("members__kpi")
    )
    return tuple(one for one in said if len(codes & {*one.codes}) > 1)


def _earlier(kpi_return: KpiReturn) -> dict[Key, list[Figure]]:
    """What the provider stands by for the periods before, the latest first; wholes, no groups."""
    period = kpi_return.period
    before = [str(period.shifted(-by)) for by in range(1, PERIODS_COMPARED + 1)]
    figures = (
        Figure.objects.filter(
            kpi_return__agreement=kpi_return.agreement_id,
            kpi_return__period_code__in=before,
            kpi_return__state__in=STANDS,
            group=None,
        )
        .select_related("kpi_return")
        .order_by("-kpi_return__period_code", "-kpi_return__version")
    )
    found: dict[Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        said = found[figure.scheduled_id, figure.area_id]
        if not said or said[-1].kpi_return.period_code != figure.kpi_return.period_code:
            said.append(figure)
    return found
