"""Who may take which step in which state, as a table written by hand and tried cell by cell.

A table has a line per step and a column per state; a cell holds the letters of those who may, or
"-" where nobody may. Everybody else, and everybody who belongs elsewhere, is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from accounts.roles import PROVIDER_ROLES, Role
from workflow.lifecycle import SYSTEM, Lifecycle, step_named, steps_of

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
HERE, ELSEWHERE, OWNER = 1, 2, 99


@dataclass(frozen=True)
class Person:
    """Somebody with roles in one place: a partnership or, for a provider's roles, a provider."""

    pk: int
    place: int
    roles: frozenset[Role]

    def roles_in_partnership(self, place: int, at: datetime) -> frozenset[Role]:
        return self.roles - PROVIDER_ROLES if place == self.place else frozenset()

    def roles_in_organisation(self, place: int, at: datetime) -> frozenset[Role]:
        return self.roles & PROVIDER_ROLES if place == self.place else frozenset()


LETTERS = {
    "C": Role.COMMISSIONER,
    "A": Role.APPROVER,
    "E": Role.EVALUATOR,
    "B": Role.BOARD,
    "N": Role.ANALYST,
    "D": Role.ADMINISTRATOR,
    "P": Role.PREPARER,
    "F": Role.CERTIFIER,
}
#: Everyone a step is tried with, by their letter: S is the clock, O the person a record was given
#: to (an evaluator, who by that role alone may nothing), X nobody in particular.
ACTORS: dict[str, Any] = {
    **{letter: Person(7, HERE, frozenset({role})) for letter, role in LETTERS.items()},
    "S": SYSTEM,
    "O": Person(OWNER, HERE, frozenset({Role.EVALUATOR})),
    "X": Person(8, HERE, frozenset()),
}
#: People with every role somewhere else, and the owner who has left: they may nothing, ever.
STRANGERS = [
    *(Person(9, ELSEWHERE, frozenset({role})) for role in Role),
    Person(9, ELSEWHERE, frozenset(Role)),
    Person(OWNER, ELSEWHERE, frozenset({Role.EVALUATOR})),
]


@dataclass
class Matrix:
    """A lifecycle with its table: who may begin, where steps lead, who may take them where."""

    model: type[Lifecycle]
    begin: str
    table: str
    states: list[str] = field(init=False)
    cells: dict[tuple[str, str], str] = field(init=False)
    targets: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        head, *lines = [line.split() for line in self.table.strip().splitlines()]
        self.states = head[2:]
        self.targets = {name: target for name, target, *_ in lines}
        self.cells = {
            (name, state): cell
            for name, _target, *row in lines
            for state, cell in zip(self.states, row, strict=True)
        }

    def written(self, step: str, state: str) -> dict[str, bool]:
        """What the table says of one step in one state, for every actor."""
        cell = self.cells[step, state].replace("-", "")
        unknown = set(cell) - set(ACTORS)
        assert not unknown, f"The table uses letters nobody has: {unknown}"
        return {letter: letter in cell for letter in ACTORS}

    def found(self, step: str, state: str) -> dict[str, bool]:
        """What the lifecycle says of the same."""
        return {letter: self.allows(step, state, actor) for letter, actor in ACTORS.items()}

    def allows(self, step: str, state: str, actor: Any) -> bool:
        """Whether the state is one the step starts from, and the actor may."""
        known = step_named(self.model, step)
        assert known is not None, f"There is no step called {step}."
        return state in known.sources and known.may(self.record(), actor, AT)

    def may_begin(self) -> str:
        """The letters of those who may begin such a record."""
        may = self.model.may_begin
        return "".join(letter for letter, a in ACTORS.items() if may(self.record(), a, AT))

    def record(self) -> Any:
        """A record of this place, of this provider, given to the owner."""
        return SimpleNamespace(partnership_id=HERE, provider_id=HERE, owner_id=OWNER)

    def whole(self) -> bool:
        """Whether every step and every state has its place in the table, and no other."""
        steps = {step.name for step in steps_of(self.model)}
        return steps == set(self.targets) and set(self.states) == set(self.model.States.values)
