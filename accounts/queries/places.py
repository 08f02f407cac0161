"""Reading people's places and notices."""

from __future__ import annotations

from datetime import datetime

from accounts.models import Organisation, Partnership, User
from workflow.models import Notice


def places_of(person: User, at: datetime) -> list[Partnership | Organisation]:
    """The partnerships and provider organisations a person belongs to at that moment."""
    places: dict[tuple[str, int], Partnership | Organisation] = {}
    for membership in person.memberships_at(at):
        place = membership.partnership or membership.organisation
        places[type(place).__name__, place.pk] = place
    return sorted(places.values(), key=str)


def notices_of(person: User, limit: int = 10) -> list[Notice]:
    """The latest things the person was told."""
    return list(person.notices.all()[:limit])
