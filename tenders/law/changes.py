"""Changing an agreement in force: the grounds the law gives, and what stands in the way of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from tenders.law.regime import ACT_BEGAN, HEALTH_REGIME_BEGAN
from tenders.law.rules import LawUnknown, Regime, Route, Rule, load, pounds, rule


@dataclass(frozen=True)
class Ground:
    """One ground for a change: the test in words, what the reasons must say, and its limits.

    `term`, `small`, `increase` and `amount_or_share` name the rules a change must keep within.
    `each`: a limit is on each modification by itself. `light` is None where the ground is for
    light touch contracts and others alike.
    """

    code: str
    title: str
    citation: str
    test: str
    asks: str
    regime: Regime
    light: bool | None
    from_day: date
    until_day: date | None
    term: str
    small: str
    increase: str
    amount_or_share: tuple[str, ...]
    each: bool
    supplier: bool

    def available(self, regime: Regime, light_touch: bool, on: date) -> bool:
        """Whether an agreement of this regime may be changed on this ground on that day."""
        until = self.until_day is None or on <= self.until_day
        kind = self.light is None or self.light is light_touch
        return self.regime is regime and kind and self.from_day <= on and until


@cache
def all_grounds() -> tuple[Ground, ...]:
    """Every ground of every regime, in the order they are shown."""
    return tuple(
        Ground(
            code=row["code"],
            title=row["title"],
            citation=row["citation"],
            test=row["test"],
            asks=row["asks"],
            regime=Regime(row["regime"]),
            light=row.get("light"),
            from_day=row["from"],
            until_day=row.get("until"),
            term=row.get("term", ""),
            small=row.get("small", ""),
            increase=row.get("increase", ""),
            amount_or_share=tuple(row.get("amount_or_share", ())),
            each=row.get("each", False),
            supplier=row.get("supplier", False),
        )
        for row in load("grounds.toml")["ground"]
    )


def grounds_for(regime: Regime | str, *, light_touch: bool, on: date) -> list[Ground]:
    """The grounds an agreement of this regime may be changed on, on that day."""
    wanted = Regime(regime)
    return [one for one in all_grounds() if one.available(wanted, light_touch, on)]


def ground_of(code: str) -> Ground:
    """One ground by its code. Raises LawUnknown."""
    for one in all_grounds():
        if one.code == code:
            return one
    raise LawUnknown(f"No ground “{code}” is held.")


def regime_for_change(awarded_under: Regime | str, *, is_health: bool, on: date) -> Regime:
    """The regime whose grounds a change is judged by.

    That of the award, but any contract for relevant health care services is changed under the
    Provider Selection Regime, whenever it was awarded (SI 2023/1348 reg 29(2)).
    """
    awarded = Regime(awarded_under)
    if is_health and awarded is not Regime.NONE and on >= HEALTH_REGIME_BEGAN:
        return Regime.PSR
    return awarded


@dataclass(frozen=True)
class _Change:
    """A change with everything its limits are measured against. Money in pounds, terms in days."""

    regime: Regime
    light_touch: bool
    on: date
    value_awarded: Decimal
    term_awarded: int
    value_change: Decimal
    term_change: int
    own_value_change: Decimal
    works: bool

    def limit(self, code: str) -> Rule:
        """The rule of that code under this change's regime."""
        return rule(code, on=self.on, regime=self.regime)


