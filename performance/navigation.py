"""What the app adds to the navigation and to Your work, for returns."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from accounts import work
from accounts.gate import Visit
from accounts.roles import Role
from accounts.work import WorkItem
from pages.navigation import NavItem, register
from performance.gate import WORKS_WITH_RETURNS
from performance.lifecycles.kpi_return import TO_CERTIFY
from performance.models import KpiReturn
from performance.queries import returns
from workflow.calendar import close_of_business


@register
def navigation(visit: Visit) -> list[NavItem]:
    """Returns, for those who work with them on either side."""
    if visit.organisation is not None:
        return [
            NavItem(
                "Returns", reverse("performance:portal_returns", args=[visit.organisation.slug])
            )
        ]
    if visit.partnership is not None and visit.holds(*WORKS_WITH_RETURNS):
        return [NavItem("Returns", reverse("performance:returns", args=[visit.partnership.slug]))]
    return []


@work.register
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


@work.register
def work_of_commissioner(visit: Visit) -> list[WorkItem]:
    """Certified returns to accept or query, and returns nobody has sent."""
    if visit.partnership is None or not visit.holds(Role.COMMISSIONER):
        return []
    waiting = [_item(r, "Accept or query") for r in returns.to_accept(visit.partnership)]
    late = returns.overdue(visit.partnership, visit.at)
    return waiting + [
        _item(r, "Remind the provider, or waive it", close_of_business(r.due_on)) for r in late
    ]


def _item(record: KpiReturn, todo: str, due: datetime | None = None) -> WorkItem:
    title = f"{record.agreement.title}: {record.period.label}"
    return WorkItem(
        title, record.get_absolute_url(), f"{todo} ({record.agreement.provider})", due, "Return"
    )
