"""Answers side by side by the role people answered in, without showing a group too small to hide in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from commissioning.models import ConsultationOption
from commissioning.queries.tallies import (
    AnswerLine,
    QuestionTally,
    Tally,
    by_option,
    lines_of,
)

#: A group of fewer people is not shown by itself.
SMALL = 5
NO_ROLE = "No role given"


@dataclass(frozen=True)
class RoleColumn:
    """One role, or several small ones put together: what they answered, and of how many."""

    label: str
    base: int
    lines: list[AnswerLine]


@dataclass(frozen=True)
class ByRole:
    """A question's answers by role; `note` says which roles are not shown by themselves."""

    columns: list[RoleColumn] = field(default_factory=list)
    note: str = ""

    @property
    def rows(self) -> list[tuple[str, list[AnswerLine]]]:
        """Each answer with its line in every column."""
        first = self.columns[0].lines if self.columns else []
        return [(line.label, [c.lines[i] for c in self.columns]) for i, line in enumerate(first)]


def by_role(table: QuestionTally, tally: Tally, roles: Mapping[int, str]) -> ByRole | None:
    """One question by role; None where there are no roles, or nothing to set side by side.

    Small groups are put together, and with the next larger one while they are still small: what is
    shown then cannot be taken from the whole to find a group of fewer than five.
    """
    question = table.question
    if not roles or not table.counted or question.is_role or question.is_open:
        return None
    options = [o for o in question.options.all() if not o.is_no_response]
    sizes: dict[int | None, int] = {
        role: size
        for role in [*roles, None]
        if (size := sum(by_option(question, tally, [role]).values()))
    }
    groups = _groups(sizes)
    together = next((group for group in groups if len(group) > 1), ())
    names = [roles[role] if role is not None else NO_ROLE for role in together]
    if len(groups) < 2:
        if not names:
            return None
        return ByRole(note=f"Not shown by role: all but one group have fewer than {SMALL} people.")
    columns = [
        _column(group, options, by_option(question, tally, group), roles) for group in groups
    ]
    return ByRole(columns, _note(names))


def _groups(sizes: Mapping[int | None, int]) -> list[tuple[int | None, ...]]:
    """Roles in their order, the small ones in one group at the end."""
    small = [role for role, size in sizes.items() if size < SMALL]
    rest = [role for role in sizes if role not in small]
    while small and rest and sum(sizes[role] for role in small) < SMALL:
        least = min(rest, key=lambda role: sizes[role])
        rest.remove(least)
        small.append(least)
    return [*((role,) for role in rest), *([tuple(small)] if small else [])]


def _column(
    group: tuple[int | None, ...],
    options: list[ConsultationOption],
    counts: Mapping[int, int],
    roles: Mapping[int, str],
) -> RoleColumn:
    names = [roles[role] if role is not None else NO_ROLE for role in group]
    lines = lines_of(options, counts)
    return RoleColumn(", ".join(names), sum(line.count or 0 for line in lines), lines)


def _note(names: list[str]) -> str:
    if not names:
        return ""
    return (
        f"A group of fewer than {SMALL} people is not shown by itself. "
        f"Put together: {', '.join(names)}."
    )
