"""How returns stand to their due dates, and how many are in: the one place that says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from accounts.models import Partnership
from performance.lifecycles.kpi_return import ASKED, WITH_COMMISSIONER
from performance.models import KpiReturn
from workflow.calendar import london_date


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

    Missing: nothing submitted by the end of the quarter after the one reported. A correction has no
    due date: the first version told whether the return was on time.
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
    return Standing.LATE if today <= kpi_return.period.shifted(1).end else Standing.MISSING


@dataclass(frozen=True)
class LedgerRow:
    """What is expected of one agreement for one quarter, over all its versions."""

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
    def late(self) -> bool:
        """Whether it came late, or has not come and is past its date. A correction changes neither."""
        return self.standing in (Standing.CAME_LATE, Standing.LATE, Standing.MISSING)


@dataclass(frozen=True)
class Coverage:
    """How many returns were expected, received (submitted), on time and accepted.

    And what those not accepted wait for: `certified` for the commissioner, `queried` for an answer.
    """

    expected: int
    received: int
    on_time: int
    accepted: int
    certified: int = 0
    queried: int = 0

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
    )


def ledger_rows(returns: Iterable[KpiReturn], at: datetime) -> list[LedgerRow]:
    """Returns as rows of the ledger, one for each agreement and quarter. They come by version."""
    versions: dict[tuple[int, str], list[KpiReturn]] = defaultdict(list)
    for version in returns:
        versions[version.agreement_id, version.quarter].append(version)
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
    """What is expected of every agreement for a quarter, by agreement, as it stands. One query."""
    returns = KpiReturn.objects.filter(agreement__partnership=partnership, quarter=quarter)
    returns = returns.select_related(
        *("agreement__provider", "agreement__partnership", "upload__file"),
        *("certified_by", "accepted_by"),
    )
    return ledger_rows(returns.order_by("agreement__reference", "version"), at)
