"""What a rule is: a function with an identifier, a severity and its plain words (its docstring)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from tabular.findings import Finding, Severity


class Ring(StrEnum):
    """What a rule looks at, in the order in which they are made."""

    FILE = "The file"
    ROW = "Each row"
    WHOLE = "The whole return"
    COMPARISON = "The return beside earlier ones and the agreement"


@dataclass(frozen=True)
class Rule:
    """One rule of a return. Calling it gives its findings, each with the rule's identifier."""

    identifier: str
    severity: Severity
    ring: Ring
    check: Callable[[Any], Iterable[Finding]]

    @property
    def words(self) -> str:
        """The rule in plain words."""
        return " ".join((self.check.__doc__ or "").split())

    def __call__(self, given: Any) -> Iterator[Finding]:
        for finding in self.check(given):
            yield replace(finding, rule=self.identifier)


def rule(
    identifier: str, ring: Ring, severity: Severity = Severity.BLOCKER
) -> Callable[[Callable[[Any], Iterable[Finding]]], Rule]:
    """Make a rule of a function: rows or file in, findings out. Its docstring is the rule in words."""
    return lambda check: Rule(identifier, severity, ring, check)
