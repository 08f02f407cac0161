"""How a value stands to its target: on it, near it, off it. A value is judged as it is shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

ON, NEAR, OFF, UNRATED = "on", "near", "off", "none"
#: The statutory ratings of a supplier's KPI (Procurement Regulations 2024, reg 39(5)): meeting or
#: exceeding it, close to meeting it, below it, significantly below it, or none of these.
GOOD, APPROACHING, IMPROVE, INADEQUATE, OTHER = (
    "good", "approaching", "improvement", "inadequate", "other",
)  # fmt: skip
STATUTORY = {
    GOOD: "Good",
    APPROACHING: "Approaching target",
    IMPROVE: "Requires improvement",
    INADEQUATE: "Inadequate",
    OTHER: "Other",
}
#: A tolerance that is a per cent of the target.
OF_TARGET = "of_target"
#: The worst first.
RANK = {OFF: 0, NEAR: 1, ON: 2, UNRATED: 3}


def as_shown(value: Decimal, decimals: int) -> Decimal:
    """The value to so many decimal places, halves away from nought, as people read it."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def enough_in(given: int, wanted: int, floor: int) -> bool:
    """Whether so many figures of those wanted are in that what they come to may be judged.

    `floor` is the least per cent.
    """
    return given * 100 >= floor * wanted


def tolerance_in_unit(kind: str, tolerance: Decimal, target: Decimal) -> Decimal:
    """A tolerance as a width in the KPI's unit: itself, or so many per cent of the target."""
    if kind == OF_TARGET:
        return (abs(target) * tolerance / 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return tolerance


def judge(
    value: Decimal, target: Decimal, tolerance: Decimal, *, higher: bool, decimals: int
) -> str:
    """On target, near (no further off than the tolerance) or off.

    Value, target and tolerance are in the KPI's unit (percentage points for a percentage); both
    edges belong to the better side.
    """
    shown = as_shown(value, decimals)
    short = target - shown if higher else shown - target
    if short <= 0:
        return ON
    return NEAR if short <= tolerance else OFF


def statutory(
    value: Decimal | None,
    target: Decimal,
    tolerance: Decimal,
    significant: Decimal | None,
    *,
    higher: bool,
    decimals: int,
) -> str:
    """The statutory rating of a value, judged as it is shown.

    The law sets no bands: close to the target is as far off as the tolerance, significantly below
    further off than `significant`, both widths in the KPI's unit. Without a value or without that
    width it cannot be described by the scale: "other".
    """
    if value is None or significant is None:
        return OTHER
    judged = judge(value, target, tolerance, higher=higher, decimals=decimals)
    if judged != OFF:
        return GOOD if judged == ON else APPROACHING
    further = judge(value, target, significant, higher=higher, decimals=decimals)
    return INADEQUATE if further == OFF else IMPROVE
