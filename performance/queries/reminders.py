"""Who is to be reminded of which return, and on which occasion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.models import Membership, User
from accounts.roles import PROVIDER_ROLES, Role
from contracts.lifecycles.agreement_states import REPORTING
from performance.lifecycles.return_states import BEFORE_SUBMISSION, TO_CERTIFY
from performance.models import KpiReturn, Reminder
from performance.reference import (
    HOURS_BETWEEN_TRIES,
    MISSING_AFTER,
    REMINDED_AFTER,
    REMINDED_BEFORE,
    REMINDED_FROM,
    REMINDER_HOLDS,
    REMINDER_TRIES,
)
from workflow.calendar import LONDON, Calendar, add_working_days, is_working_day, london_date

#: Calendar days that working days of all occasions lie within, with every bank holiday.
_AHEAD = timedelta(days=4 * max(REMINDED_BEFORE))
_BEHIND = timedelta(days=4 * (MISSING_AFTER + REMINDER_HOLDS))


@dataclass(frozen=True)
class Occasion:
    """A day on which people are reminded: working days after the due date, before it when below 0."""

    name: str
    days: int

    @property
    def is_late(self) -> bool:
        """Whether the due date has passed by then."""
        return self.days > 0

    def day_for(self, due_on: date) -> date:
        """The day itself."""
        return add_working_days(due_on, self.days, Calendar.ENGLAND)


OCCASIONS = (
    *(Occasion(f"{days} before", -days) for days in sorted(REMINDED_BEFORE, reverse=True)),
    *(Occasion(f"{days} after", days) for days in sorted(REMINDED_AFTER)),
    Occasion("missing", MISSING_AFTER),
)


@dataclass(frozen=True)
class Due:
    """One return somebody is to be reminded of. `row` is the attempt that failed, if there was one."""

    kpi_return: KpiReturn
    person: User
    occasion: Occasion
    to_provider: bool
    row: Reminder | None = None


def occasion_on(due_on: date, today: date) -> Occasion | None:
    """The occasion for a reminder today: the last whose day has come, while it holds."""
    come = [one for one in OCCASIONS if one.day_for(due_on) <= today]
    if not come:
        return None
    until = add_working_days(come[-1].day_for(due_on), REMINDER_HOLDS, Calendar.ENGLAND)
    return come[-1] if today < until else None


def reminders_due(at: datetime) -> list[list[Due]]:
    """What each person is to be reminded of now, together. Four queries at most.

    Whoever prepares or certifies for the provider (who certifies alone, once figures were received);
    when it is late the commissioners too. Nothing at night, nor before the period has ended.
    """
    today = london_date(at)
    if at.astimezone(LONDON).hour < REMINDED_FROM or not is_working_day(today, Calendar.ENGLAND):
        return []
    returns = _open_returns(today)
    if not returns:
        return []
    occasions = {r.pk: o for r in returns if (o := occasion_on(r.due_on, today))}
    concerned = [r for r in returns if r.pk in occasions and r.period.end < today]
    known = _known(concerned)
    together: dict[tuple[int, str, int], list[Due]] = defaultdict(list)
    for one, person, to_provider in _people(concerned, occasions, today):
        occasion = occasions[one.pk]
        row = known.get((one.pk, person.pk, one.due_on, occasion.name))
        if row is None or _to_try_again(row, at):
            agreement = one.agreement
            side = agreement.provider.slug if to_provider else agreement.partnership.slug
            together[person.pk, side, to_provider].append(
                Due(one, person, occasion, to_provider, row)
            )
    return list(together.values())


def _open_returns(today: date) -> list[KpiReturn]:
    found = KpiReturn.objects.filter(
        version=1,
        state__in=BEFORE_SUBMISSION,
        submitted_at=None,
        agreement__state__in=REPORTING,
        due_on__range=(today - _BEHIND, today + _AHEAD),
    ).select_related("agreement__provider", "agreement__partnership")
    return list(found.order_by("due_on", "agreement__reference", "period_code"))


def _known(returns: Sequence[KpiReturn]) -> dict[tuple[int, int, date, str], Reminder]:
    rows = Reminder.objects.filter(kpi_return__in=[one.pk for one in returns])
    return {(r.kpi_return_id, r.person_id, r.due_on, r.occasion): r for r in rows}


def _to_try_again(row: Reminder, at: datetime) -> bool:
    rested = row.tried_at + timedelta(hours=HOURS_BETWEEN_TRIES) <= at
    return bool(row.failed) and row.tries < REMINDER_TRIES and rested


def _people(
    returns: Sequence[KpiReturn], occasions: dict[int, Occasion], today: date
) -> Iterable[tuple[KpiReturn, User, bool]]:
    """Each return with everybody to be reminded of it, once, and whether for the provider."""
    held = Membership.objects.filter(person__is_active=True).select_related("person")
    makers = held.filter(
        organisation__in={r.agreement.provider_id for r in returns},
        partnership=None,
        role__in=PROVIDER_ROLES,
    )
    chasing = held.filter(
        partnership__in={r.agreement.partnership_id for r in returns}, role=Role.COMMISSIONER
    )
    of_provider, of_trust = defaultdict(list), defaultdict(list)
    for one in makers.order_by("person"):
        of_provider[one.organisation_id].append(one)
    for one in chasing.order_by("person"):
        of_trust[one.partnership_id].append(one)
    for record in returns:
        agreement, certifying = record.agreement, record.state in TO_CERTIFY
        wanted = {Role.CERTIFIER} if certifying else PROVIDER_ROLES
        told = {m.person for m in of_provider[agreement.provider_id] if _holds(m, wanted, today)}
        yield from ((record, person, True) for person in sorted(told, key=_by_key))
        if occasions[record.pk].is_late:
            chasers = [m.person for m in of_trust[agreement.partnership_id] if m.holds_on(today)]
            yield from ((record, person, False) for person in sorted(set(chasers), key=_by_key))


def _holds(membership: Membership, roles: Iterable[str], today: date) -> bool:
    return membership.role in roles and membership.holds_on(today)


def _by_key(person: User) -> int:
    return int(person.pk)
