"""Drafting specifications and their next versions."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commissioning.lifecycles.specification import USABLE
from commissioning.models import (
    Clause,
    NeedAnswered,
    Service,
    Specification,
    SpecificationKpi,
)
from workflow.door import begin
from workflow.lifecycle import Actor, Refused, state_of


@transaction.atomic
def draft_specification(
    spec: Specification, *, new_service: str = "", by: Actor, at: datetime
) -> Specification:
    """Begin a draft for a service, or for a new service named here.

    Its version is the next one of that service. Refused while another version is unfinished.
    """
    if new_service:
        made = Service(partnership=spec.partnership, name=new_service, description=spec.purpose)
        spec.service = begin(made, by=by, at=at)
    spec.version = _next_version(spec.service)
    return begin(spec, by=by, at=at)


@transaction.atomic
def draft_next_version(spec: Specification, *, by: Actor, at: datetime) -> Specification:
    """Copy an approved specification, with its clauses, needs and KPIs, into a new draft."""
    if state_of(spec) not in USABLE:
        raise Refused("A new version is drafted from an approved one.")
    draft = Specification(
        partnership=spec.partnership,
        service=spec.service,
        title=spec.title,
        version=_next_version(spec.service),
        purpose=spec.purpose,
        start_on=spec.start_on,
    )
    begin(draft, by=by, at=at, reasons=f"Copied from version {spec.version}.")
    clauses = {clause.pk: _copy(clause, draft, by, at) for clause in spec.clauses.all()}
    for answered in spec.needs_answered.select_related("need"):
        begin(NeedAnswered(specification=draft, need=answered.need), by=by, at=at)
    for line in spec.kpis.select_related("kpi"):
        copied = SpecificationKpi(
            specification=draft,
            clause=clauses.get(line.clause_id or 0),
            kpi=line.kpi,
            target=line.target,
            tolerance=line.tolerance,
            baseline=line.baseline,
            by_area=line.by_area,
        )
        begin(copied, by=by, at=at)
    return draft


def _copy(clause: Clause, draft: Specification, by: Actor, at: datetime) -> Clause:
    copied = Clause(
        specification=draft,
        number=clause.number,
        heading=clause.heading,
        text=clause.text,
        outcome=clause.outcome,
        level=clause.level,
        finding=clause.finding,
    )
    return begin(copied, by=by, at=at)


def _next_version(service: Service) -> int:
    latest = service.specifications.order_by("-version").first()
    return latest.version + 1 if latest else 1
