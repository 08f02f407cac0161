"""The scale of a chart: round ticks and where a value falls."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from pages.words import Figure, number

STEPS = (1, 2, 2.5, 5, 10)
#: Roughly the width of a character, as a share of the size of the text.
CHARACTER = 0.56


@dataclass(frozen=True)
class Axis:
    """A scale from `low` to `high` with a tick every `step`."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> list[float]:
        """The values that get a line and a label."""
        count = round((self.high - self.low) / self.step)
        return [round(self.low + place * self.step, 10) for place in range(count + 1)]

    def share(self, value: Figure) -> float:
        """Where a value falls between low (0) and high (1)."""
        return (float(value) - self.low) / (self.high - self.low)

    def label(self, tick: float, unit: str = "") -> str:
        """A tick in words: £ goes before, % after, other units are said in the title."""
        said = number(tick)
        return f"£{said}" if unit == "£" else f"{said}%" if unit == "%" else said


def axis(values: Iterable[Figure], ticks: int = 5, from_zero: bool = True) -> Axis:
    """Choose a scale with round ticks that holds every value, and zero unless told otherwise."""
    found = [float(value) for value in values]
    low, high = min(found, default=0.0), max(found, default=1.0)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low, low + 1) if low >= 0 else (low, 0.0)
    step = _round_step((high - low) / ticks)
    return Axis(math.floor(low / step) * step, math.ceil(high / step) * step, step)


def _round_step(rough: float) -> float:
    size: float = 10.0 ** math.floor(math.log10(rough))
    return next(one * size for one in STEPS if rough <= one * size * 1.0000001)


def said(value: Figure | None, unit: str = "", why: str = "no data") -> str:
    """A number with its unit for a table or label; a missing one gives its reason."""
    if value is None:
        return why
    text = number(value)
    return f"£{text}" if unit == "£" else f"{text}%" if unit == "%" else text


def width_of(text: str, size: float) -> float:
    """About how wide a text is when drawn, in the same unit as its size."""
    return len(text) * size * CHARACTER


def tidy(value: float) -> float:
    """A coordinate to one decimal place, so that the same numbers draw the same picture."""
    rounded = round(value, 1)
    return int(rounded) if rounded == int(rounded) else rounded