def modification_check(
    regime: Regime | str | None,
    *,
    light_touch: bool,
    ground: str,
    value_awarded: Decimal | None,
    term_awarded_days: int | None,
    cumulative_value_change: Decimal | None,
    cumulative_term_change_days: int | None,
    on: date,
    this_value_change: Decimal | None = None,
    made_together: bool = True,
    changes_supplier: bool = False,
    works: bool = False,
) -> list[str]:
    """What stands in the way of a change, in sentences; nothing where the system knows of nothing.

    `cumulative_…` are the changes since the award, this one included (minus for a decrease).
    `this_value_change` is this one alone; where the law limits each modification, it is measured
    instead, and also under the Procurement Act when `made_together` is False: the change could
    not reasonably have been made together with earlier ones (s.74(7)). Matters of judgement
    (scope, overall nature, economic balance) are for the reasons recorded.
    """
    missing = _not_recorded(
        regime, ground, value_awarded, term_awarded_days, cumulative_value_change,
        cumulative_term_change_days,
    )  # fmt: skip
    if missing or not regime:
        return missing
    wanted = Regime(regime)
    known = {one.code: one for one in grounds_for(wanted, light_touch=light_touch, on=on)}
    if ground not in known:
        return [_no_such_ground(ground, wanted, light_touch)]
    chosen = known[ground]
    total = cumulative_value_change or Decimal(0)
    alone = this_value_change if chosen.each or not made_together else None
    change = _Change(
        regime=wanted,
        light_touch=light_touch,
        on=on,
        value_awarded=value_awarded or Decimal(0),
        term_awarded=term_awarded_days or 0,
        value_change=total,
        term_change=cumulative_term_change_days or 0,
        own_value_change=total if alone is None else alone,
        works=works,
    )
    found = [sentence for over in _LIMITS for sentence in over(chosen, change)]
    return [*found, _supplier_stays(chosen)] if changes_supplier and not chosen.supplier else found


def _not_recorded(
    regime: Regime | str | None,
    ground: str,
    value: Decimal | None,
    term: int | None,
    value_change: Decimal | None,
    term_change: int | None,
) -> list[str]:
    """The facts that must be on the record before a change can be judged."""
    asked = (
        (not regime, "Record the law the agreement was made under."),
        (not ground, "Choose the ground the change relies on."),
        (value is None or value <= 0, "Record the agreement's value as awarded."),
        (term is None or term <= 0, "Record the agreement's term as awarded."),
        (value_change is None, "Record the change of value since the award, this change included."),
        (term_change is None, "Record the change of term since the award, this change included."),
    )
    return [sentence for lacking, sentence in asked if lacking]


def _no_such_ground(code: str, regime: Regime, light_touch: bool) -> str:
    kind = " for a light touch contract" if light_touch and regime is Regime.PA else ""
    known = next((one for one in all_grounds() if one.code == code), None)
    name = f"“{known.title}” ({known.citation})" if known else "What was chosen"
    where = "an agreement without procurement law" if regime is Regime.NONE else regime.label
    return f"{name} is not a ground under {where}{kind}. Choose one that is."


