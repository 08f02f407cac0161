"""Working days and the clocks of law: dates in, dates out. Nothing here reads the time.

Two calendars count working days. `Calendar.UK`: the Procurement Act 2023, where a working day is
one that is not a Saturday, a Sunday or a bank holiday under the Banking and Financial Dealings
Act 1971 in any part of the United Kingdom (s.123). `Calendar.ENGLAND`: the Provider Selection
Regime, where it is "any day which is not Saturday, Sunday or a public holiday", and a public
holiday is "Christmas Day, Good Friday, the first Monday in May or a bank holiday in England"
(SI 2023/1348 reg 12(12)). Councils' own clocks (call-in, agendas) count England's.

Days here are days in London. `end_of_day` and `start_of_day` turn them into moments.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
BANK_DAYS = Path(__file__).parent / "reference" / "bank_days.toml"


class Calendar(StrEnum):
    """Whose bank holidays stop the clock."""

    UK = "UK"
    ENGLAND = "England"


NATIONS: Mapping[Calendar, tuple[str, ...]] = MappingProxyType(
    {Calendar.UK: ("ENG", "WLS", "SCT", "NIR"), Calendar.ENGLAND: ("ENG",)}
)


@dataclass(frozen=True)
class BankDay:
    """One dated line of our own table: a day proclaimed, or a day wrongly counted elsewhere."""

    day: date
    nations: tuple[str, ...]
    name: str
    bank_holiday: bool


@cache
def _own_table() -> tuple[BankDay, ...]:
    rows = tomllib.loads(BANK_DAYS.read_text(encoding="utf-8")).get("day", [])
    return tuple(
        BankDay(row["date"], tuple(row["nations"]), row["name"], row["bank_holiday"])
        for row in rows
    )


@cache
def bank_holidays(calendar: Calendar, year: int) -> Mapping[date, str]:
    """The weekdays of `year` that are bank holidays, with their names, for the calendar given.

    A day that falls at a weekend is left out (it is no working day anyway); the day proclaimed
    in its place is in.
    """
    found: dict[date, str] = {}
    for nation in NATIONS[calendar]:
        found = _nation(nation, year) | found
    if calendar is Calendar.ENGLAND:
        found.setdefault(_first_monday_in_may(year), "First Monday in May")
    return MappingProxyType({day: found[day] for day in sorted(found) if day.weekday() < SATURDAY})


def _nation(nation: str, year: int) -> dict[date, str]:
    """The bank holidays of one nation: the package's days, then our own table's corrections."""
    found = dict(holidays.country_holidays("GB", subdiv=nation, years=year, language="en_GB"))
    for line in _own_table():
        if line.day.year == year and nation in line.nations:
            found.pop(line.day, None)
            if line.bank_holiday:
                found[line.day] = line.name
    return found


def _first_monday_in_may(year: int) -> date:
    first = date(year, 5, 1)
    return first + timedelta(days=-first.weekday() % 7)


@dataclass(frozen=True)
class WorkingDays:
    """The working days of one calendar."""

    calendar: Calendar

    def is_working(self, day: date) -> bool:
        """Whether `day` is a working day."""
        return self.why_not(day) == ""

    def why_not(self, day: date) -> str:
        """What makes `day` no working day (`Saturday`, `Good Friday`), or nothing."""
        if day.weekday() >= SATURDAY:
            return "Saturday" if day.weekday() == SATURDAY else "Sunday"
        return bank_holidays(self.calendar, day.year).get(day, "")

    def add(self, day: date, days: int) -> date:
        """The `days`-th working day after `day` (before it when negative); `day` is not counted.

        None at all gives `day` itself, working or not.
        """
        step = ONE_DAY if days > 0 else -ONE_DAY
        left = abs(days)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def last_of_period_beginning_with(self, day: date, days: int) -> date:
        """The last day of "the period of N working days beginning with" `day`.

        `day` counts when it is a working day itself; the period begins on it either way.
        """
        return self.add(day - ONE_DAY, days)

    def between(self, first: date, last: date) -> int:
        """How many working days lie from `first` to `last`, both counted; none when reversed."""
        span = (last - first).days + 1
        return sum(self.is_working(first + timedelta(days=n)) for n in range(span))


@cache
def working_days(calendar: Calendar = Calendar.UK) -> WorkingDays:
    """The working days of the United Kingdom or of England."""
    return WorkingDays(Calendar(calendar))


def is_working_day(day: date, calendar: Calendar = Calendar.UK) -> bool:
    """Whether `day` is a working day in the calendar."""
    return working_days(calendar).is_working(day)


def add_working_days(day: date, days: int, calendar: Calendar = Calendar.UK) -> date:
    """The `days`-th working day after `day`; `day` itself is not counted. Negative goes back."""
    return working_days(calendar).add(day, days)


def working_days_between(first: date, last: date, calendar: Calendar = Calendar.UK) -> int:
    """How many working days lie from `first` to `last`, both counted."""
    return working_days(calendar).between(first, last)


# --- Periods of days ----------------------------------------------------------------------------


def last_day_of_period_beginning_with(day: date, days: int) -> date:
    """The last day of "the period of N days beginning with" `day`: N - 1 days later.

    So "before the end of the period of 30 days beginning with the day on which the contract is
    entered into" (Procurement Act 2023 s.53(1)(b)), entered into on 1 October, is 30 October.
    """
    return day + timedelta(days=days - 1)


def period_after(day: date, days: int) -> date:
    """The last day of a period of N days that begins the day *after* `day`: N days later.

    A tendering period is "the period beginning with the day following the day on which a
    contracting authority invites the submission of tenders" (Procurement Act 2023 s.54(5)):
    25 days from 1 December end on 26 December.
    """
    return day + timedelta(days=days)


# --- Standstill ---------------------------------------------------------------------------------


def standstill_end_pa(published: date, days: int = 8) -> date:
    """The last day of standstill under the Procurement Act; sign on the day after at the earliest.

    "The period of eight working days beginning with the day on which a contract award notice is
    published" (s.51(2)). A voluntary period, which is all a light touch contract has, "may not be
    less" (s.51(5)): pass more days for a longer one.
    """
    return working_days(Calendar.UK).last_of_period_beginning_with(published, days)


def standstill_end_psr(published: date, days: int = 8) -> date:
    """The last day of standstill under the Provider Selection Regime, with no representations.

    It begins on the day after the notice of intention is published and "ends at midnight at the
    end of the 8th working day after the day the standstill period began" (reg 12(9)).
    """
    return working_days(Calendar.ENGLAND).add(published + ONE_DAY, days)


# --- Decisions of a council ---------------------------------------------------------------------


def earliest_key_decision(notice_published: date, clear_days: int = 28) -> date:
    """The first day on which a key decision may be made after its notice.

    "At least 28 clear days before a key decision is made" the notice must be available (Local
    Authorities (Executive Arrangements) (Meetings and Access to Information) (England) Regulations
    2012 reg 9(2)): neither the day of the notice nor the day of the decision counts.
    """
    return notice_published + timedelta(days=clear_days + 1)


def latest_key_decision_notice(decision: date, clear_days: int = 28) -> date:
    """The last day on which the notice of a key decision can be published for `decision`."""
    return decision - timedelta(days=clear_days + 1)


def earliest_meeting(agenda_published: date, clear_days: int = 5) -> date:
    """The first day on which a meeting may consider an agenda published on `agenda_published`.

    "At least five clear days before the meeting" (the same regulations, regs 6 and 7). They do
    not define a clear day; working days are counted here, the careful reading.
    """
    return add_working_days(agenda_published, clear_days, Calendar.ENGLAND) + ONE_DAY


def call_in_ends(decision_published: date, days: int = 5) -> date:
    """The last day on which the decision can be called in; it takes effect the day after.

    Council policy: the period is set by the council's own constitution; five working days after
    the decision is published is the usual one.
    """
    return add_working_days(decision_published, days, Calendar.ENGLAND)


def decision_day(planned: date) -> date:
    """The day a Cabinet decides: the day planned or, at a weekend, the Thursday before."""
    back = {SATURDAY: 2, SUNDAY: 3}.get(planned.weekday(), 0)
    return planned - timedelta(days=back)


# --- Terms --------------------------------------------------------------------------------------


def add_months(day: date, months: int) -> date:
    """The same day `months` months on (back when negative), or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - ONE_DAY).day))


def term_end(start: date, months: int) -> date:
    """The last day of a term of `months` months that starts on `start`."""
    return add_months(start, months) - ONE_DAY


def days_in_term(start: date, end: date) -> int:
    """How many days a term has, first and last day counted."""
    return (end - start).days + 1


# --- Days and moments ---------------------------------------------------------------------------


def london_date(at: datetime) -> date:
    """The day it is in London at the moment `at` (aware)."""
    if at.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return at.astimezone(LONDON).date()


def london_time(day: date, hour: int, minute: int = 0) -> datetime:
    """The moment, in UTC, when London's clocks show that time on `day`."""
    return datetime.combine(day, time(hour, minute), tzinfo=LONDON).astimezone(UTC)


def start_of_day(day: date) -> datetime:
    """The moment, in UTC, at which `day` begins in London."""
    return london_time(day, 0)


def end_of_day(day: date) -> datetime:
    """The moment, in UTC, of "midnight at the end of" `day` in London: when the next day begins."""
    return start_of_day(day + ONE_DAY)


def close_of_business(day: date) -> datetime:
    """5pm in London on that day, aware and UTC: by when a thing to be done that day is done."""
    return london_time(day, 17)
