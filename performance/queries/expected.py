"""The ledger of what is expected: contracts by quarters, so that what nobody reported on is seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Organisation, Partnership
from commissioning.quarters import Quarter
from contracts.lifecycles.agreement_states import BEING_DRAFTED, REPORTING
from contracts.models import Agreement
from pages.words import day
from performance.models import Extension, KpiReturn
from performance.queries.ledger import Coverage, Found, LedgerRow, coverage_of, ledger_rows
from tabular.writing import csv_bytes
from workflow.calendar import london_date

#: Whose ledger it is: a partnership's, or a provider's over all partnerships.
Whose = Partnership | Organisation


@dataclass(frozen=True)
class Place:
    """What is expected of one agreement for the periods that end in one quarter."""

    rows: list[LedgerRow]
    why_none: str = ""
    """Why nothing is expected there, in words."""


@dataclass(frozen=True)
class Line:
    """One agreement with its place in each quarter."""

    agreement: Agreement
    places: list[Place]
    coverage: Coverage


@dataclass(frozen=True)
class Tally:
    """How the returns of one period, or of one provider, stand."""

    label: str
    coverage: Coverage
    found: Counter[Found]

    @property
    def late(self) -> int:
        """Past their date and not submitted, missing ones too."""
        return self.found[Found.LATE] + self.found[Found.MISSING]

    @property
    def missing(self) -> int:
        """Of these, so long past it that they are missing."""
        return self.found[Found.MISSING]

    @property
    def waived(self) -> int:
        """Done without, or no longer wanted."""
        return self.found[Found.WAIVED] + self.found[Found.NOT_WANTED]


@dataclass(frozen=True)
class Ledger:
    """The ledger of one financial year."""

    quarters: list[Quarter]
    lines: list[Line]
    whole: Tally
    by_period: list[Tally]
    by_provider: list[Tally]

    @property
    def rows(self) -> list[LedgerRow]:
        """Every return shown, by agreement and time."""
        return [row for line in self.lines for place in line.places for row in place.rows]


def year_label(year: int) -> str:
    """A financial year in words: "April 2025 to March 2026"."""
    return f"April {year} to March {year + 1}"


def years_of(whose: Whose, at: datetime) -> list[int]:
    """The financial years in which anything was expected, and the present one, the latest first."""
    found = _returns(whose).order_by().values_list("quarter", flat=True).distinct()
    years = {Quarter.parse(text).year for text in found}
    return sorted(years | {Quarter.containing(london_date(at)).year}, reverse=True)


def ledger_of(
    whose: Whose,
    year: int,
    at: datetime,
    *,
    party: int | None = None,
    found: str = "",
    often: str = "",
) -> Ledger:
    """The ledger of a financial year. Two queries, whatever the number of agreements.

    `party` is the provider (or, for a provider, the partnership) to show alone, `often` a frequency.
    `found` narrows the lines to those with such a place; counts are of all.
    """
    quarters = Quarter(year, 1).until(Quarter(year, 4))
    other = "agreement__partnership" if isinstance(whose, Organisation) else "agreement__provider"
    returns = _returns(whose).filter(quarter__in=[str(q) for q in quarters])
    agreements = _agreements(whose, quarters)
    if party is not None:
        returns = returns.filter(**{other: party})
        agreements = agreements.filter(**{other.removeprefix("agreement__"): party})
    listed = returns.select_related("agreement__provider", "agreement__partnership")
    rows = ledger_rows(listed.order_by("period_code", "version"), at)
    rows = [row for row in rows if often in ("", row.first.frequency)]
    lines = _lines(agreements, rows, quarters, london_date(at))
    return Ledger(
        quarters=quarters,
        lines=[line for line in lines if not found or _holds(line, found)],
        whole=_tally("", rows),
        by_period=_tallies(rows, _period_of, lambda row: row.first.period.label),
        by_provider=_tallies(rows, _provider_of, _provider_of),
    )


def _returns(whose: Whose) -> QuerySet[KpiReturn]:
    if isinstance(whose, Organisation):
        return KpiReturn.objects.filter(agreement__provider=whose)
    return KpiReturn.objects.filter(agreement__partnership=whose)


def _agreements(whose: Whose, quarters: Sequence[Quarter]) -> QuerySet[Agreement]:
    """Those that are more than a draft and run at any time in these quarters."""
    first, last = quarters[0].start, quarters[-1].end
    found = Agreement.objects.exclude(state__in=BEING_DRAFTED).filter(
        Q(ended_on=None) | Q(ended_on__gte=first), start_on__lte=last, end_on__gte=first
    )
    own = {"provider": whose} if isinstance(whose, Organisation) else {"partnership": whose}
    return found.filter(**own).select_related("provider", "partnership")


def _lines(
    agreements: Iterable[Agreement],
    rows: Iterable[LedgerRow],
    quarters: Sequence[Quarter],
    today: date,
) -> list[Line]:
    known = {agreement.pk: agreement for agreement in agreements}
    places: dict[tuple[int, str], list[LedgerRow]] = defaultdict(list)
    for row in rows:
        known.setdefault(row.first.agreement_id, row.first.agreement)
        places[row.first.agreement_id, row.first.quarter].append(row)
    return [
        _line(agreement, [places[agreement.pk, str(q)] for q in quarters], quarters, today)
        for agreement in sorted(known.values(), key=lambda a: (a.partnership_id, a.reference))
    ]


def _line(
    agreement: Agreement,
    places: Sequence[list[LedgerRow]],
    quarters: Sequence[Quarter],
    today: date,
) -> Line:
    made = [
        Place(sorted(rows, key=_period_of))
        if rows
        else Place([], _why_none(agreement, quarter, today))
        for rows, quarter in zip(places, quarters, strict=True)
    ]
    return Line(agreement, made, coverage_of(row for place in made for row in place.rows))


def _why_none(agreement: Agreement, quarter: Quarter, today: date) -> str:
    if quarter.end < agreement.first_reported_on:
        return f"Reports from {day(agreement.first_reported_on)}"
    if agreement.last_reported_on < quarter.start:
        ends = "Ended" if agreement.last_reported_on < today else "Ends"
        return f"{ends} on {day(agreement.last_reported_on)}"
    if today < quarter.start:
        return "To come"
    if agreement.state not in REPORTING:
        return f"{agreement.state_label}: none recorded"
    return "None asked for"


def _holds(line: Line, found: str) -> bool:
    return any(row.found == found for place in line.places for row in place.rows)


def _tally(label: str, rows: Sequence[LedgerRow]) -> Tally:
    return Tally(label, coverage_of(rows), Counter(row.found for row in rows))


def _tallies(
    rows: Iterable[LedgerRow],
    key: Callable[[LedgerRow], Any],
    label: Callable[[LedgerRow], str],
) -> list[Tally]:
    together: dict[Any, list[LedgerRow]] = defaultdict(list)
    for row in rows:
        together[key(row)].append(row)
    return [_tally(label(together[one][0]), together[one]) for one in sorted(together)]


def _period_of(row: LedgerRow) -> tuple[date, int]:
    """The order of periods: as they end, the shorter of two before the longer."""
    period = row.first.period
    return period.end, -period.start.toordinal()


def _provider_of(row: LedgerRow) -> str:
    return str(row.first.agreement.provider)


# --- As a sheet -----------------------------------------------------------------------------------
HEADERS = (
    *("Agreement", "Title", "Lot", "Provider", "Partnership", "Period", "Period in words"),
    *("First day", "Last day", "Due", "Due at first", "How it stands", "Remarks", "Submitted"),
    *("On time", "Version", "Last return", "Waived because"),
)


def ledger_csv(ledger: Ledger) -> bytes:
    """Every return of the ledger as a CSV file, a line each. One more query, for dates that moved."""
    return csv_bytes([HEADERS, *_csv_rows(ledger.rows)])


def _csv_rows(rows: Sequence[LedgerRow]) -> Iterable[Sequence[Any]]:
    first_due = _due_at_first(rows)
    for row in rows:
        one, agreement, period = row.first, row.first.agreement, row.first.period
        punctual = "" if not row.settled else "No" if row.late else "Yes"
        yield (
            *(agreement.reference, agreement.title, agreement.lot, str(agreement.provider)),
            *(str(agreement.partnership), str(period), period.label, period.start, period.end),
            *(one.due_on, first_due.get(one.pk, one.due_on), row.found.words),
            *("; ".join(row.notes), one.submitted_at and london_date(one.submitted_at), punctual),
            *(row.latest.version, "Yes" if one.is_final else "No", one.waived_reason),
        )


def _due_at_first(rows: Iterable[LedgerRow]) -> dict[int, date]:
    """The due dates as they were before they were moved, by return."""
    asked = Extension.objects.filter(kpi_return__in=[row.first.pk for row in rows])
    known: dict[int, date] = {}
    for pk, due in asked.order_by("asked_at", "pk").values_list("kpi_return_id", "due_before"):
        known.setdefault(pk, due)
    return known
