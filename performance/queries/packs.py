"""Reading packs: the list, what a pack says on screen, where a number comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from accounts.gate import Visit
from accounts.models import Partnership, User
from accounts.roles import Role
from commissioning.models import Meeting
from pages.charts import LineChart
from performance.lifecycles.kpi_return import REPLACED
from performance.lifecycles.pack import CURRENT, READABLE_BY_BOARD
from performance.models import KpiReturn, Pack, PackNumber, Reading
from performance.origin import Origin, origin_kept
from performance.pack_workbook import Layout, Number, lay_out
from performance.queries.charts import trend_chart
from performance.queries.ledger import ledger
from performance.queries.oversight import WHOLE
from workflow.calendar import london_date
from workflow.door import actions_for
from workflow.models import Job

Json = dict[str, Any]


def quarters_with_figures(partnership: Partnership) -> list[str]:
    """Quarters with at least one accepted return, the latest first."""
    counted = Reading.objects.filter(partnership=partnership, accepted__gt=0)
    return list(counted.order_by("-quarter").values_list("quarter", flat=True).distinct())


def quarter_without_pack(trust: Partnership) -> str:
    """The latest quarter with accepted figures, if it has no pack yet; "" if it has."""
    latest = next(iter(quarters_with_figures(trust)), "")
    if not latest or Pack.objects.filter(partnership=trust, quarter=latest).exists():
        return ""
    return latest


def unfinished(trust: Partnership) -> list[Pack]:
    """Packs being prepared, or frozen and not issued."""
    packs = Pack.objects.filter(partnership=trust).exclude(state__in=READABLE_BY_BOARD)
    return list(packs.select_related("partnership"))


def missing(pack: Pack, at: datetime) -> list[str]:
    """What a pack frozen now would not have: returns not accepted, its commentary."""
    rows = [r for r in ledger(pack.partnership, pack.quarter, at) if r.is_wanted and not r.accepted]
    found = [
        f"The return of {r.latest.agreement.reference} ({r.latest.agreement.provider}): "
        f"{r.latest.state_label.lower()}."
        for r in rows
    ]
    return found if pack.commentary else [*found, "The commentary: not written yet."]


def next_step(pack: Pack, person: User, at: datetime) -> str:
    """What the person can do with it now, in words; "" when it is another's turn."""
    mine = [action for action in actions_for(pack, person, at) if action.allowed]
    if not mine:
        return ""
    return mine[0].blocked[0] if mine[0].blocked else mine[0].label


def latest_issued(trust: Partnership) -> list[Pack]:
    """The issued pack of the latest quarter that has one."""
    issued = Pack.objects.filter(partnership=trust, state__in=CURRENT).order_by("-quarter")
    return list(issued.select_related("partnership")[:1])


def job_of(pack: Pack) -> Job | None:
    """The latest job that was asked to build the pack's workbook."""
    return Job.objects.filter(kind="build_pack", key=f"pack:{pack.pk}").order_by("-pk").first()


# --- Reading a pack -------------------------------------------------------------------------------
@dataclass(frozen=True)
class ReadLine:
    """A KPI in an area as the pack says it, with the page of its number."""

    line: Json
    number_url: str


@dataclass(frozen=True)
class ReadKpi:
    """A KPI of the pack: its lines and its trend."""

    kpi: Json
    lines: list[ReadLine]
    chart: LineChart | None


@dataclass(frozen=True)
class ReadOutcome:
    """An outcome of the pack."""

    name: str
    kpis: list[ReadKpi]


@dataclass(frozen=True)
class ReadMatter:
    """A sentence of what matters, and where to look."""

    kind: str
    sentence: str
    url: str


@dataclass(frozen=True)
class Corrected:
    """A number that has changed since the pack was frozen."""

    label: str
    was: str
    now: str
    url: str


@dataclass(frozen=True)
class PackReading:
    """A pack as it is read on screen."""

    snapshot: Json
    matters: list[ReadMatter]
    outcomes: list[ReadOutcome]
    corrected: list[Corrected]
    actions: list[Json]
    as_at: datetime


