"""Days and times as people write them. A moment is given as it is in London."""

from datetime import date, datetime, time

from workflow.calendar import LONDON


def london(value: datetime) -> datetime:
    """The same instant on a clock in London. Raises ValueError for a time without a zone."""
    if value.tzinfo is None:
        raise ValueError("A time on a page needs its time zone.")
    return value.astimezone(LONDON)


def london_day(value: date) -> date:
    """The day in London of a date or of an instant."""
    return london(value).date() if isinstance(value, datetime) else value


def day(value: date | None) -> str:
    """22 November 2026."""
    if not value:
        return ""
    on = london_day(value)
    return f"{on.day} {on:%B %Y}"


def clock_time(value: datetime) -> str:
    """5:00pm, midday, midnight."""
    at = london(value).time().replace(second=0, microsecond=0)
    if at == time(12):
        return "midday"
    if at == time(0):
        return "midnight (start of the day)"
    return f"{at.hour % 12 or 12}:{at:%M}{'am' if at.hour < 12 else 'pm'}"


def moment(value: date | None) -> str:
    """22 November 2026, 5:00pm. A date without a time is given as a day."""
    if not isinstance(value, datetime):
        return day(value)
    return f"{day(value)}, {clock_time(value)}"
