"""What is done with the KPI schedule and the areas of a drafted agreement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from commissioning.models import Area, Kpi, KpiVersion, Specification
from commissioning.quarters import Quarter
from contracts.models import Agreement, AgreementArea, KpiTerms, ScheduledKpi
from workflow.door import amend, begin, remove
from workflow.lifecycle import Actor, Refused


def first_quarter(agreement: Agreement) -> str:
    """The quarter the agreement starts in."""
    return str(Quarter.containing(agreement.start_on))


def definition_for(kpi: Kpi, quarter: str) -> KpiVersion:
    """What the KPI means in that quarter. Raises Refused when nothing is in force then."""
    version = kpi.version_in(quarter)
    if version is None:
        raise Refused(
            f"KPI {kpi.code} has no definition in force in {quarter}. "
            "Ask an analyst to record one from that quarter or earlier."
        )
    return version


def add_kpi(
    agreement: Agreement,
    kpi: Kpi,
    *,
    target: Decimal,
    tolerance: Decimal | None = None,
    by: Actor,
    at: datetime,
    baseline: Decimal | None = None,
    by_area: bool = True,
    from_quarter: str = "",
) -> ScheduledKpi:
    """Put a KPI on the schedule with its first terms, from the quarter the agreement starts in.

    Target, tolerance and baseline are in the KPI's unit; without a tolerance it is the one of the
    KPI's definition. Raises Refused when it is there already or has no definition then.
    """
    if kpi.partnership_id != agreement.partnership_id:
        raise Refused("Choose a KPI of this partnership's library.")
    quarter = from_quarter or first_quarter(agreement)
    definition = definition_for(kpi, quarter)
    width = definition.tolerance_for(target) if tolerance is None else tolerance
    if width is None:
        raise Refused("Tolerance: the KPI's definition gives none. Fill this in.")
    with transaction.atomic():
        line = ScheduledKpi(
            agreement=agreement, kpi=kpi, by_area=by_area, order=agreement.kpis.count()
        )
        begin(line, by=by, at=at)
        terms = KpiTerms(
            agreement=agreement,
            scheduled=line,
            from_quarter=quarter,
            definition=definition,
            target=target,
            tolerance=width,
            baseline=baseline,
        )
        begin(terms, by=by, at=at)
    return line


def set_terms(
    line: ScheduledKpi,
    *,
    target: Decimal,
    tolerance: Decimal,
    baseline: Decimal | None,
    by_area: bool,
    by: Actor,
    at: datetime,
) -> ScheduledKpi:
    """Change the first terms of a KPI while the agreement is drafted."""
    with transaction.atomic():
        changed = amend(line, by=by, at=at, by_area=by_area)
        terms = changed.terms.first()
        if terms is None:
            quarter = first_quarter(line.agreement)
            terms = KpiTerms(
                agreement=line.agreement,
                scheduled=changed,
                from_quarter=quarter,
                definition=definition_for(line.kpi, quarter),
                target=target,
                tolerance=tolerance,
                baseline=baseline,
            )
            begin(terms, by=by, at=at)
        else:
            amend(terms, by=by, at=at, target=target, tolerance=tolerance, baseline=baseline)
    return changed


def drop_kpi(line: ScheduledKpi, *, by: Actor, at: datetime) -> None:
    """Take a KPI off the schedule while the agreement is drafted."""
    remove(line, by=by, at=at)


def copy_schedule(
    agreement: Agreement, specification: Specification, *, by: Actor, at: datetime
) -> None:
    """Copy the specification's KPIs with target, tolerance and baseline."""
    for wanted in specification.kpis.select_related("kpi").prefetch_related("kpi__versions"):
        add_kpi(
            agreement,
            wanted.kpi,
            target=wanted.target,
            tolerance=wanted.tolerance,
            baseline=wanted.baseline,
            by_area=wanted.by_area,
            by=by,
            at=at,
        )


def choose_areas(
    agreement: Agreement, areas: Iterable[Area], *, by: Actor, at: datetime
) -> list[AgreementArea]:
    """Let the agreement serve exactly these areas. Only the partnership's own can be chosen."""
    wanted = {area.pk: area for area in areas}
    own = set(agreement.partnership.areas.values_list("area_id", flat=True))
    for area in wanted.values():
        if area.pk not in own:
            raise Refused(f"{area} is not an area of this partnership.")
    with transaction.atomic():
        served = {line.area_id: line for line in agreement.areas.all()}
        for pk, line in served.items():
            if pk not in wanted:
                remove(line, by=by, at=at)
        for pk, area in wanted.items():
            if pk not in served:
                begin(AgreementArea(agreement=agreement, area=area), by=by, at=at)
    return list(agreement.areas.select_related("area"))


def move_first_quarter(agreement: Agreement, before: date, *, by: Actor, at: datetime) -> None:
    """Let first terms begin in the quarter of the new start."""
    old, new = str(Quarter.containing(before)), first_quarter(agreement)
    if old == new:
        return
    for terms in agreement.kpi_terms.filter(from_quarter=old).select_related("scheduled__kpi"):
        definition = definition_for(terms.scheduled.kpi, new)
        amend(terms, by=by, at=at, from_quarter=new, definition=definition)
