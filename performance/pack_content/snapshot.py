"""The snapshot a pack is frozen from: everything it says, as plain data, in a settled order.

The same records and the same `at` give the same snapshot.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from accounts.models import Partnership
from commissioning.lifecycles.action import OUTSTANDING
from commissioning.models import BoardAction, Kpi
from commissioning.quarters import Quarter
from contracts.lifecycles.variation_states import APPLIED
from contracts.models import Variation
from performance.models import Reading
from performance.pack_content.matters import (
    VARIED,
    Matter,
    Standing,
    in_order,
    matters_of_kpi,
    matters_of_returns,
)
from performance.queries.ledger import LedgerRow, coverage_of, ledger
from performance.queries.origins import counted
from performance.queries.outcomes import outcome_key, outcome_order, outcome_words
from performance.queries.trails import Trail, attach, quarters_to, trails_of
from performance.queries.trends import as_text, breaks_within, trend_of
from performance.readings.signals import breaks_of, rebases_of
from performance.readings.summing import parents_of
from workflow import calendar, words

Json = dict[str, Any]


def snapshot_of(partnership: Partnership, quarter: str, at: datetime, commentary: str) -> Json:
    """Everything a pack of that quarter says, from the figures accepted by now.

    `at` is the moment it speaks of (what is late, which actions are open). About a dozen queries,
    however many contracts there are.
    """
    quarters = quarters_to(quarter)
    readings = Reading.objects.filter(partnership=partnership, quarter__in=quarters)
    rows = list(readings.select_related("definition", "area", "kpi__outcome").order_by("quarter"))
    known = {row.quarter for row in rows}
    quarters = [q for q in quarters if q >= min(known, default=quarter)]
    kpis = {row.kpi_id: row.kpi for row in rows if row.quarter == quarter}
    trails = {k: t for k, t in trails_of(rows, quarters).items() if k in kpis}
    figures = counted(partnership.pk, list(kpis), quarters)
    every = [trail for of_kpi in trails.values() for trail in of_kpi]
    attach(every, figures, quarters, parents_of(partnership, quarter))
    rows_of_returns = ledger(partnership, quarter, at)
    returns = [_return(row) for row in rows_of_returns]
    return {
        "partnership": {
            "name": partnership.name,
            "short_name": partnership.short_name,
            "slug": partnership.slug,
            "board": partnership.board_name,
        },
        "quarter": quarter,
        "label": Quarter.parse(quarter).label,
        "quarters": quarters,
        "as_at": at.isoformat(),
        "commentary": commentary,
        "coverage": _coverage(rows_of_returns),
        "returns": returns,
        "matters": _matters(partnership, quarter, kpis, trails, returns),
        "outcomes": _outcomes(partnership, kpis, trails, quarters),
        "origins": {origin.figure: origin.kept() for origin in figures},
        "actions": _open_actions(partnership, at),
    }


# --- Returns --------------------------------------------------------------------------------------
def _return(row: LedgerRow) -> Json:
    one = row.shown
    return {
        "id": one.pk,
        "reference": one.agreement.reference,
        "title": one.agreement.title,
        "provider": one.agreement.provider.name,
        "period": one.period.label,
        "state": one.state_label,
        "accepted": row.accepted,
        "wanted": row.is_wanted,
        "waived": row.first.waived_reason,
        "due_on": one.due_on.isoformat(),
        "submitted": row.received,
        "late": row.late,
        "version": one.version,
        "file": one.upload.file.name if one.upload else "",
        "certified_by": str(one.certified_by or ""),
        "certified_at": _iso(one.certified_at),
        "accepted_by": str(one.accepted_by or ""),
        "accepted_at": _iso(one.accepted_at),
    }


def _coverage(rows: Sequence[LedgerRow]) -> Json:
    found = coverage_of(rows)
    names = ("expected", "received", "on_time", "accepted")
    return {name: getattr(found, name) for name in names}


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


# --- What matters ---------------------------------------------------------------------------------
def _matters(
    partnership: Partnership,
    quarter: str,
    kpis: dict[int, Kpi],
    trails: dict[int, list[Trail]],
    returns: Sequence[Json],
) -> list[Json]:
    found: list[Matter] = []
    for kpi in sorted(kpis.values(), key=lambda k: k.code):
        found += matters_of_kpi(kpi, trails[kpi.pk])
    names = ("reference", "provider", "state", "accepted", "late", "waived")
    found += matters_of_returns(Standing(**{name: r[name] for name in names}) for r in returns)
    period = Quarter.parse(quarter)
    varied = Variation.objects.filter(
        agreement__partnership=partnership,
        state__in=APPLIED,
        effective_on__range=(period.start, period.end),
    ).select_related("agreement")
    for one in varied.order_by("effective_on", "pk"):
        day = words.day(one.effective_on)
        found.append(Matter(VARIED, f"{one}, took effect on {day}."))
    return [
        {"kind": m.kind, "sentence": m.sentence, "kpi": m.kpi, "area": m.area}
        for m in in_order(found)
    ]


def _open_actions(partnership: Partnership, at: datetime) -> list[Json]:
    """What earlier meetings asked for and is not done yet."""
    still = BoardAction.objects.filter(partnership=partnership, state__in=OUTSTANDING)
    today = calendar.london_date(at)
    return [
        {
            "id": one.pk,
            "text": one.text,
            "owner": str(one.owner),
            "due_on": one.due_on.isoformat(),
            "late": one.due_on < today,
            "meeting": str(one.meeting or ""),
            "decision": one.decision.text if one.decision else "",
        }
        for one in still.select_related("owner", "meeting__partnership", "decision").order_by(
            "due_on", "pk"
        )
    ]


# --- Outcomes, KPIs, lines ------------------------------------------------------------------------
def _outcomes(
    partnership: Partnership,
    kpis: dict[int, Kpi],
    trails: dict[int, list[Trail]],
    quarters: Sequence[str],
) -> list[Json]:
    breaks = breaks_of(partnership.pk, list(kpis))
    rebases = rebases_of(partnership.pk, list(kpis))
    floor = partnership.coverage_floor
    found: dict[int, Json] = {}
    for kpi in sorted(kpis.values(), key=lambda k: (*outcome_order(k.outcome), k.code)):
        key = outcome_key(kpi.outcome)
        block = found.setdefault(key, {"id": key, "name": outcome_words(kpi.outcome), "kpis": []})
        of_kpi, rebased = trails[kpi.pk], rebases.get((kpi.pk, None), {})
        block["kpis"].append(
            {
                "id": kpi.pk,
                "code": kpi.code,
                "name": kpi.name,
                **_definition(of_kpi),
                "lines": [_line(trail, trail.last) for trail in of_kpi if trail.last is not None],
                "trend": trend_of(of_kpi, quarters, rebased, floor),
                "breaks": breaks_within(breaks.get(kpi.pk, {}), quarters),
            }
        )
    return list(found.values())


def _definition(trails: Sequence[Trail]) -> Json:
    """What the KPI means in the quarter, from the first reading that says so."""
    lasts = [trail.last for trail in trails if trail.last and trail.last.definition]
    definition = lasts[0].definition if lasts and lasts[0] else None
    if definition is None:
        return {
            "unit": "",
            "decimals": 1,
            "polarity": "",
            "roll_up": "",
            "definition": "",
            "source": "",
        }
    measures = definition.numerator_definition
    if definition.denominator_definition:
        measures = f"{measures} ÷ {definition.denominator_definition}"
    return {
        "unit": definition.unit,
        "decimals": definition.decimals,
        "polarity": definition.get_polarity_display(),
        "roll_up": definition.get_roll_up_display(),
        "definition": measures,
        "source": definition.source,
    }


def _line(trail: Trail, row: Reading) -> Json:
    return {
        "area": trail.area,
        "area_name": row.place,
        "value": as_text(row.value),
        "shown": row.shown,
        "parts": row.parts,
        "target": as_text(row.target),
        "target_shown": row.in_words(row.target),
        "rating": row.rating,
        "rating_words": row.get_rating_display(),
        "why": row.why_not_rated,
        "signal": row.signal,
        "turn": row.turn,
        "expected": row.expected,
        "accepted": row.accepted,
        "derived": row.derived,
        "figures": [origin.figure for origin in trail.behind[-1]],
    }
