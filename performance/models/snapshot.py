"""The snapshot a pack is frozen from: everything it says, as plain data, in a settled order.

The same records and the same `at` give the same snapshot.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import Partnership
from commissioning.lifecycles.action import OUTSTANDING
from commissioning.models import BoardAction, Kpi
from commissioning.quarters import Quarter
from contracts.lifecycles.variation_states import APPLIED
from contracts.models import Variation
from performance.models.kpi_return import KpiReturn
from performance.models.ledger import LedgerRow, coverage_of, ledger_rows
from performance.models.matters import (
    VARIED,
    Matter,
    Standing,
    in_order,
    matters_of_kpi,
    matters_of_returns,
)
from performance.models.oversight import Reading
from performance.models.signals import breaks_of, chart_of, rebases_of
from performance.models.summing import parents_of
from performance.models.trail import Source, Trail, attach, quarters_to, sources_of, trails_of
from performance.values import in_words, parts_in_words
from workflow import calendar, words

Json = dict[str, Any]
WHOLE = "Whole partnership"
#: Series one chart can tell apart.
MOST_SERIES = 6


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
    sources = sources_of(partnership.pk, list(kpis), quarters)
    every = [trail for of_kpi in trails.values() for trail in of_kpi]
    attach(every, sources, quarters, parents_of(partnership, quarter))
    rows_of_returns = ledger_of(partnership, quarter, at)
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
        "sources": {str(s.figure): source_of(s) for s in sources},
        "actions": _open_actions(partnership, at),
    }


# --- Returns --------------------------------------------------------------------------------------
def ledger_of(partnership: Partnership, quarter: str, at: datetime) -> list[LedgerRow]:
    """The returns of the quarter, by agreement, as they stand at that moment."""
    returns = KpiReturn.objects.filter(agreement__partnership=partnership, quarter=quarter)
    people = ("certified_by", "accepted_by")
    returns = returns.select_related("agreement__provider", "upload__file", *people)
    return ledger_rows(returns.order_by("agreement__reference", "version"), at)


def _return(row: LedgerRow) -> Json:
    one = row.shown
    return {
        "id": one.pk,
        "reference": one.agreement.reference,
        "title": one.agreement.title,
        "provider": one.agreement.provider.name,
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
    found: dict[int, Json] = {}
    order = sorted(
        kpis.values(),
        key=lambda k: (
            k.outcome is None,
            k.outcome.order if k.outcome else 0,
            str(k.outcome),
            k.code,
        ),
    )
    for kpi in order:
        outcome = kpi.outcome
        block = found.setdefault(
            outcome.pk if outcome else 0,
            {
                "id": outcome.pk if outcome else 0,
                "name": str(outcome or "KPIs without an outcome"),
                "kpis": [],
            },
        )
        changes = {
            q: w for q, w in breaks.get(kpi.pk, {}).items() if quarters[0] < q <= quarters[-1]
        }
        block["kpis"].append(
            {
                "id": kpi.pk,
                "code": kpi.code,
                "name": kpi.name,
                **definition_of(trails[kpi.pk]),
                "lines": [_line(trail) for trail in trails[kpi.pk] if trail.last is not None],
                "trend": _trend(trails[kpi.pk], quarters, rebases.get((kpi.pk, None), {})),
                "breaks": [{"quarter": q, "label": changes[q]} for q in sorted(changes)],
            }
        )
    return list(found.values())


def definition_of(trails: Sequence[Trail]) -> Json:
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
    words = definition.numerator_definition
    if definition.denominator_definition:
        words = f"{words} ÷ {definition.denominator_definition}"
    return {
        "unit": definition.unit,
        "decimals": definition.decimals,
        "polarity": definition.get_polarity_display(),
        "roll_up": definition.get_roll_up_display(),
        "definition": words,
        "source": definition.source,
    }


def _line(trail: Trail) -> Json:
    row = trail.last
    assert row is not None  # noqa: S101 - lines are made of readings only
    return {
        "area": trail.area,
        "area_name": str(row.area) if row.area else WHOLE,
        "value": as_text(row.value),
        "shown": said_of(row),
        "parts": parts_in_words(row.numerator, row.denominator),
        "target": as_text(row.target),
        "target_shown": words_of(row, row.target),
        "rating": row.rating,
        "rating_words": row.get_rating_display(),
        "why": row.why_not_rated,
        "signal": row.signal,
        "turn": row.turn,
        "expected": row.expected,
        "accepted": row.accepted,
        "derived": row.derived,
        "figures": [source.figure for source in trail.sources[-1]],
    }


def said_of(row: Reading) -> str:
    """The value as people read it, or how far it may reach, or that there is none."""
    if row.value is None and row.reach is not None:
        return f"up to {words_of(row, row.reach)}"
    return words_of(row, row.value) or "No value"


def words_of(row: Reading, value: Decimal | None) -> str:
    if row.definition is None:
        return ""
    return in_words(row.definition.unit, row.definition.decimals, value)


def as_text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def charted(trails: Sequence[Trail]) -> list[Trail]:
    """The trails a KPI's chart shows: the whole where it can be added up, else the areas."""
    whole = [t for t in trails if t.area is None and any(v is not None for v in t.values)]
    areas = [t for t in trails if t.area is not None and any(v is not None for v in t.values)]
    return whole or areas[:MOST_SERIES]


def _trend(trails: Sequence[Trail], quarters: Sequence[str], rebased: dict[str, str]) -> Json:
    shown = charted(trails)
    return {
        "series": [series_of(trail) for trail in shown],
        "targets": [as_text(target) for target in shown[0].targets] if shown else [],
        "limits": limits_of(shown[0], quarters, rebased) if len(shown) == 1 else [],
    }


def series_of(trail: Trail) -> Json:
    row = next(r for r in trail.readings if r is not None)
    return {
        "area": trail.area,
        "name": str(row.area) if row.area else WHOLE,
        "values": [as_text(value) for value in trail.values],
        "shown": [said_of(r) if r else "" for r in trail.readings],
        "figures": [[source.figure for source in behind] for behind in trail.sources],
        "signals": [r.signal if r else "" for r in trail.readings],
    }


def limits_of(trail: Trail, quarters: Sequence[str], rebased: dict[str, str]) -> list[Json | None]:
    """Mean and control limits for each quarter, where there are any."""
    present = [row for row in trail.readings if row is not None]
    marks = dict(zip((r.quarter for r in present), chart_of(present, rebased).marks, strict=True))
    found: list[Json | None] = []
    for quarter in quarters:
        mark = marks.get(quarter)
        if mark is None or mark.mean is None:
            found.append(None)
        else:
            edges = {"mean": mark.mean, "lower": mark.lower, "upper": mark.upper}
            found.append({k: f"{v:.4f}" for k, v in edges.items() if v is not None})
    return found


def source_of(source: Source) -> Json:
    return {
        "kpi": source.kpi,
        "area": source.area_name or WHOLE,
        "quarter": source.quarter,
        "parts": parts_in_words(source.numerator, source.denominator),
        "status": source.status,
        "sheet": source.sheet,
        "cell": source.cell,
        "return": source.kpi_return,
        "version": source.version,
        "agreement": source.reference,
        "provider": source.provider,
        "file": source.file_name,
        "sha256": source.sha256,
        "certified_by": source.certified_by,
        "certified_at": _iso(source.certified_at),
        "accepted_by": source.accepted_by,
        "accepted_at": _iso(source.accepted_at),
    }
