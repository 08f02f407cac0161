"""Taking in a partnership or a provider: the operator's part, at the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify

from accounts.actions.account import make_link
from accounts.actions.people import give_role, register_person
from accounts.models import Organisation, Partnership, PartnershipMember, User
from accounts.models.user import plain_address
from accounts.roles import Role
from workflow import audit
from workflow.calendar import london_date
from workflow.lifecycle import SYSTEM, Deed, Refused

#: For whom the system acts when a command is given.
OPERATOR = "the operator"


@dataclass(frozen=True)
class Welcome:
    """A person who was let in, and the link to set a password where the account is new."""

    person: User
    link: str = ""


def add_partnership(
    name: str,
    slug: str,
    council: str,
    *,
    administrator_email: str,
    administrator_name: str,
    at: datetime,
    short_name: str = "",
) -> tuple[Partnership, Welcome]:
    """A new tenant with its lead council and first administrator."""
    with transaction.atomic():
        partnership = Partnership(name=name, slug=slug, short_name=short_name or name[:60])
        _put(partnership, at)
        lead = add_member(
            partnership, council, Organisation.Kind.COUNCIL, PartnershipMember.Part.LEAD, at=at
        )
        welcome = let_in(
            administrator_email,
            administrator_name,
            Role.ADMINISTRATOR,
            organisation=lead,
            partnership=partnership,
            at=at,
        )
    return partnership, welcome


def add_member(
    partnership: Partnership,
    name: str,
    kind: str,
    part: PartnershipMember.Part | str,
    *,
    at: datetime,
) -> Organisation:
    """Let an organisation, new or known by that name, take part in the partnership."""
    with transaction.atomic():
        organisation = Organisation.objects.filter(name=name).first()
        if organisation is None:
            organisation = _organisation(name, kind, at)
        elif organisation.kind != kind:
            known_as = organisation.get_kind_display()
            raise Refused(f"{organisation} is known already, as: {known_as}.")
        if partnership.members.filter(organisation=organisation, until_day__isnull=True).exists():
            raise Refused(f"{organisation} takes part in {partnership} already.")
        _put(PartnershipMember(partnership=partnership, organisation=organisation, part=part), at)
    return organisation


def add_provider(
    name: str,
    kind: str,
    *,
    certifier_email: str,
    certifier_name: str,
    at: datetime,
    registration_number: str = "",
    small_or_medium: bool = False,
) -> tuple[Organisation, Welcome]:
    """A new provider with the person who certifies its returns and bids."""
    with transaction.atomic():
        provider = _organisation(
            name,
            kind,
            at,
            registration_number=registration_number,
            small_or_medium=small_or_medium,
        )
        welcome = let_in(
            certifier_email,
            certifier_name,
            Role.CERTIFIER,
            organisation=provider,
            partnership=None,
            at=at,
        )
    return provider, welcome


def let_in(
    email: str,
    name: str,
    role: Role | str,
    *,
    organisation: Organisation,
    partnership: Partnership | None,
    at: datetime,
    job_title: str = "",
) -> Welcome:
    """Give a role from today to whoever has this address, making the account where there is none.

    The operator alone does this, so the operator alone lets a person into a second place.
    """
    where = {"organisation": organisation, "partnership": partnership}
    deed = {"from_day": london_date(at), "by": SYSTEM, "at": at, "acting_for": OPERATOR}
    with transaction.atomic():
        known = User.objects.filter(email=plain_address(email)).first()
        if known is not None:
            give_role(known, role, **where, **deed)  # type: ignore[arg-type]
            return Welcome(known)
        person = register_person(email, name, role, job_title=job_title, **where, **deed)  # type: ignore[arg-type]
        link = make_link(person, partnership=partnership, by=SYSTEM, at=at, acting_for=OPERATOR)
    return Welcome(person, link)


def _organisation(name: str, kind: str, at: datetime, **fields: object) -> Organisation:
    organisation = Organisation(name=name, slug=slugify(name)[:80], kind=kind, **fields)
    _put(organisation, at)
    return organisation


def _put(place: models.Model, at: datetime) -> None:
    """Save a new row with its audit entry, saying in sentences what is wrong or taken already."""
    try:
        place.full_clean()
    except ValidationError as error:
        said = error.message_dict.items()
        raise Refused(
            *(f"{field.replace('_', ' ')}: {words}" for field, lines in said for words in lines)
        ) from None
    place.save()
    whose = place if isinstance(place, Partnership) else getattr(place, "partnership", None)
    audit.write(
        place,
        Deed(by=SYSTEM, at=at, step="begin", acting_for=OPERATOR),
        sentence=f"let in the {place._meta.verbose_name}",
        tenant=str(whose.pk) if whose else "",
        facts=audit.facts_of(place),
    )
