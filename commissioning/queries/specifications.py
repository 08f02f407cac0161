"""Reading specifications."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from accounts.models import Partnership
from commissioning.lifecycles.specification import UNFINISHED, USABLE
from commissioning.models import Clause, NeedAnswered, Specification
from commissioning.queries.kpis import KpiLine, lines_of
from pages.tables import Stage, stages
from workflow.audit import history
from workflow.lifecycle import state_of
from workflow.models import AuditEntry


def specifications_of(partnership: Partnership) -> QuerySet[Specification]:
    """Every version of every specification, with the counts of its parts."""
    found: QuerySet[Specification] = partnership.specifications.select_related(
        "partnership", "service"
    )
    return found.annotate(
        clause_count=Count("clauses", distinct=True), kpi_count=Count("kpis", distinct=True)
    ).order_by("title", "-version", "pk")


@dataclass(frozen=True)
class SpecificationParts:
    """What a specification's page shows below its head."""

    needs: list[NeedAnswered]
    clauses: list[Clause]
    kpis: list[KpiLine]
    unmeasured: list[Clause]
    other_versions: list[Specification]


def parts_of(spec: Specification) -> SpecificationParts:
    """The needs answered, clauses and KPIs; `unmeasured` are the clauses no KPI measures."""
    needs = spec.needs_answered.select_related(
        "need__partnership", "need__area", "need__outcome", "need__objective"
    )
    clauses = list(spec.clauses.select_related("outcome", "level", "finding__consultation"))
    kpis = lines_of(spec.kpis.all())
    measured = {line.line.clause_id for line in kpis}
    versions = Specification.objects.filter(service=spec.service_id).exclude(pk=spec.pk)
    return SpecificationParts(
        needs=list(needs),
        clauses=clauses,
        kpis=kpis,
        unmeasured=[clause for clause in clauses if clause.pk not in measured],
        other_versions=list(versions.select_related("partnership").order_by("-version")),
    )


def stages_of(spec: Specification) -> list[Stage]:
    """The stepper: the usual path; a superseded version has passed it all."""
    labels = {str(state): str(state.label) for state in spec.States}
    path = [labels[state] for state in spec.path]
    now = labels[state_of(spec)]
    if now not in path:
        path.append(now)
    return stages(path, now)


def history_of(spec: Specification) -> list[AuditEntry]:
    """What was done with the specification itself, newest first."""
    return list(history(spec).order_by("-sequence"))


def sent_back_because(spec: Specification, entries: list[AuditEntry]) -> str:
    """Why it was last sent back, while that still waits to be put right; else empty."""
    if state_of(spec) not in spec.open_to_change:
        return ""
    moved = next((e for e in entries if e.state_from and e.state_from != e.state_to), None)
    return moved.reasons if moved is not None else ""


def may_be_copied(spec: Specification) -> bool:
    """Whether a new version may be drafted from it: it is approved and no other is unfinished."""
    if state_of(spec) not in USABLE:
        return False
    return not Specification.objects.filter(service=spec.service_id, state__in=UNFINISHED).exists()
