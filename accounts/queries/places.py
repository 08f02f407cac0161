"""Reading people's places and notices."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.gate import Visit
from accounts.models import Organisation, Partnership, User
from workflow.models import Notice

#: How long news is shown.
NEWS_LASTS = timedelta(days=31)


def places_of(person: User, at: datetime) -> list[Partnership | Organisation]:
    """The partnerships and provider organisations a person belongs to at that moment."""
    places: dict[tuple[str, int], Partnership | Organisation] = {}
    for membership in person.memberships_at(at):
        place = membership.partnership or membership.organisation
        places[type(place).__name__, place.pk] = place
    return sorted(places.values(), key=str)


def notices_of(visit: Visit, limit: int = 10) -> list[Notice]:
    """What the visitor was told in the last month: here only, for a partnership's person."""
    told = visit.user.notices.filter(at__gt=visit.at - NEWS_LASTS, at__lte=visit.at)
    if visit.partnership is not None:
        told = told.filter(tenant=str(visit.partnership.pk))
    return list(told[:limit])