def read(pack: Pack) -> PackReading:
    """A settled pack on screen, from its snapshot. Three queries at most."""
    layout = lay_out(pack.snapshot)
    slug = pack.partnership.slug
    return PackReading(
        snapshot=pack.snapshot,
        matters=[_matter(one, slug, pack.quarter) for one in pack.snapshot["matters"]],
        outcomes=[
            ReadOutcome(one["name"], [_read_kpi(pack, layout, kpi) for kpi in one["kpis"]])
            for one in pack.snapshot["outcomes"]
        ],
        corrected=corrected(pack, layout),
        actions=[
            {**one, "due": date.fromisoformat(one["due_on"])} for one in pack.snapshot["actions"]
        ],
        as_at=datetime.fromisoformat(pack.snapshot["as_at"]),
    )


def _matter(one: Json, slug: str, quarter: str) -> ReadMatter:
    if one["kpi"] is None:
        return ReadMatter(one["kind"], one["sentence"], "")
    area = WHOLE if one["area"] is None else one["area"]
    url = reverse("performance:oversight_kpi", args=[slug, one["kpi"]])
    return ReadMatter(one["kind"], one["sentence"], f"{url}?area={area}&quarter={quarter}")


def _read_kpi(pack: Pack, layout: Layout, kpi: Json) -> ReadKpi:
    lines = []
    for line in kpi["lines"]:
        number = layout.number_of(kpi["id"], line["area"])
        lines.append(ReadLine(line, _number_url(pack, number) if number else ""))
    chart = trend_chart(
        f"trend-{kpi['id']}",
        kpi["name"],
        kpi["trend"],
        pack.snapshot["quarters"],
        kpi["breaks"],
        unit=kpi["unit"],
        decimals=kpi["decimals"],
    )
    return ReadKpi(kpi, lines, chart)


def _number_url(pack: Pack, number: Number) -> str:
    """The page of a number; there is one once the workbook is built."""
    if not pack.workbook_id:
        return ""
    args = [pack.partnership.slug, pack.pk, number.sheet, number.cell]
    return reverse("performance:pack_number", args=args)


# --- Since it was frozen --------------------------------------------------------------------------
def replaced_returns(snapshot: Json) -> set[int]:
    """Returns behind a snapshot that a correction has taken the place of since."""
    behind = {origin["kpi_return"] for origin in snapshot["origins"].values()}
    return set(
        KpiReturn.objects.filter(pk__in=behind, state__in=REPLACED).values_list("pk", flat=True)
    )


def corrected(pack: Pack, layout: Layout) -> list[Corrected]:
    """The numbers of a pack that have changed since it was frozen, each once."""
    replaced = replaced_returns(pack.snapshot)
    if not replaced:
        return []
    origins = pack.snapshot["origins"]
    touched = {figure for figure, one in origins.items() if one["kpi_return"] in replaced}
    numbers: dict[tuple[int, int | None, str], Number] = {}
    for number in layout.numbers:
        if touched & set(number.figures):
            numbers.setdefault((number.kpi, number.area, number.quarter), number)
    now = _as_now(pack, numbers)
    return [
        Corrected(
            number.label.removesuffix(", trend"),
            number.shown,
            now.get(key, "No value"),
            _number_url(pack, number),
        )
        for key, number in numbers.items()
        if now.get(key, "No value") != number.shown
    ]


def _as_now(pack: Pack, keys: Iterable[tuple[int, int | None, str]]) -> dict[Any, str]:
    """What the same numbers say now."""
    wanted = set(keys)
    rows = Reading.objects.filter(
        partnership=pack.partnership_id,
        kpi__in={kpi for kpi, _area, _quarter in wanted},
        quarter__in={quarter for _kpi, _area, quarter in wanted},
    ).select_related("definition")
    return {(row.kpi_id, row.area_id, row.quarter): row.shown for row in rows}


# --- One number -----------------------------------------------------------------------------------
def behind(number: PackNumber) -> list[tuple[Origin, bool]]:
    """The figures behind a number, as its pack was frozen, and whether each has been replaced since."""
    snapshot = number.pack.snapshot
    replaced = replaced_returns(snapshot)
    found = [origin_kept(snapshot["origins"][figure]) for figure in number.figures]
    return [(origin, origin.kpi_return in replaced) for origin in found]


def meeting_to_decide(visit: Visit) -> Meeting | None:
    """The Board's latest meeting, for those who may record its decisions; None for others."""
    if not visit.holds(Role.COMMISSIONER, Role.BOARD):
        return None
    held = Meeting.objects.filter(partnership=visit.trust, held_on__lte=london_date(visit.at))
    return held.select_related("partnership").order_by("-held_on").first()
