"""What the app adds to the navigation and to Your work, for oversight and packs."""

from __future__ import annotations

from django.urls import reverse

from accounts import work
from accounts.gate import Visit
from accounts.roles import Role
from accounts.work import WorkItem
from commissioning.quarters import Quarter
from pages.navigation import NavItem, register
from performance.gate import OVERSEES, PREPARES_PACKS
from performance.queries import packs


@register
def navigation(visit: Visit) -> list[NavItem]:
    """Oversight and packs, for those who look at them."""
    if visit.partnership is None or not visit.holds(*OVERSEES):
        return []
    slug = visit.partnership.slug
    return [
        NavItem("Oversight", reverse("performance:oversight", args=[slug])),
        NavItem("Packs", reverse("performance:packs", args=[slug])),
    ]


@work.register
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
