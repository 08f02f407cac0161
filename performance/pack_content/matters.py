"""What matters in a quarter: sentences from rules, the gravest first, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from commissioning.models import Kpi
from performance.models import Reading
from performance.queries.trails import Trail
from performance.reference import PERSISTENT

WHOLE = "the whole partnership"


@dataclass(frozen=True)
class Matter:
    """One thing to look at: a kind, a sentence, and the KPI and area it is about (if any)."""

    kind: str
    sentence: str
    kpi: int | None = None
    area: int | None = None


CONCERN, PERSISTING, COVERAGE, IMPROVEMENT, VARIED = (
    "Concern",
    "Off target",
    "Coverage",
    "Improvement",
    "Variation",
)


def matters_of_kpi(kpi: Kpi, trails: Sequence[Trail]) -> list[Matter]:
    """Signals, and targets missed again and again, of one KPI in its areas."""
    rules: list[tuple[str, Callable[[Trail], bool], Callable[[Trail], str]]] = [
        (CONCERN, _turned(Reading.Turn.CONCERN), _signal),
        (PERSISTING, lambda t: t.quarters_off_target >= PERSISTENT, _persistence),
        (IMPROVEMENT, _turned(Reading.Turn.IMPROVEMENT), _signal),
    ]
    found = []
    for kind, holds, words in rules:
        held = sorted((t for t in trails if holds(t)), key=lambda t: t.area is not None)
        if held:
            first = held[0]
            sentence = f"{kpi.name} ({kpi.code}), {_place(first)}: {words(first)}."
            others = [_place(t) for t in held[1:]]
            if others:
                sentence += f" The same holds for {_listed(others)}."
            found.append(Matter(kind, sentence, kpi.pk, first.area))
    return found


def _turned(turn: str) -> Callable[[Trail], bool]:
    return lambda trail: trail.last is not None and trail.last.turn == turn


def _place(trail: Trail) -> str:
    area = trail.last.area if trail.last else None
    return str(area) if area is not None else WHOLE


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _signal(trail: Trail) -> str:
    row = trail.last
    if row is None:
        return ""
    turn, _, rule = row.signal.replace(" (trial limits: ", ", on trial limits: ").partition(": ")
    rule = rule.removesuffix(")")
    return f"{_value(row)}, a signal of {turn.lower()} ({rule})"


def _persistence(trail: Trail) -> str:
    count = trail.quarters_off_target
    if trail.last is None:
        return ""
    target = trail.last.in_words(trail.last.target)
    return (
        f"{_value(trail.last)} against a target of {target}, off target {count} quarters in a row"
    )


def _value(row: Reading) -> str:
    return row.in_words(row.value) or "no value"


@dataclass(frozen=True)
class Standing:
    """How a return stands, as the Board is told: its agreement, state in words, and lateness."""

    reference: str
    provider: str
    state: str
    accepted: bool
    late: bool
    waived: str


def matters_of_returns(returns: Iterable[Standing]) -> list[Matter]:
    """Returns that are missing, waiting or waived: what the figures do not yet say."""
    found = []
    for one in returns:
        if one.waived:
            sentence = f"No return of {one.reference} ({one.provider}) was wanted: {one.waived}"
            found.append(Matter(COVERAGE, sentence))
        elif not one.accepted:
            late = " and late" if one.late else ""
            words = f"The return of {one.reference} ({one.provider}) is {one.state.lower()}{late}"
            found.append(Matter(COVERAGE, f"{words}: its figures are not counted."))
    return found


ORDER = (CONCERN, PERSISTING, COVERAGE, IMPROVEMENT, VARIED)


def in_order(matters: Iterable[Matter]) -> list[Matter]:
    """The gravest kind first, otherwise as found."""
    return sorted(matters, key=lambda matter: ORDER.index(matter.kind))
