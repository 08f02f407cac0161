"""What a return workbook is: its columns, one line per KPI and area, and what is asked for.

The workbook that is sent, the reader of the one that comes back, the checks and the web form all
go by this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from commissioning.models import KpiVersion
from performance.models import Figure
from performance.values import in_words, parts_in_words

TEMPLATE = "Wholesight KPI return"
TEMPLATE_VERSION = "1"
SHEET = "Return"
WEB_FORM = "Web form"
#: Custom properties that say which return a workbook was made for.
AGREEMENT, QUARTER, RETURN_VERSION = "Agreement", "Quarter", "Return version"

NO_DENOMINATOR = "A number: leave the denominator blank"
WHOLE_AGREEMENT = "All areas"


class Col(StrEnum):
    """The columns, by the headers they carry, in their order."""

    KPI = "KPI"
    AREA = "Area"
    NUMERATOR_COUNTS = "What the numerator counts"
    DENOMINATOR_COUNTS = "What the denominator counts"
    BEFORE = "Quarter before"
    NUMERATOR = "Numerator"
    DENOMINATOR = "Denominator"
    STATUS = "Status"
    REASON = "Reason"
    IDENTIFIER = "Identifier"


#: What the provider fills in.
FILLED = (Col.NUMERATOR, Col.DENOMINATOR, Col.STATUS, Col.REASON)
#: What comes back as it was sent.
LOCKED = (Col.KPI, Col.AREA, Col.NUMERATOR_COUNTS, Col.DENOMINATOR_COUNTS)

STATUSES: dict[str, Figure.Status] = {status.label: status for status in Figure.Status}


@dataclass(frozen=True)
class Earlier:
    """What the same KPI and area said in an earlier quarter."""

    quarter: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None


@dataclass(frozen=True)
class Line:
    """One line of a return: a KPI of the schedule, in one area (or for the whole agreement)."""

    scheduled_id: int
    area_id: int | None
    code: str
    name: str
    area: str
    definition: KpiVersion
    earlier: tuple[Earlier, ...] = ()
    """The latest first."""
    quarter_before: str = ""

    @property
    def identifier(self) -> str:
        """What the line is known by, unseen, when the workbook comes back."""
        area = "all" if self.area_id is None else self.area_id
        return f"kpi {self.scheduled_id} area {area} definition {self.definition.pk}"

    @property
    def title(self) -> str:
        """The line in words: "Healthy weight in Carlisle"."""
        return self.name if self.area_id is None else f"{self.name} in {self.area}"

    @property
    def unit(self) -> str:
        """The KPI's unit in this quarter."""
        return self.definition.unit

    @property
    def has_denominator(self) -> bool:
        """Whether a denominator is asked for."""
        return self.definition.has_denominator

    @property
    def decimals_allowed(self) -> bool:
        """Whether the numerator may be a part of a whole: only what is averaged may."""
        return self.unit == KpiVersion.Unit.AVERAGE

    @property
    def last(self) -> Earlier | None:
        """The quarter just before, where it was reported."""
        return next((e for e in self.earlier if e.quarter == self.quarter_before), None)

    @property
    def before_in_words(self) -> str:
        """The quarter before, beside the cell to be filled: "45 of 60 (75.0%)"."""
        if self.last is None:
            return "Not reported"
        said = parts_in_words(self.last.numerator, self.last.denominator)
        if not self.has_denominator or self.last.value is None:
            return said or "Not available"
        return f"{said} ({in_words(self.unit, self.definition.decimals, self.last.value)})"

    @property
    def locked(self) -> dict[Col, str]:
        """The cells that come back as they were sent."""
        version = self.definition
        return {
            Col.KPI: f"{self.code} {self.name}",
            Col.AREA: self.area,
            Col.NUMERATOR_COUNTS: version.numerator_definition,
            Col.DENOMINATOR_COUNTS: (
                version.denominator_definition if self.has_denominator else NO_DENOMINATOR
            ),
        }


@dataclass(frozen=True)
class Asked:
    """What one return asks for."""

    agreement: str
    title: str
    provider: str
    partnership: str
    quarter: str
    quarter_in_words: str
    version: int
    due_on: date
    lines: tuple[Line, ...]

    @property
    def whose(self) -> str:
        """The agreement as no other is called: two partnerships may use the same reference."""
        return f"{self.agreement}, {self.partnership}"

    @property
    def heading(self) -> str:
        """What stands above the columns: the agreement and the quarter."""
        return f"{self.title}: {self.quarter_in_words}"

    @property
    def by_identifier(self) -> dict[str, Line]:
        """The lines by what they are known by."""
        return {line.identifier: line for line in self.lines}


@dataclass(frozen=True)
class Entry:
    """What a provider says of one line: as typed into a cell or a field, or to be put there."""

    numerator: Decimal | int | str | None = None
    denominator: Decimal | int | str | None = None
    status: Figure.Status = Figure.Status.REPORTED
    reason: str = ""


#: Entries by KPI code and the area's name ("All areas" for the whole agreement).
Entries = Mapping[tuple[str, str], Entry]
