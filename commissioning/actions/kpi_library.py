"""Adopting measures of the shipped library, relating KPIs, and keeping breakdowns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from accounts.models import Partnership
from commissioning import shipped
from commissioning.actions.kpis import record_kpi
from commissioning.models import (
    Breakdown,
    BreakdownGroup,
    Kpi,
    KpiRelation,
    KpiRelationMember,
    KpiVersion,
    Outcome,
)
from workflow.door import begin
from workflow.lifecycle import Actor, Refused
from workflow.locking import locked

#: A relation of parts has at least two members; the other kinds have two exactly.
PAIR = 2
MOST_GROUPS = 40
RESTS_ON_TWO = "A relation is between two different KPIs; parts of a whole may be more."


@dataclass
class Adopted:
    """What an adoption has added: KPIs, and relations whose KPIs are now all there."""

    kpis: list[Kpi] = field(default_factory=list)
    relations: list[KpiRelation] = field(default_factory=list)


@transaction.atomic
def adopt(
    trust: Partnership,
    chosen: Mapping[str, Outcome | None],
    *,
    from_quarter: str,
    by: Actor,
    at: datetime,
) -> Adopted:
    """Bring shipped measures into a partnership's library, each serving the outcome given.

    `chosen` is by the measures' keys. What is in the library already is left as it is, so doing it
    twice adds nothing. Raises Refused where a code is used by a KPI of the partnership's own.
    """
    trust, offered = locked(trust), shipped.measures()
    unknown = [key for key in chosen if key not in offered]
    if unknown:
        raise Refused(f"The shipped library has no measure called {', '.join(unknown)}.")
    there = {kpi.shipped_as for kpi in trust.kpis.all()}
    wanted = [offered[key] for key in chosen if key not in there]
    _codes_are_free(trust, wanted)
    adopted = Adopted()
    for measure in wanted:
        outcome = chosen[measure.key]
        adopted.kpis.append(_adopt(trust, measure, outcome, from_quarter, by, at))
    adopted.relations = _relate_all(trust, by, at)
    return adopted


@transaction.atomic
def relate(
    trust: Partnership,
    kind: str,
    kpis: Sequence[Kpi],
    *,
    says: str,
    source: str,
    by: Actor,
    at: datetime,
) -> KpiRelation:
    """State what must hold between the figures of KPIs; the order is that of models/kpi_relation.py.

    Raises Refused unless they are different KPIs, two of them (two or more where they are parts).
    """
    enough = len(kpis) >= PAIR if kind == KpiRelation.Kind.PARTS else len(kpis) == PAIR
    if not enough or len({kpi.pk for kpi in kpis}) != len(kpis):
        raise Refused(RESTS_ON_TWO)
    made = KpiRelation(partnership=trust, kind=kind, says=says, source=source)
    relation = begin(made, by=by, at=at)
    for order, kpi in enumerate(kpis):
        begin(KpiRelationMember(relation=relation, kpi=kpi, order=order), by=by, at=at)
    return relation


@transaction.atomic
def record_breakdown(
    breakdown: Breakdown, groups: Sequence[str], *, by: Actor, at: datetime
) -> Breakdown:
    """Add a breakdown with its groups in their order.

    Raises Refused unless they are two or more, up to forty, each named once.
    """
    names = [" ".join(name.split()) for name in groups if name.strip()]
    if not PAIR <= len(names) <= MOST_GROUPS:
        raise Refused(f"Groups: give from two to {MOST_GROUPS}, one to a line.")
    folded = [name.casefold() for name in names]
    twice = sorted({name for name in names if folded.count(name.casefold()) > 1})
    if twice:
        raise Refused(f"Groups: {', '.join(twice)} stands there more than once. Groups differ.")
    breakdown = begin(breakdown, by=by, at=at)
    for order, name in enumerate(names):
        begin(BreakdownGroup(breakdown=breakdown, name=name, order=order), by=by, at=at)
    return breakdown


def _codes_are_free(trust: Partnership, wanted: Sequence[shipped.Measure]) -> None:
    used = {kpi.code.casefold(): kpi for kpi in trust.kpis.all()}
    clashes = [(m, used[m.code.casefold()]) for m in wanted if m.code.casefold() in used]
    if clashes:
        raise Refused(
            *(
                f"{measure.code}: {kpi.name} of your own library has this code. Change its code "
                "first, or leave this measure out."
                for measure, kpi in clashes
            )
        )


def _adopt(
    trust: Partnership,
    measure: shipped.Measure,
    outcome: Outcome | None,
    from_quarter: str,
    by: Actor,
    at: datetime,
) -> Kpi:
    kpi = Kpi(
        partnership=trust,
        code=measure.code,
        name=measure.name,
        kind=measure.kind,
        national_code=measure.national_code,
        shipped_as=measure.key,
        outcome=outcome,
    )
    breakdown = _breakdown(trust, measure.breakdown, by, at)
    definition = KpiVersion(
        kpi=kpi, from_quarter=from_quarter, breakdown=breakdown, **measure.definition
    )
    return record_kpi(kpi, definition, by=by, at=at)


def _breakdown(trust: Partnership, name: str, by: Actor, at: datetime) -> Breakdown | None:
    """The partnership's breakdown of that name, begun where it has none."""
    if not name:
        return None
    known = trust.breakdowns.filter(name=name).first()
    groups = shipped.breakdowns()[name]
    return known or record_breakdown(Breakdown(partnership=trust, name=name), groups, by=by, at=at)


def _relate_all(trust: Partnership, by: Actor, at: datetime) -> list[KpiRelation]:
    """Begin the shipped relations whose KPIs are all there and that are not there yet."""
    kpis = {kpi.shipped_as: kpi for kpi in trust.kpis.exclude(shipped_as="")}
    known = {
        (one.kind, tuple(kpi.pk for kpi in one.kpis))
        for one in trust.kpi_relations.prefetch_related("members__kpi")
    }
    begun = []
    for relation in shipped.relations():
        members = [kpis[key] for key in relation.keys if key in kpis]
        whole = len(members) == len(relation.keys)
        if whole and (relation.kind, tuple(kpi.pk for kpi in members)) not in known:
            says, source = relation.says, relation.source
            begun.append(
                relate(trust, relation.kind, members, says=says, source=source, by=by, at=at)
            )
    return begun
