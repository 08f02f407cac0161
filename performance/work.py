"""What of this app awaits a visitor: returns to send, certify and accept, packs to prepare and read."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from accounts.gate import Visit
from accounts.roles import Role
from accounts.work import WorkItem, register
from commissioning.quarters import Quarter
from performance.gate import PREPARES_PACKS
from performance.lifecycles.kpi_return import TO_CERTIFY
from performance.models import KpiReturn
from performance.queries import packs, returns
from workflow.calendar import close_of_business


@register
def work_of_provider(visit: Visit) -> list[WorkItem]:
    """Returns to fill in, put right, explain or certify."""
    if visit.organisation is None:
        return []
    certifies = visit.holds(Role.CERTIFIER)
    return [
        WorkItem(
            title=f"{row.record.agreement.title}: {row.record.period.label}",
            url=reverse("performance:portal_return", args=[visit.organisation.slug, row.record.pk]),
            todo=row.todo,
            due=close_of_business(row.record.due_on) if row.has_due_date else None,
            kind="Return",
        )
        for row in returns.for_provider(visit.organisation, visit.at)
        if certifies or row.record.state not in TO_CERTIFY
    ]


@register
def work_of_commissioner(visit: Visit) -> list[WorkItem]:
    """Certified returns to accept or query, and returns nobody has sent."""
    if visit.partnership is None or not visit.holds(Role.COMMISSIONER):
        return []
    waiting = [_item(r, "Accept or query") for r in returns.to_accept(visit.partnership)]
    late = returns.overdue(visit.partnership, visit.at)
    waiting += [_item(r.kpi_return, r.todo) for r in returns.to_answer(visit.partnership)]
    return waiting + [_item(r, "Waive or chase it", close_of_business(r.due_on)) for r in late]


def _item(record: KpiReturn, todo: str, due: datetime | None = None) -> WorkItem:
    title = f"{record.agreement.title}: {record.period.label}"
    return WorkItem(
        title, record.get_absolute_url(), f"{todo} ({record.agreement.provider})", due, "Return"
    )


@register
def work_of_packs(visit: Visit) -> list[WorkItem]:
    """The last quarter's pack to prepare, freeze or issue; for the Board, to read."""
    if visit.partnership is None:
        return []
    items = _to_prepare(visit) if visit.holds(*PREPARES_PACKS) else []
    if visit.holds(Role.BOARD):
        for pack in packs.latest_issued(visit.partnership):
            url = reverse("performance:pack_read", args=[visit.partnership.slug, pack.pk])
            items.append(WorkItem(str(pack), url, "Read the pack before the meeting", kind="Pack"))
    return items


def _to_prepare(visit: Visit) -> list[WorkItem]:
    items = []
    for pack in packs.unfinished(visit.trust):
        todo = packs.next_step(pack, visit.user, visit.at)
        if todo:
            items.append(WorkItem(str(pack), pack.get_absolute_url(), todo, kind="Pack"))
    quarter = packs.quarter_without_pack(visit.trust)
    if quarter:
        url = reverse("performance:pack_add", args=[visit.trust.slug])
        title = f"Performance pack for {Quarter.parse(quarter).label}"
        items.append(WorkItem(title, url, "Begin the pack", kind="Pack"))
    return items