def _share(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """`part` of `whole` in per cent."""
    return Decimal(part) * 100 / Decimal(whole)


def _per_cent(value: Decimal) -> str:
    """To two places, always rounded away from nothing, so that over a limit never looks on it."""
    shown = value.quantize(Decimal("0.01"), rounding="ROUND_UP").normalize()
    return f"{shown:f} per cent"


def _over_term(ground: Ground, change: _Change) -> list[str]:
    """More than the share of the maximum term provided for on award, either way."""
    if not ground.term:
        return []
    limit = change.limit(ground.term)
    share = abs(_share(change.term_change, change.term_awarded))
    if share <= limit.figure:
        return []
    sentence = (
        f"The term changes by {_per_cent(share)} of the term awarded; “{ground.title}” allows "
        f"{limit.words} ({limit.citation}). Choose another ground, or change the term less."
    )
    return [sentence]


def _over_small(ground: Ground, change: _Change) -> list[str]:
    """More than a small share of the value, either way, or as much as the threshold in all.

    The Act allows up to its share for each modification; the older regulations want the net
    cumulative value *below* theirs.
    """
    if not ground.small:
        return []
    limit = change.limit(f"{ground.small}_works" if change.works else ground.small)
    under_act = change.regime is Regime.PA
    share = abs(
        _share(change.own_value_change if under_act else change.value_change, change.value_awarded)
    )
    found = _at_threshold(ground, change)
    if share > limit.figure or (share == limit.figure and not under_act):
        bar = "allows" if under_act else "needs less than"
        found.insert(
            0,
            f"The value changes by {_per_cent(share)} of the value awarded; “{ground.title}” {bar} "
            f"{limit.words} ({limit.citation}). Choose another ground.",
        )
    return found


def _at_threshold(ground: Ground, change: _Change) -> list[str]:
    """Small changes that together come to the threshold, or a threshold we do not hold."""
    threshold = _threshold(change)
    if threshold is None:
        sentence = (
            "The threshold that such changes must stay below is not held for this contract. "
            "Ask for advice, or choose another ground."
        )
    elif abs(change.value_change) >= threshold.figure:
        sentence = (
            f"All changes together come to {pounds(change.value_change)}, and must be below the "
            f"threshold of {threshold.words} ({ground.citation}). Choose another ground."
        )
    else:
        return []
    return [sentence]


def _threshold(change: _Change) -> Rule | None:
    """The threshold for this kind of contract; that of the old regulations as they last stood."""
    kind = "light_touch" if change.light_touch else "works" if change.works else "sub_central"
    old = change.regime is Regime.PCR
    on = min(change.on, ACT_BEGAN - timedelta(days=1)) if old else change.on
    try:
        return rule(f"threshold.{kind}", on=on, regime=change.regime)
    except LawUnknown:
        return None


def _over_increase(ground: Ground, change: _Change) -> list[str]:
    """An increase beyond the largest share of the value awarded."""
    if not ground.increase:
        return []
    limit = change.limit(ground.increase)
    share = _share(change.own_value_change, change.value_awarded)
    if share <= limit.figure:
        return []
    sentence = (
        f"The value increases by {_per_cent(share)} of the value awarded; “{ground.title}” allows "
        f"{limit.words} ({ground.citation}). Choose another ground, or run a new procurement."
    )
    return [sentence]


def _over_both(ground: Ground, change: _Change) -> list[str]:
    """Neither under the amount nor under the share: one of the two would do."""
    if not ground.amount_or_share:
        return []
    amount, share = (change.limit(code) for code in ground.amount_or_share)
    changed = abs(change.value_change)
    part = _share(changed, change.value_awarded)
    if changed < amount.figure or part < share.figure:
        return []
    sentence = (
        f"The value has changed by {pounds(changed)}, {_per_cent(part)} of the value when it was "
        f"entered into. “{ground.title}” needs the change to be below {amount.words} or less than "
        f"{share.words} ({ground.citation}). A new procurement is needed, or another ground."
    )
    return [sentence]


#: What a change of a ground is measured against, in the order it is said.
_LIMITS = (_over_term, _over_small, _over_increase, _over_both)


def _supplier_stays(ground: Ground) -> str:
    if ground.regime is Regime.PA:
        return (
            "The provider may change only on a corporate restructuring or similar circumstance "
            "(Procurement Act 2023 s.74(9) and Sch 8 para 9)."
        )
    return f"The provider may not change under “{ground.title}” ({ground.citation})."


def change_notices(
    regime: Regime | str,
    *,
    light_touch: bool,
    ground: str,
    value_awarded: Decimal,
    term_awarded_days: int,
    cumulative_value_change: Decimal,
    cumulative_term_change_days: int,
    on: date,
) -> list[str]:
    """What has to be published because of a change, in sentences with their citation.

    Under the Procurement Act a notice is left out only where value and term both change by no
    more than the share of s.75(2), earlier changes counted: the careful reading of its "or".
    """
    wanted = Regime(regime)
    if wanted is Regime.PSR:
        return _health_notices(ground, cumulative_value_change, on)
    if wanted is Regime.PCR and ground in {"pcr.additional", "pcr.unforeseeable"}:
        return ["Publish a notice of modification (Public Contracts Regulations 2015 reg 72(3))."]
    if wanted is not Regime.PA or light_touch:
        return []
    limit = rule("change_notice", on=on, regime=wanted, route=Route.ORDINARY)
    shares = (
        abs(_share(cumulative_value_change, value_awarded)),
        abs(_share(cumulative_term_change_days, term_awarded_days)),
    )
    if ground != "pa.restructuring" and max(shares) <= limit.figure:
        return []
    return [f"Publish a contract change notice before the change is made ({limit.citation})."]


def _health_notices(ground: str, changed: Decimal, on: date) -> list[str]:
    """The notices of the Provider Selection Regime, which spare what external factors brought."""
    if ground == "psr.urgent":
        when = "within 30 days of it (SI 2023/1348 reg 14(4) and (5))"
        return [f"Submit a notice of the urgent modification for publication {when}."]
    limit = rule("modification.amount", on=on, regime=Regime.PSR)
    notice = rule("modification_notice", on=on, regime=Regime.PSR)
    if ground in {"psr.external", "psr.succession"} or abs(changed) < limit.figure:
        return []
    when = f"within {notice.days} days of it ({notice.citation})"
    return [f"If the authority decided the change, submit a notice of modification {when}."]
