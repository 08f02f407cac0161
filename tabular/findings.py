"""What a check has to say about a sheet, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tabular.cells import first_cell


class Severity(StrEnum):
    """How much a finding matters, the gravest first."""

    BLOCKER = "blocker"
    """Stops the sheet: it must be put right and sent again."""
    QUERY = "query"
    """Asks for a reason, or a correction."""
    NOTE = "note"
    """For information. Nothing need be done."""


_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}
_FIELDS = ("sheet", "cell", "kpi", "message", "value", "rule", "right", "about")


@dataclass(frozen=True)
class Finding:
    """One thing found in one place. A finding about the whole file names no sheet and no cell."""

    severity: Severity
    sheet: str = ""
    cell: str = ""
    kpi: str = ""
    message: str = ""
    value: str = ""
    """What was in the cell, as it is shown to a person."""
    rule: str = ""
    """The identifier of the rule that found it."""
    right: str = ""
    """What would be right, in words."""
    about: str = ""
    """What it is about, as the checker knows it: the identifier of a row."""

    @property
    def stops(self) -> bool:
        """Whether the sheet cannot be taken while this stands."""
        return self.severity is Severity.BLOCKER

    @property
    def place(self) -> str:
        """Where it is, in words: "Quarter, cell B7", or "the whole file"."""
        if not self.sheet:
            return f"cell {self.cell}" if self.cell else "the whole file"
        return f"{self.sheet}, cell {self.cell}" if self.cell else self.sheet

    def __lt__(self, other: Finding) -> bool:
        return _order(self) < _order(other)

    def to_json(self) -> dict[str, str]:
        """A plain mapping of texts, for a JSON column."""
        return {"severity": self.severity.value} | {
            field: str(getattr(self, field)) for field in _FIELDS
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, str]) -> Finding:
        """The finding that `to_json` stored. Raises KeyError or ValueError without a severity."""
        return cls(Severity(stored["severity"]), *(stored.get(field, "") for field in _FIELDS))


def _order(finding: Finding) -> tuple[int, str, int, int, str, str]:
    row, column = first_cell(finding.cell) or (0, 0)
    weight = _WEIGHT[finding.severity]
    return (weight, finding.sheet, row, column, finding.kpi, finding.message)


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Blockers first, then by sheet, row and column. What is said twice is kept once."""
    return sorted(dict.fromkeys(findings))


def in_file_order(findings: Iterable[Finding]) -> list[Finding]:
    """The whole file first, then by sheet, row and column. What is said twice is kept once."""
    return sorted(dict.fromkeys(findings), key=_place)


def _place(finding: Finding) -> tuple[str, int, int, int, str]:
    row, column = first_cell(finding.cell) or (0, 0)
    return (finding.sheet, row, column, _WEIGHT[finding.severity], finding.message)


def stopping(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that stop the sheet, in order."""
    return ordered(finding for finding in findings if finding.stops)


def to_json(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """Findings, in order, for a JSON column."""
    return [finding.to_json() for finding in ordered(findings)]


def from_json(stored: Iterable[Mapping[str, str]]) -> list[Finding]:
    """The findings that `to_json` stored."""
    return [Finding.from_json(one) for one in stored]
