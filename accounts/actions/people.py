"""Giving people their roles, and ending them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from accounts.models import Membership, Organisation, Partnership, User
from accounts.models.user import plain_address
from accounts.roles import Role
from workflow.calendar import london_date
from workflow.door import amend, begin
from workflow.lifecycle import Actor, Refused


def give_role(
    person: User,
    role: Role | str,
    *,
    organisation: Organisation,
    partnership: Partnership | None,
    from_day: date,
    by: Actor,
    at: datetime,
    acting_for: str = "",
) -> Membership:
    """Give the person a role in a partnership, or (no partnership) in a provider's organisation."""
    membership = Membership(
        person=person,
        role=Role(role),
        organisation=organisation,
        partnership=partnership,
        from_day=from_day,
    )
    return begin(membership, by=by, at=at, acting_for=acting_for)


def register_person(
    email: str,
    name: str,
    role: Role | str,
    *,
    organisation: Organisation,
    partnership: Partnership | None,
    from_day: date,
    by: Actor,
    at: datetime,
    job_title: str = "",
    acting_for: str = "",
) -> User:
    """Make an account with its first role. It has no password: a set-password link gives one.

    Raises Refused where the address has an account already, NotAllowed as `give_role` does.
    """
    with transaction.atomic():
        person = _new_account(email, name, job_title)
        give_role(
            person,
            role,
            organisation=organisation,
            partnership=partnership,
            from_day=from_day,
            by=by,
            at=at,
            acting_for=acting_for,
        )
    return person


def _new_account(email: str, name: str, job_title: str) -> User:
    address = plain_address(email)
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(f"'{email}' is no email address. Check it.") from None
    if not name.strip():
        raise Refused("Give the person's name.")
    try:
        with transaction.atomic():
            return User.objects.create_person(address, name.strip(), None, job_title=job_title)
    except IntegrityError:
        raise Refused(_has_one(address)) from None


def _has_one(address: str) -> str:
    return (
        f"{address} has an account already. If the person is on your list of people, give the "
        "role on their page. If not, ask the operator of this system to let them in."
    )


def end_role(
    membership: Membership,
    last_day: date,
    *,
    by: Actor,
    at: datetime,
    reasons: str,
    acting_for: str = "",
) -> Membership:
    """Let the role hold up to and including `last_day`, for the reasons given.

    Yesterday ends it at once; the day before it would begin, before it ever holds. Nothing earlier.
    """
    if last_day < _at_once(membership, at):
        raise Refused("The last day has passed. Choose today or a later day, or end it at once.")
    return amend(
        membership, by=by, at=at, reasons=reasons, acting_for=acting_for, until_day=last_day
    )


def end_role_at_once(
    membership: Membership, *, by: Actor, at: datetime, reasons: str, acting_for: str = ""
) -> Membership:
    """End the role this moment: yesterday was its last day, or it never begins."""
    last_day = _at_once(membership, at)
    return end_role(membership, last_day, by=by, at=at, reasons=reasons, acting_for=acting_for)


def _at_once(membership: Membership, at: datetime) -> date:
    day_before = timedelta(days=1)
    return max(london_date(at) - day_before, membership.from_day - day_before)
