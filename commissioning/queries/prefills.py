"""What a form is filled in with, from the page one came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.gate import Visit
from commissioning import gate
from commissioning.queries.indicators import evidence_for, lens_of
from pages.numbers import whole_number


def need_from(visit: Visit, asked: Mapping[str, str]) -> dict[str, Any]:
    """First values of a need's form: `indicator` and `area`, or `decision`, by their numbers.

    A number of no record of this partnership is a 404, as anywhere.
    """
    filled: dict[str, Any] = {}
    indicator, decision = (whole_number(asked.get(name, "")) for name in ("indicator", "decision"))
    if indicator is not None:
        filled |= _from_indicator(visit, indicator, asked.get("area", ""))
    if decision is not None:
        filled |= _from_decision(visit, decision)
    return filled


def _from_indicator(visit: Visit, pk: int, area_number: str) -> dict[str, Any]:
    indicator = gate.indicator(visit, pk)
    filled: dict[str, Any] = {"indicator": indicator.pk}
    objective = indicator.objectives.filter(partnership=visit.trust).first()
    if objective is not None:
        filled |= {"objective": objective.pk, "outcome": objective.outcome_id}
    lens = lens_of(visit.trust)
    area = next((a for a in lens.local if str(a.pk) == area_number), None)
    if area is not None:
        filled["area"] = area.pk
        filled["title"] = f"{indicator.name} in {area}"
        filled["evidence"] = evidence_for(indicator, area, lens)
    return filled


def _from_decision(visit: Visit, pk: int) -> dict[str, Any]:
    decision = gate.decision(visit, pk)
    return {
        "decision": decision.pk,
        "outcome": decision.outcome_id,
        "area": decision.area_id,
        "statement": decision.text,
        "evidence": f"Decided by {decision.meeting}.",
    }
