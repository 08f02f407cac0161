"""Partnerships, providers and the people in them."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime

from django.utils.text import slugify

from accounts.models import Membership, Organisation, Partnership, PartnershipMember, User
from accounts.roles import PROVIDER_ROLES, Role
from workflow.door import begin
from workflow.lifecycle import SYSTEM

#: A Tuesday morning, far from any bank holiday.
AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
#: Since when everyone made here has held their roles.
SINCE = date(2010, 4, 1)

_numbers = itertools.count(1)


def trust(name: str = "Cumbria", slug: str = "cumbria") -> Partnership:
    """A partnership with its lead council."""
    council = Organisation.objects.create(
        name=f"{name} Council", slug=f"{slug}-council", kind=Organisation.Kind.COUNCIL
    )
    partnership = Partnership.objects.create(
        name=f"{name} Children's Trust", short_name=name, slug=slug
    )
    PartnershipMember.objects.create(
        partnership=partnership, organisation=council, part=PartnershipMember.Part.LEAD
    )
    return partnership


def provider(name: str = "Fellside Families") -> Organisation:
    """An organisation that delivers services."""
    return Organisation.objects.create(
        name=name, slug=slugify(name), kind=Organisation.Kind.VOLUNTARY, invented=True
    )


def person(role: Role | str, place: Partnership | Organisation, name: str = "") -> User:
    """A person who holds `role` in a partnership or in a provider's organisation.

    Use `also` to give the same person another role.
    """
    number = next(_numbers)
    named = name or f"{Role(role).label} {number}"
    address = f"{slugify(named)}.{number}@example.org"
    user = User.objects.create_person(address, named, None, invented=True)
    return also(user, role, place)


def also(user: User, role: Role | str, place: Partnership | Organisation) -> User:
    """Give a person one more role; what was read of their standing before is forgotten."""
    if (isinstance(place, Organisation)) != (Role(role) in PROVIDER_ROLES):
        raise ValueError(f"The role {role} is not held in {place}.")
    membership = Membership(person=user, role=Role(role), from_day=SINCE)
    if isinstance(place, Partnership):
        membership.partnership = place
        membership.organisation = _lead(place)
    else:
        membership.organisation = place
    begin(membership, by=SYSTEM, at=AT)
    user.__dict__.pop("standing", None)
    return user


def _lead(partnership: Partnership) -> Organisation:
    return partnership.members.get(part=PartnershipMember.Part.LEAD).organisation
