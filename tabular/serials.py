"""Numbers, dates and times out of the text in which workbooks keep them."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from enum import Enum

from tabular.cells import CellError

_LAST_DAY = 2_958_465
"""31 December 9999, the last day Excel knows."""
_EPOCH = date(1899, 12, 30)
_LEAP_THAT_NEVER_WAS = 60
"""Excel counts a 29 February 1900; days before it are one out."""


class Shape(Enum):
    """What a number format makes of a number."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"


BUILT_IN = (
    dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)), Shape.DATE)
    | dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47), Shape.TIME)
    | {46: Shape.DURATION}
)
"""The formats Excel knows by number, without writing them in the workbook."""

_WRITTEN = set("0123456789+-.eE")
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)


def shape_of(number_format: str) -> Shape:
    """What a number format code such as dd/mm/yyyy or 0.0% shows."""
    code = _ASIDE.sub("", number_format.split(";")[0]).lower()
    if _ELAPSED.search(code):
        return Shape.DURATION
    code = code.replace("general", "").replace("am/pm", "h").replace("a/p", "h")
    if re.search("[yd]", code) or ("m" in code and not re.search("[hs]", code)):
        return Shape.DATE
    return Shape.TIME if re.search("[hs]", code) else Shape.NUMBER


def number(text: str) -> int | float | str | CellError:
    """The number a cell's text stands for; whole numbers stay whole, and letters stay text."""
    stripped = text.strip()
    if not set(stripped) <= _WRITTEN:
        return text
    try:
        if len(stripped) <= 15 and stripped.lstrip("-").isdecimal():
            return int(stripped)
        value = float(stripped)
    except ValueError:
        return text
    return value if math.isfinite(value) else CellError("#NUM!")


def iso_moment(text: str) -> date | datetime | str:
    """A date or a moment written the ISO way, a whole day as a date; else the text itself."""
    stripped = text.strip().removesuffix("Z")
    try:
        value = datetime.fromisoformat(stripped).replace(tzinfo=None)
    except ValueError:
        return text
    return value.date() if value.time() == time() else value


def moment(
    number: float, shape: Shape, from_1904: bool
) -> date | datetime | time | timedelta | float | int:
    """The date or time a number stands for; the number itself where it stands for none."""
    if shape is Shape.NUMBER or not 0 <= number < _LAST_DAY + 1:
        return number
    if shape is Shape.DURATION:
        return timedelta(seconds=round(number * 86_400, 3))
    if shape is Shape.TIME and number < 1:
        return (datetime.combine(_EPOCH, time()) + _part_of_day(number)).time()
    return _day(number, from_1904)


def _day(number: float, from_1904: bool) -> date | datetime | float | int:
    days = int(number)
    if from_1904:
        day = date(1904, 1, 1)
    elif days < _LEAP_THAT_NEVER_WAS:
        day = date(1899, 12, 31)
    else:
        day = _EPOCH
    try:
        day += timedelta(days=days)
        if number == days:
            return day
        return datetime.combine(day, time()) + _part_of_day(number - days)
    except OverflowError:
        return number


def _part_of_day(part: float) -> timedelta:
    """Rounded to the millisecond, as finely as Excel shows, and kept within the day."""
    return timedelta(milliseconds=min(round(part * 86_400_000), 86_399_999))
