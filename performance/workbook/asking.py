"""What a return asks for, read from the agreement's schedule and its earlier returns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from commissioning.quarters import Quarter
from contracts.models import AgreementArea, KpiTerms, ScheduledKpi
from performance.lifecycles.kpi_return import STANDS
from performance.models import Figure, KpiReturn
from performance.reference import QUARTERS_COMPARED
from performance.wanted import wanted_of
from performance.workbook.definition import WHOLE_AGREEMENT, Asked, Earlier, Line

Key = tuple[int, int | None]


def asked_of(kpi_return: KpiReturn) -> Asked:
    """The lines a return asks for: each KPI with terms in its quarter, in each area it serves."""
    agreement = kpi_return.agreement
    areas = {served.area_id: served.area.name for served in _areas(kpi_return)}
    earlier = _earlier(kpi_return)
    before = str(kpi_return.period.shifted(-1))
    lines = []
    for scheduled, terms, area_id in wanted_of(_schedule(kpi_return), [*areas], kpi_return.quarter):
        version, kpi = terms.definition, scheduled.kpi
        area = WHOLE_AGREEMENT if area_id is None else areas[area_id]
        said = [
            Earlier(f.kpi_return.quarter, f.numerator, f.denominator, f.value(version))
            for f in earlier[scheduled.pk, area_id]
        ]
        lines.append(
            Line(scheduled.pk, area_id, kpi.code, kpi.name, area, version, tuple(said), before)
        )
    return Asked(
        agreement=agreement.reference,
        title=agreement.title,
        provider=agreement.provider.name,
        partnership=agreement.partnership.name,
        quarter=kpi_return.quarter,
        quarter_in_words=kpi_return.period.label,
        version=kpi_return.version,
        due_on=kpi_return.due_on,
        lines=tuple(lines),
    )


def terms_of(kpi_return: KpiReturn) -> dict[int, KpiTerms]:
    """The terms of each KPI of the schedule that is reported in a return's quarter, by its id."""
    areas = [served.area_id for served in _areas(kpi_return)]
    wanted = wanted_of(_schedule(kpi_return), areas, kpi_return.quarter)
    return {scheduled.pk: terms for scheduled, terms, _area in wanted}


def _schedule(kpi_return: KpiReturn) -> Iterable[ScheduledKpi]:
    kpis = kpi_return.agreement.kpis.select_related("kpi")
    found: Iterable[ScheduledKpi] = kpis.prefetch_related("terms__definition")
    return found


def _areas(kpi_return: KpiReturn) -> list[AgreementArea]:
    return list(kpi_return.agreement.areas.select_related("area").order_by("area__name"))


def _earlier(kpi_return: KpiReturn) -> dict[Key, list[Figure]]:
    """What the provider stands by for the quarters before, the latest first."""
    quarter: Quarter = kpi_return.period
    figures = (
        Figure.objects.filter(
            kpi_return__agreement=kpi_return.agreement_id,
            kpi_return__quarter__lt=str(quarter),
            kpi_return__quarter__gte=str(quarter.shifted(-QUARTERS_COMPARED)),
            kpi_return__state__in=STANDS,
        )
        .select_related("kpi_return")
        .order_by("-kpi_return__quarter", "-kpi_return__version")
    )
    found: dict[Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        said = found[figure.scheduled_id, figure.area_id]
        if not said or said[-1].kpi_return.quarter != figure.kpi_return.quarter:
            said.append(figure)
    return found
