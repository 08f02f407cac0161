"""The entries of this app in the navigation, and in Your work. Read at start-up."""

from typing import Any

from django.urls import reverse

from accounts.queries.set_up import SETS_UP, intakes_of, is_empty
from accounts.roles import Role
from accounts.work import WorkItem
from accounts.work import register as register_work
from pages.navigation import NavItem, register, register_last


@register
def your_work(visit: Any) -> list[NavItem]:
    """The first entry for everyone: Your work."""
    if visit.partnership is not None:
        url = reverse("accounts:partnership_home", args=[visit.partnership.slug])
    elif visit.organisation is not None:
        url = reverse("accounts:provider_home", args=[visit.organisation.slug])
    else:
        return []
    return [NavItem("Your work", url)]


@register_last
def people(visit: Any) -> list[NavItem]:
    """People and Set up for administrators, Colleagues and Programs for a provider's certifiers."""
    if visit.partnership is not None and visit.holds(Role.ADMINISTRATOR):
        slug = visit.partnership.slug
        return [
            NavItem("People", reverse("accounts:people", args=[slug])),
            NavItem("Set up", reverse("accounts:set_up", args=[slug])),
        ]
    if visit.organisation is not None and visit.holds(Role.CERTIFIER):
        slug = visit.organisation.slug
        return [
            NavItem("Colleagues", reverse("accounts:colleagues", args=[slug])),
            NavItem("Programs", reverse("accounts:programs", args=[slug])),
        ]
    return []


@register_work
def setting_up(visit: Any) -> list[WorkItem]:
    """Setting up, in a partnership that has nothing yet; files not taken."""
    if visit.partnership is None or not visit.holds(*SETS_UP):
        return []
    url = reverse("accounts:set_up", args=[visit.trust.slug])
    ready = [
        WorkItem(str(one), one.get_absolute_url(), "Look at it, then bring it in", kind="Set up")
        for one in intakes_of(visit).filter(sent_by=visit.user, applied_at=None)[:5]
        if one.waits
    ]
    if is_empty(visit):
        first = "people, areas" if visit.holds(Role.ADMINISTRATOR) else "areas"
        todo = f"Bring in {first} and outcomes"
        return [WorkItem(f"Set up {visit.trust.short_name}", url, todo, kind="Set up"), *ready]
    return ready
