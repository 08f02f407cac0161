"""What a rule is: a function with an identifier, a severity and its plain words (its docstring)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar

from tabular.findings import Finding, Severity

#: A file with more findings of one kind than this is not read cell by cell by anybody.
MOST_OF_ONE_KIND = 5_000
#: What a finding asks of whoever sends a return.
EFFECTS = {
    Severity.BLOCKER: "Must be put right",
    Severity.QUERY: "Correct it or give a reason",
    Severity.NOTE: "Pointed out",
}
_TONES = {Severity.BLOCKER: "bad", Severity.QUERY: "waiting", Severity.NOTE: "neutral"}


class Ring(StrEnum):
    """What a rule looks at, in the order in which they are made."""

    READING = "Reading the file"
    FILE = "The file"
    ROW = "Each row"
    WHOLE = "The whole return"
    TOGETHER = "The figures beside one another"
    ANSWERS = "The questions beside the figures"
    COMPARISON = "The return beside earlier ones and the agreement"


@dataclass(frozen=True)
class Rule:
    """One rule of a return. Calling it gives its findings, each with the rule's identifier."""

    do_not_call_in_templates: ClassVar[bool] = True

    identifier: str
    severity: Severity
    ring: Ring
    check: Callable[[Any], Iterable[Finding]]
    example: str = ""
    """Something it finds, in plain words."""

    @property
    def effect(self) -> str:
        """What becomes of a return in which it finds something."""
        return EFFECTS[self.severity]

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return _TONES[self.severity]

    @property
    def words(self) -> str:
        """The rule in plain words."""
        return " ".join((self.check.__doc__ or "").split())

    def __call__(self, given: Any) -> Iterator[Finding]:
        for count, finding in enumerate(self.check(given), 1):
            yield replace(finding, rule=self.identifier)
            if count == MOST_OF_ONE_KIND:
                words = f"There are more than {count:,} of this kind. Put these right first."
                yield Finding(self.severity, finding.sheet, message=words, rule=self.identifier)
                return


def rule(
    identifier: str, ring: Ring, severity: Severity = Severity.BLOCKER, *, example: str = ""
) -> Callable[[Callable[[Any], Iterable[Finding]]], Rule]:
    """Make a rule of a function: rows or file in, findings out. Its docstring is the rule in words."""
    return lambda check: Rule(identifier, severity, ring, check, example)
