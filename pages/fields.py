"""Form fields typed the way people write them: a day in three boxes, money with a pound sign."""

from calendar import month_name
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pages.numbers import whole_number
from pages.words import LONDON, london

MONTHS = [name.lower() for name in month_name[1:]]
BLANK = (None, "")
#: No later year can be meant, and terms counted in months from a day would leave the calendar.
LAST_YEAR = 2999


class AffixInput(forms.TextInput):
    """A text box with something fixed before or after it: £, %, children."""

    def __init__(
        self, attrs: dict[str, Any] | None = None, prefix: str = "", suffix: str = ""
    ) -> None:
        super().__init__(attrs)
        self.prefix, self.suffix = prefix, suffix


class PlainRadios(forms.RadioSelect):
    """Radio buttons, each with an optional sentence that explains it: `hints={value: sentence}`."""

    def __init__(self, *args: Any, hints: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}


class PlainCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes, each with an optional sentence that explains it: `hints={value: sentence}`."""

    def __init__(self, *args: Any, hints: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}


class DayInputs(forms.MultiWidget):
    """Day, month and year in three boxes: x_0, x_1 and x_2."""

    PARTS: tuple[tuple[str, int], ...] = (("Day", 2), ("Month", 2), ("Year", 4))
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput() for _ in self.PARTS], attrs)

    def decompress(self, value: Any) -> list[Any]:
        """The parts of a date, or blanks."""
        if not isinstance(value, date):
            return [None] * len(self.PARTS)
        return [value.day, value.month, value.year]


class DayAndTimeInputs(DayInputs):
    """Day, month and year, then a time such as 5pm: x_0 to x_3."""

    PARTS = (*DayInputs.PARTS, ("Time", 5))

    def decompress(self, value: Any) -> list[Any]:
        """The parts of an instant, on the London clock."""
        if not isinstance(value, datetime):
            return [*super().decompress(value)[:3], None]
        at = london(value)
        minutes = f":{at:%M}" if at.minute else ""
        typed = f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"
        return [at.day, at.month, at.year, "midday" if typed == "12pm" else typed]


class DayField(forms.Field):
    """A date, from three boxes. The month may be a number or a name."""

    widget = DayInputs
    default_error_messages = {
        "required": "Enter the date.",
        "part": "The date must include a %(part)s.",
        "real": "The date must be a real date.",
        "year": "Year must be four figures, such as 2026.",
        "far": f"Year must be {LAST_YEAR} or earlier.",
    }

    def to_python(self, value: Any) -> Any:
        """A date, or None when every box is blank. Raises ValidationError naming the wrong box."""
        if isinstance(value, date):
            return value
        parts = [str(part or "").strip() for part in (value or [])]
        return self.day_from(parts) if any(parts) else None

    def day_from(self, parts: list[str]) -> date:
        """Read day, month and year; the error's code is wrong_day, wrong_month or wrong_year."""
        for label, part in zip(("day", "month", "year"), parts, strict=False):
            if not part:
                self._refuse("part", f"wrong_{label}", part=label)
        on, month, year = (whole_number(parts[0]), _month(parts[1]), whole_number(parts[2]))
        if month is None:
            self._refuse("real", "wrong_month")
        if year is None or not 1000 <= year <= 9999:
            self._refuse("year", "wrong_year")
        elif year > LAST_YEAR:
            self._refuse("far", "wrong_year")
        try:
            return date(year or 0, month or 0, on or 0)
        except (ValueError, OverflowError):  # a day of many digits is beyond what `date` can hold
            self._refuse("real", "wrong_day")
        raise AssertionError("unreachable")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what the boxes mean, not how they are typed."""
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True

    def _refuse(self, message: str, code: str, **params: str) -> None:
        raise ValidationError(self.error_messages[message], code=code, params=params)


class DayAndTimeField(DayField):
    """An instant (aware, UTC), from a day in three boxes and a time in a fourth, London time."""

    widget = DayAndTimeInputs
    default_error_messages = {
        "required": "Enter the date and time.",
        "time": "Enter a time, such as 5pm, 9:30am or midday.",
        "skipped": "There is no such time on that day: the clocks go forward.",
    }

    def to_python(self, value: Any) -> Any:
        """An aware instant in UTC, or None when every box is blank."""
        if isinstance(value, datetime):
            return value
        parts = [str(part or "").strip() for part in (value or [])]
        if not any(parts):
            return None
        on, at = self.day_from(parts[:3]), read_time(parts[3] if len(parts) > 3 else "")
        if at is None:
            self._refuse("time", "wrong_time")
        local = datetime.combine(on, at or time(), tzinfo=LONDON)
        instant = local.astimezone(UTC)
        if instant.astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
            self._refuse("skipped", "wrong_time")
        return instant


class MoneyField(forms.DecimalField):
    """Pounds and pence; a pound sign, spaces and thousands commas may be typed."""

    widget = AffixInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 14)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("widget", AffixInput({"class": "govuk-input--width-10"}, prefix="£"))
        super().__init__(**kwargs)
        self.error_messages["invalid"] = "Enter an amount in pounds, such as 250,000."

    def to_python(self, value: Any) -> Any:
        """The amount as a Decimal, or None."""
        return super().to_python(_bare(value))

    def prepare_value(self, value: Any) -> Any:
        """Show whole pounds without pence."""
        whole = isinstance(value, Decimal) and value == value.to_integral_value()
        return f"{value:.0f}" if whole else value


class QuantityField(forms.DecimalField):
    """A number, with thousands commas allowed and an optional unit after it."""

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("widget", AffixInput({"class": "govuk-input--width-10"}, suffix=unit))
        super().__init__(**kwargs)
        self.error_messages["invalid"] = "Enter a number, such as 1,250."

    def to_python(self, value: Any) -> Any:
        """The number as a Decimal, or None."""
        return super().to_python(_bare(value))


class CountField(forms.IntegerField):
    """A whole number, with thousands commas allowed and an optional unit after it."""

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("widget", AffixInput({"class": "govuk-input--width-5"}, suffix=unit))
        super().__init__(**kwargs)
        self.error_messages["invalid"] = "Enter a whole number, such as 12."

    def to_python(self, value: Any) -> int | None:
        """The number."""
        return super().to_python(_bare(value))


class SeveralField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Any number of records, each with its box."""

    def clean(self, value: Any) -> Any:
        """The records. A number larger than the database holds is no choice, like any other."""
        try:
            return super().clean(value)
        except OverflowError:
            raise ValidationError("Choose from the list.", code="invalid_choice") from None


def read_time(typed: str) -> time | None:
    """Read 5pm, 5:30 pm, 17:00, midday or midnight; None when it is not a time."""
    text = typed.lower().replace(" ", "").replace(".", ":")
    if text in {"midday", "noon", "12noon", "12midday"}:
        return time(12)
    if text in {"midnight", "12midnight"}:
        return time(0)
    half = text[-2:] if text[-2:] in {"am", "pm"} else ""
    hours, _, minutes = text.removesuffix(half).partition(":")
    hour, minute = whole_number(hours), whole_number(minutes or "0")
    if hour is None or minute is None or not (half or minutes):
        return None
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _month(typed: str) -> int | None:
    number = whole_number(typed)
    if number is not None:
        return number if 1 <= number <= 12 else None
    name = typed.lower().rstrip(".")
    found = [place for place, month in enumerate(MONTHS, 1) if month.startswith(name)]
    return found[0] if len(found) == 1 and len(name) >= 3 else None


def _bare(value: Any) -> Any:
    return (
        value.replace("£", "").replace(",", "").replace(" ", "")
        if isinstance(value, str)
        else value
    )
