"""Which law a procurement is under: decided from the CPV code, two values and the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tenders.law.rules import Regime, Route, Rule, pounds, rule, words_of
from tenders.law.services import health_service, is_cpv, light_touch_service, plain_cpv
from workflow import words

ACT_BEGAN = date(2025, 2, 24)
HEALTH_REGIME_BEGAN = date(2024, 1, 1)
#: A value without VAT may be this much larger with it (the standard rate), never more.
MOST_VAT = Decimal("1.2")


@dataclass(frozen=True)
class RegimeFinding:
    """The law that applies, in sentences a person can read, and what keeps the light touch route shut.

    `refusals` are the sentences that stop a tender on the light touch route; without any, and on
    that route, it may be drafted.
    """

    regime: Regime
    route: Route
    sentences: tuple[str, ...]
    refusals: tuple[str, ...] = ()
    threshold: Rule | None = None

    @property
    def words(self) -> str:
        """The regime and its route, in words."""
        return words_of(self.regime, self.route)

    @property
    def may_run_light_touch(self) -> bool:
        """Whether a tender may be drafted on the light touch route."""
        return self.route is Route.LIGHT_TOUCH and not self.refusals


@dataclass(frozen=True)
class _Facts:
    cpv: str
    health: Decimal
    other: Decimal
    separable: bool | None
    on: date
    with_vat: bool
    health_cpv: str

    @property
    def total(self) -> Decimal:
        return self.health + self.other

    @property
    def mainly_health(self) -> bool:
        return self.health > self.other


def decide_regime(
    *,
    cpv: str,
    health_value: Decimal,
    other_value: Decimal,
    separable: bool | None,
    on: date,
    value_includes_vat: bool = True,
    health_cpv: str = "",
) -> RegimeFinding:
    """Decide the regime and route of a procurement that begins `on` that day.

    `cpv` is the main code. `health_value` and `other_value` are the most expected to be paid over
    the whole term for relevant health care services and for the rest, in pounds. `separable`:
    whether the rest could reasonably be supplied under a separate contract (None: not recorded).
    `health_cpv` is the code of the health element where it differs from the main one; when it is
    given and is not a health service by law, its value counts with the rest.
    """
    facts = _Facts(
        plain_cpv(cpv), health_value, other_value, separable, on, value_includes_vat, health_cpv
    )
    if wrong := _wrong(facts):
        return RegimeFinding(Regime.NONE, Route.NONE, (), tuple(wrong))
    if health_cpv and health_service(health_cpv, on=max(on, HEALTH_REGIME_BEGAN)) is None:
        return _health_out_of_scope(facts)
    if facts.mainly_health and on >= HEALTH_REGIME_BEGAN and not facts.separable:
        return _health(facts)
    if on < ACT_BEGAN:
        return _before_the_act(facts)
    return _act(facts)


def _wrong(facts: _Facts) -> list[str]:
    """What is missing or cannot be, in sentences."""
    wrong = []
    if not is_cpv(facts.cpv):
        wrong.append("Give the main CPV code: eight digits, such as 85311300.")
    if facts.health_cpv and not is_cpv(facts.health_cpv):
        wrong.append("Give the CPV code of the health element as eight digits.")
    if min(facts.health, facts.other) < 0:
        wrong.append("A value cannot be less than nothing.")
    elif facts.total == 0:
        wrong.append("Give the value of the health element and of the rest.")
    if facts.health > 0 and facts.other > 0 and facts.separable is None:
        wrong.append(
            "Say whether the health element and the rest could reasonably be supplied under "
            "separate contracts, and why (SI 2023/1348 reg 3(3)(b))."
        )
    if not wrong and facts.health == 0 and _is_health_alone(facts.cpv):
        wrong.append(
            f"CPV {facts.cpv} is a health service (SI 2023/1348 Sch 1), but no value is given "
            "for the health element. Check the code or the values."
        )
    return wrong


def _is_health_alone(cpv: str) -> bool:
    """Whether the code is on the list of health services and not on the light touch list too."""
    health = health_service(cpv, on=HEALTH_REGIME_BEGAN)
    return health is not None and light_touch_service(cpv, on=ACT_BEGAN) is None


def _values(facts: _Facts) -> str:
    vat = "VAT included" if facts.with_vat else "without VAT"
    return (
        f"Health element {pounds(facts.health)}, the rest {pounds(facts.other)}, "
        f"together {pounds(facts.total)} over the whole term, {vat}."
    )


def _health(facts: _Facts) -> RegimeFinding:
    """Mainly health, and not reasonably separable: the Provider Selection Regime."""
    if facts.other == 0:
        why = "It is for relevant health care services alone (SI 2023/1348 reg 3(1))."
    else:
        why = (
            "The health element is worth more than the rest, and the rest could not reasonably be "
            "supplied under a separate contract (SI 2023/1348 reg 3(2) to (4))."
        )
    law = (
        "The Provider Selection Regime applies, and the Procurement Act 2023 does not "
        "(SI 2024/692 reg 43)."
    )
    refusal = (
        f"{why} It falls under the Provider Selection Regime and cannot be tendered on the "
        "light touch route."
    )
    return RegimeFinding(
        Regime.PSR, Route.PROVIDER_SELECTION, (_values(facts), why, law), (refusal,)
    )


def _health_out_of_scope(facts: _Facts) -> RegimeFinding:
    """What was called health is no health service by law: count it with the rest."""
    found = decide_regime(
        cpv=facts.cpv,
        health_value=Decimal(0),
        other_value=facts.total,
        separable=facts.separable,
        on=facts.on,
        value_includes_vat=facts.with_vat,
    )
    said = (
        f"CPV {plain_cpv(facts.health_cpv)} is not a relevant health care service "
        "(SI 2023/1348 Sch 1), so its value counts with the rest."
    )
    return RegimeFinding(
        found.regime, found.route, (said, *found.sentences), found.refusals, found.threshold
    )


def _before_the_act(facts: _Facts) -> RegimeFinding:
    said = (
        f"A procurement that began on {words.day(facts.on)}, before 24 February 2025, stays under "
        "the Public Contracts Regulations 2015, changes of the contract included."
    )
    return RegimeFinding(
        Regime.PCR,
        Route.NONE,
        (_values(facts), said),
        (f"{said} Record it on the register; it cannot be tendered here.",),
    )


def _act(facts: _Facts) -> RegimeFinding:
    """The Procurement Act: light touch, ordinary or below threshold."""
    said = [_values(facts)]
    refusals = []
    if facts.mainly_health:
        refusals.append(
            "The health element is worth more than the rest and the two could be supplied under "
            "separate contracts. Buy the health element on its own under the Provider Selection "
            "Regime (SI 2023/1348 reg 3), and tender the rest here."
        )
        said.append(
            "Together they are no mixed procurement under the Provider Selection Regime, because "
            "the rest could reasonably be supplied separately (SI 2023/1348 reg 3(3)(b))."
        )
    elif facts.health > 0:
        said.append(
            "The health element is not worth more than the rest, so the Provider Selection Regime "
            "does not apply (SI 2023/1348 reg 3(3)(a) and (4)(a))."
        )
    service = light_touch_service(facts.cpv, on=facts.on)
    threshold = rule(
        "threshold.light_touch" if service else "threshold.sub_central",
        on=facts.on,
        regime=Regime.PA,
    )
    if service:
        said.append(
            f"CPV {facts.cpv}, {service.title}, is a light touch service ({service.citation})."
        )
    else:
        refusals.append(
            f"CPV {facts.cpv} is not on the list of light touch services held here "
            "(SI 2024/692 reg 42 and Sch 1 Table 1). Check the code."
        )
    route = _route(facts, threshold, light_touch=service is not None, said=said, refusals=refusals)
    return RegimeFinding(Regime.PA, route, tuple(said), tuple(refusals), threshold)


def _route(
    facts: _Facts, threshold: Rule, *, light_touch: bool, said: list[str], refusals: list[str]
) -> Route:
    """Compare the value with the threshold of the day, VAT included; add what there is to say."""
    amount = f"{threshold.words}, VAT included ({threshold.citation})"
    if facts.total >= threshold.figure:
        said.append(
            f"{pounds(facts.total)} is not less than the threshold of {amount}, "
            "so it is a public contract (Procurement Act 2023 s.3)."
        )
        return Route.LIGHT_TOUCH if light_touch else Route.ORDINARY
    if not facts.with_vat and facts.total * MOST_VAT >= threshold.figure:
        refusals.append(
            f"With VAT the value may reach the threshold of {amount}. "
            "Give both values with VAT (Procurement Act 2023 s.123(2))."
        )
    below = f"{pounds(facts.total)} is below the threshold of {amount}"
    said.append(f"{below}, so it is a below-threshold contract (Procurement Act 2023 Part 6).")
    refusals.append(f"{below}. It cannot be tendered on the light touch route.")
    return Route.BELOW_THRESHOLD
