"""How returns stand to their due dates, and how many are in: the one place that says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from accounts.models import Partnership
from performance.lifecycles.kpi_return import ASKED, TO_CERTIFY, WITH_COMMISSIONER
from performance.models import KpiReturn
from performance.reference import MISSING_AFTER
from workflow.calendar import Calendar, add_working_days, london_date
from workflow.words import day


class Standing(StrEnum):
    """How a return stands to its due date, by the clock. Kept nowhere."""

    NOT_DUE = "not due"
    DUE = "due"
    LATE = "late"
    MISSING = "missing"
    ON_TIME = "on time"
    CAME_LATE = "came late"
    NOT_WANTED = "not wanted"
    CORRECTION = "correction"

    @property
    def words(self) -> str:
        """As a page says it."""
        return self.value.capitalize()

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return _TONES[self]


_TONES = {
    Standing.NOT_DUE: "neutral",
    Standing.DUE: "waiting",
    Standing.LATE: "attention",
    Standing.MISSING: "bad",
    Standing.ON_TIME: "good",
    Standing.CAME_LATE: "attention",
    Standing.NOT_WANTED: "ended",
    Standing.CORRECTION: "neutral",
}


def standing_of(kpi_return: KpiReturn, at: datetime) -> Standing:
    """Not due, due, late, missing, on time or came late, from the dates alone.

    The due date is the one agreed last. Missing: nothing submitted MISSING_AFTER working days later. A
    correction has no due date: the first version told whether the return was on time.
    """
    today = london_date(at)
    if not kpi_return.is_wanted:
        return Standing.NOT_WANTED
    if kpi_return.version > 1:
        return Standing.CORRECTION
    if kpi_return.submitted_at is not None:
        punctual = london_date(kpi_return.submitted_at) <= kpi_return.due_on
        return Standing.ON_TIME if punctual else Standing.CAME_LATE
    if today <= kpi_return.period.end:
        return Standing.NOT_DUE
    if today <= kpi_return.due_on:
        return Standing.DUE
    return Standing.LATE if today < missing_from(kpi_return.due_on) else Standing.MISSING


@lru_cache(maxsize=512)
def missing_from(due_on: date) -> date:
    """The day from which what was due on that day and has not been submitted is missing."""
    return add_working_days(due_on, MISSING_AFTER, Calendar.ENGLAND)


class Found(StrEnum):
    """What is found in one place of the ledger: what came of what was expected, in one word."""

    NOT_DUE = "not due"
    DUE = "due"
    RECEIVED = "received"
    CERTIFIED = "certified"
    QUERIED = "queried"
    ACCEPTED = "accepted"
    LATE = "late"
    MISSING = "missing"
    WAIVED = "waived"
    NOT_WANTED = "no longer wanted"

    @property
    def words(self) -> str:
        """As a page says it."""
        return self.value.capitalize()

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return _FOUND_TONES[self]


_FOUND_TONES = {
    Found.NOT_DUE: "neutral",
    Found.DUE: "waiting",
    Found.RECEIVED: "waiting",
    Found.CERTIFIED: "waiting",
    Found.QUERIED: "attention",
    Found.ACCEPTED: "good",
    Found.LATE: "attention",
    Found.MISSING: "bad",
    Found.WAIVED: "ended",
    Found.NOT_WANTED: "ended",
}
#: How what has not been submitted stands, where nothing has been read of it yet.
_FOUND_BY_CLOCK = {
    Standing.NOT_DUE: Found.NOT_DUE,
    Standing.DUE: Found.DUE,
    Standing.LATE: Found.LATE,
    Standing.MISSING: Found.MISSING,
}


@dataclass(frozen=True)
class LedgerRow:
    """What is expected of one agreement for one period, over all its versions."""

    first: KpiReturn
    """The version whose date of submission tells on time from late."""
    latest: KpiReturn
    counting: KpiReturn | None
    standing: Standing

    @property
    def is_wanted(self) -> bool:
        """Whether it is among those expected."""
        return self.first.is_wanted

    @property
    def received(self) -> bool:
        """Whether it has been submitted."""
        return self.first.submitted_at is not None

    @property
    def shown(self) -> KpiReturn:
        """The version that counts, else the latest."""
        return self.counting or self.latest

    @property
    def accepted(self) -> bool:
        """Whether a version of it counts."""
        return self.counting is not None

    @property
    def found(self) -> Found:
        """What came of it, in one word. Past its date and not submitted is late, whatever was read."""
        if not self.is_wanted:
            return Found.NOT_WANTED if self.first.outside_term else Found.WAIVED
        if self.accepted:
            return Found.ACCEPTED
        if self.received:
            return Found.QUERIED if self.latest.state in ASKED else Found.CERTIFIED
        if self.standing is Standing.DUE and self.latest.state in TO_CERTIFY:
            return Found.RECEIVED
        return _FOUND_BY_CLOCK[self.standing]

    @property
    def notes(self) -> list[str]:
        """What the word leaves out: that it came late, is being corrected, or was read and no more."""
        said = []
        if self.standing is Standing.CAME_LATE:
            said.append("came late")
        if self.standing in _OVERDUE and self.latest.state in TO_CERTIFY:
            said.append("received, not certified")
        if self.accepted and self.latest is not self.counting and self.latest.is_wanted:
            said.append("correction under way")
        if self.first.is_final:
            said.append("final")
        return said

    @property
    def said(self) -> list[str]:
        """What stands beside the word: when it is or was due while nothing is submitted, and notes."""
        awaited = self.is_wanted and not self.received
        return [*([f"due {day(self.first.due_on)}"] if awaited else []), *self.notes]

    @property
    def settled(self) -> bool:
        """Whether it is known if it was on time: submitted, or past its date."""
        return self.is_wanted and self.standing in (Standing.ON_TIME, Standing.CAME_LATE, *_OVERDUE)

    @property
    def late(self) -> bool:
        """Whether it came late, or has not come and is past its date. A correction changes neither."""
        return self.standing in (Standing.CAME_LATE, *_OVERDUE)


_OVERDUE = (Standing.LATE, Standing.MISSING)


@dataclass(frozen=True)
class Coverage:
    """How many returns were expected, received (submitted), on time and accepted.

    And what those not accepted wait for: `certified` for the commissioner, `queried` for an answer.
    `settled` of them were submitted or are past their date: of these it is known whether they were
    on time.
    """

    expected: int
    received: int
    on_time: int
    accepted: int
    certified: int = 0
    queried: int = 0
    settled: int = 0

    @property
    def percent_on_time(self) -> int | None:
        """Whole per cent on time of those due so far; None where none has been due."""
        return round(100 * self.on_time / self.settled) if self.settled else None

    @property
    def with_provider(self) -> int:
        """Expected, and not yet certified by the provider."""
        return self.expected - self.accepted - self.certified - self.queried

    @property
    def apart(self) -> list[str]:
        """Sentences for figures that do not count yet."""
        said = []
        for count, words in (
            (self.certified, "certified, not yet accepted"),
            (self.queried, "queried, not yet answered"),
            (self.with_provider, "still with the provider"),
        ):
            if count:
                said.append(f"{count} return{'' if count == 1 else 's'} {words}")
        return said

    @property
    def percent_accepted(self) -> int | None:
        """Whole per cent of the expected that are accepted; None where none is expected."""
        return round(100 * self.accepted / self.expected) if self.expected else None


def coverage_of(rows: Iterable[LedgerRow]) -> Coverage:
    """The coverage of these rows."""
    wanted = [row for row in rows if row.is_wanted]
    return Coverage(
        expected=len(wanted),
        received=sum(row.received for row in wanted),
        on_time=sum(row.standing is Standing.ON_TIME for row in wanted),
        accepted=sum(row.accepted for row in wanted),
        certified=sum(row.latest.state in WITH_COMMISSIONER for row in wanted if not row.accepted),
        queried=sum(row.latest.state in ASKED for row in wanted if not row.accepted),
        settled=sum(row.settled for row in wanted),
    )


def ledger_rows(returns: Iterable[KpiReturn], at: datetime) -> list[LedgerRow]:
    """Returns as rows of the ledger, one for each agreement and period. They come by version."""
    versions: dict[tuple[int, str], list[KpiReturn]] = defaultdict(list)
    for version in returns:
        versions[version.agreement_id, version.period_code].append(version)
    return [
        LedgerRow(
            first=same[0],
            latest=same[-1],
            counting=next((v for v in reversed(same) if v.counts), None),
            standing=standing_of(same[0], at),
        )
        for same in versions.values()
    ]


def ledger(partnership: Partnership, quarter: str, at: datetime) -> list[LedgerRow]:
    """What is expected of every agreement for the periods that end in a quarter. One query."""
    returns = KpiReturn.objects.filter(agreement__partnership=partnership, quarter=quarter)
    returns = returns.select_related(
        *("agreement__provider", "agreement__partnership", "upload__file"),
        *("certified_by", "accepted_by"),
    )
    return ledger_rows(returns.order_by("agreement__reference", "period_code", "version"), at)
