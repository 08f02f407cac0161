"""What is done about packs: prepare, comment, build the workbook, build one without keeping it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import Partnership
from commissioning.quarters import Quarter
from performance.digests import sha256_of
from performance.lifecycles.pack import SETTLED
from performance.models import KpiReturn, Pack, PackNumber
from performance.origin import figure_of_key
from performance.pack_content.snapshot import snapshot_of
from performance.pack_workbook import Layout, Number, lay_out, write
from performance.queries.packs import quarters_with_figures
from workflow.door import amend, begin, take
from workflow.files import keep
from workflow.lifecycle import SYSTEM, Actor, Deed, Refused
from workflow.models import Job

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Built:
    """A workbook, and where its numbers stand."""

    content: bytes
    numbers: tuple[Number, ...]


def prepare(partnership: Partnership, quarter: str, *, by: Actor, at: datetime) -> Pack:
    """Begin the next version of a quarter's pack. Raises Refused while one is being prepared."""
    if quarter not in quarters_with_figures(partnership):
        raise Refused(f"No return for {quarter} has been accepted yet. Accept one first.")
    earlier = Pack.objects.filter(partnership=partnership, quarter=quarter)
    latest = earlier.order_by("-version").first()
    if latest is not None and not latest.for_board:
        raise Refused(f"{latest} is still being prepared. Finish that one.")
    version = latest.version + 1 if latest is not None else 1
    return begin(Pack(partnership=partnership, quarter=quarter, version=version), by=by, at=at)


def write_commentary(pack: Pack, text: str, *, by: Actor, at: datetime) -> Pack:
    """Say in words what matters this quarter, while the pack is being prepared."""
    return amend(pack, by=by, at=at, commentary=text.strip())


def keep_snapshot(pack: Pack, deed: Deed) -> None:
    """Keep everything a pack being frozen says, and ask for its workbook: part of that step."""
    pack.snapshot = snapshot_of(pack.partnership, pack.quarter, deed.at, pack.commentary)
    pack.snapshot_sha256 = sha256_of(pack.snapshot)
    pack.save()
    pack.ask_for_workbook(by=deed.by, at=deed.at)


def supersede_others(pack: Pack, deed: Deed) -> None:
    """Supersede the pack that was the Board's until this one was issued: part of that step."""
    for other in pack.others_issued():
        take(other, "supersede", by=deed.by, at=deed.at)


def build(pack: Pack) -> Built:
    """Build the workbook of a frozen pack from its snapshot alone. Slow; changes nothing."""
    if not pack.settled or pack.frozen_at is None:
        raise Refused("Freeze the figures first: the workbook is built from them.")
    layout = lay_out(pack.snapshot)
    return Built(_written(layout, pack.frozen_at), tuple(layout.numbers))


def keep_built(pack: Pack, built: Built, *, at: datetime) -> Pack:
    """Keep the workbook with its numbers, once: a pack that has one already keeps it."""
    pack.refresh_from_db()
    if pack.workbook_id:
        return pack
    name = f"Performance pack {pack.quarter} version {pack.version} restricted.xlsx"
    stored = keep(
        built.content,
        name=name,
        content_type=XLSX,
        by=SYSTEM,
        at=at,
        tenant=pack.partnership.slug,
    )
    numbers = [_row(pack, number) for number in built.numbers]
    return take(pack, "keep_workbook", by=SYSTEM, at=at, workbook=stored, numbers=numbers)


def ask_again(pack: Pack, *, by: Actor, at: datetime) -> Job:
    """Ask once more for a workbook that was not built. Raises Refused when there is nothing to do."""
    if pack.workbook_id or pack.state not in SETTLED:
        raise Refused("There is no workbook to build: it is there, or the figures are not frozen.")
    return pack.ask_for_workbook(by=by, at=at)


def build_unkept(partnership: Partnership, quarter: str) -> Built:
    """A pack's workbook straight from the accepted figures, without keeping any record.

    Its moment is when the last return was accepted, so that the same data give the same bytes.
    """
    accepted = KpiReturn.objects.filter(agreement__partnership=partnership)
    accepted = accepted.filter(accepted_at__isnull=False)
    last = accepted.order_by("-accepted_at").values_list("accepted_at", flat=True).first()
    if last is None or quarter not in quarters_with_figures(partnership):
        raise Refused(f"No return for {quarter} has been accepted.")
    layout = lay_out(snapshot_of(partnership, quarter, last, ""))
    return Built(_written(layout, last), tuple(layout.numbers))


def _written(layout: Layout, made_at: datetime) -> bytes:
    slug: Any = layout.snapshot["partnership"]["slug"]
    return write(
        layout,
        made_at=made_at,
        figure_path=lambda figure: reverse(
            "performance:figure", args=[slug, *figure_of_key(figure)]
        ),
    )


def _row(pack: Pack, number: Number) -> PackNumber:
    return PackNumber(
        pack=pack,
        sheet=number.sheet,
        cell=number.cell,
        label=number.label[:400],
        shown=number.shown[:60],
        kpi_id=number.kpi,
        outcome_id=number.outcome or None,
        area_id=number.area,
        quarter=number.quarter,
        figures=list(number.figures),
    )


def quarter_named(partnership: Partnership, period: str) -> str:
    """The quarter a person means by "latest" or "2025-26Q2". Raises Refused, saying which there are."""
    known = quarters_with_figures(partnership)
    if not known:
        raise Refused(f"No return of {partnership} has been accepted yet.")
    if period == "latest":
        return known[0]
    try:
        named = str(Quarter.parse(period))
    except ValueError as error:
        raise Refused(str(error)) from error
    if named not in known:
        raise Refused(f"No return for {named} has been accepted. There are: {', '.join(known)}.")
    return named
