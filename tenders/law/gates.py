"""Gates: what must be so, and on the record, before a tender takes a step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from tenders.law.rules import Basis, LawUnknown, Route, load
from workflow import words


class Before(StrEnum):
    """The steps that gates stand before."""

    PUBLISH = "publish"
    DECIDE = "decide"
    AWARD_NOTICE = "award_notice"
    SIGN = "sign"
    DETAILS_NOTICE = "details_notice"


@dataclass(frozen=True)
class Gate:
    """One gate: the question asked, what is recorded in answer, and whose rule it is.

    `reasons_will_do`: a "no" may be lawful, and then the reasons are what is recorded.
    """

    code: str
    title: str
    question: str
    basis: Basis
    citation: str
    evidence: str
    before_step: Before
    routes: frozenset[Route]
    reasons_will_do: bool
    from_day: date
    until_day: date | None

    def stands(self, route: Route, on: date) -> bool:
        """Whether the gate stands on this route for a tender that began `on` that day."""
        until = self.until_day is None or on <= self.until_day
        return route in self.routes and self.from_day <= on and until

    @property
    def marked(self) -> str:
        """How the gate is marked on a page: `statutory: Procurement Act 2023 s.18`."""
        return f"{self.basis}: {self.citation}"


@cache
def all_gates() -> tuple[Gate, ...]:
    """Every gate, of every day, in the order they are met."""
    return tuple(
        Gate(
            code=row["code"],
            title=row["title"],
            question=row["question"],
            basis=Basis(row["basis"]),
            citation=row["citation"],
            evidence=row["evidence"],
            before_step=Before(row["before"]),
            routes=frozenset(Route(route) for route in row["routes"]),
            reasons_will_do=row.get("reasons", False),
            from_day=row["from"],
            until_day=row.get("until"),
        )
        for row in load("gates.toml")["gate"]
    )


def gates(before: Before | str | None = None, *, route: Route, on: date) -> list[Gate]:
    """The gates before a step (all of them when None), on a route, for a tender begun `on`."""
    wanted = None if before is None else Before(before)
    return [
        one
        for one in all_gates()
        if one.stands(route, on) and (wanted is None or one.before_step is wanted)
    ]


def gate(code: str, *, route: Route, on: date) -> Gate:
    """One gate. Raises LawUnknown when it does not stand on this route and day."""
    for one in gates(route=route, on=on):
        if one.code == code:
            return one
    raise LawUnknown(f"No gate “{code}” stands on the {route} route on {words.day(on)}.")
