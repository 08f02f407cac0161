"""Reading the people of a partnership or of a provider, and what was done about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import AccountChange, Membership, Organisation, Partnership, User
from accounts.models.membership import TONES
from pages.words import day as in_words
from workflow.audit import history
from workflow.calendar import london_date
from workflow.models import AuditEntry

#: Standings that count today or will.
STANDING = frozenset({"now", "later"})


@dataclass(frozen=True)
class RoleLine:
    """A role of a person as a list shows it."""

    membership: Membership
    standing: str
    dates: str

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return TONES[self.standing]

    @property
    def stands(self) -> bool:
        """Whether it holds now or will."""
        return self.standing in STANDING


@dataclass
class PersonLine:
    """A person with their roles in one place."""

    person: User
    roles: list[RoleLine] = field(default_factory=list)

    @property
    def stands(self) -> bool:
        """Whether the person holds any role here, now or later."""
        return any(role.stands for role in self.roles)


@dataclass(frozen=True)
class Told:
    """One line of a person's history, in words."""

    effective_at: datetime
    actor_name: str
    sentence: str
    reasons: str
    state_to: str = ""


def people_of(
    partnership: Partnership, day: date, *, wanted: str = "", ended_too: bool = False
) -> list[PersonLine]:
    """The people of a partnership by name, each with every role there; by default who stands now.

    `wanted` is part of a name, an e-mail address, a job title or an organisation's name.
    """
    held = Membership.objects.filter(partnership=partnership)
    for word in wanted.split():
        held = held.filter(
            Q(person__name__icontains=word)
            | Q(person__email__icontains=word)
            | Q(person__job_title__icontains=word)
            | Q(organisation__name__icontains=word)
        )
    lines = _by_person(held, day)
    return lines if ended_too else [line for line in lines if line.stands]


def colleagues_of(provider: Organisation, day: date) -> list[PersonLine]:
    """The people of a provider who hold a role there now or will."""
    held = Membership.objects.filter(partnership__isnull=True, organisation=provider)
    return [line for line in _by_person(held, day) if line.stands]


def works_for(provider: Organisation, at: datetime) -> QuerySet[User]:
    """The people who hold a role in a provider's organisation at that moment."""
    day = london_date(at)
    held = Membership.objects.filter(partnership=None, organisation=provider, from_day__lte=day)
    now = held.filter(Q(until_day=None) | Q(until_day__gte=day))
    return User.objects.filter(pk__in=now.values("person"), is_active=True)


def roles_of(person: User, partnership: Partnership, day: date) -> list[RoleLine]:
    """Every role of the person in the partnership: what stands first, then what ended."""
    held = person.memberships.filter(partnership=partnership).select_related("organisation")
    lines = [_line(membership, day) for membership in held.order_by("-from_day", "role")]
    return sorted(lines, key=lambda line: not line.stands)


def organisations_for(partnership: Partnership, day: date) -> QuerySet[Organisation]:
    """The organisations a person of this partnership may belong to."""
    return partnership.organisations_on(day)


def account_is_ours(person: User, partnership: Partnership) -> bool:
    """Whether the partnership's administrators may set its password, close it and open it."""
    return not person.known_elsewhere(partnership.pk)


def story_of(person: User, partnership: Partnership) -> list[Told]:
    """What was done about this person in this partnership, newest first."""
    roles = list(person.memberships.filter(partnership=partnership))
    changes = list(
        person.account_changes.filter(Q(partnership=partnership) | Q(partnership__isnull=True))
    )
    about: list[Membership | AccountChange] = [*roles, *changes]
    words = {_key(record): record for record in about}
    entries = history(*roles, *changes).order_by("-sequence")
    return [_told(entry, words[entry.record_type, entry.record_id]) for entry in entries]


def _key(record: Membership | AccountChange) -> tuple[str, int]:
    return record._meta.label_lower, record.pk


def _told(entry: AuditEntry, record: Membership | AccountChange) -> Told:
    return Told(
        entry.effective_at,
        entry.acting_for or entry.actor_name,
        _sentence(entry, record),
        entry.reasons,
    )


def _sentence(entry: AuditEntry, record: Membership | AccountChange) -> str:
    if isinstance(record, AccountChange):
        return record.get_kind_display()
    role = record.get_role_display()
    if entry.step == "begin":
        return f"gave the role {role} from {_day(entry.facts['from_day'])}"
    last = _after(entry.facts, "until_day")
    return f"ended the role {role}, last day {_day(last)}" if last else f"let {role} run on"


def _after(facts: dict[str, Any], name: str) -> str:
    return str((facts.get(name) or [None, ""])[1] or "")


def _day(kept: str) -> str:
    return in_words(date.fromisoformat(kept))


def _by_person(held: QuerySet[Membership], day: date) -> list[PersonLine]:
    found: dict[int, PersonLine] = {}
    for membership in _in_order(held):
        line = found.setdefault(membership.person_id, PersonLine(membership.person))
        line.roles.append(_line(membership, day))
    return list(found.values())


def _in_order(held: QuerySet[Membership]) -> Iterable[Membership]:
    full = held.select_related("person", "organisation")
    return full.order_by("person__name", "person", "role", "-from_day")


def _line(membership: Membership, day: date) -> RoleLine:
    standing = membership.standing_on(day)
    return RoleLine(membership, standing, _dates(membership, standing))


def _dates(membership: Membership, standing: str) -> str:
    begins = in_words(membership.from_day)
    if standing == "never began":
        return f"was to begin on {begins}"
    if membership.until_day is None:
        return f"since {begins}" if standing == "now" else f"from {begins}"
    return f"{begins} to {in_words(membership.until_day)}"
