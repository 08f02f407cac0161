"""Returns made as they are made in life: a real workbook, read, certified and accepted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from accounts.models import Organisation, User
from accounts.roles import Role
from commissioning.periods import Period
from contracts.models import Agreement
from performance.actions import returns as deeds
from performance.actions.expected import due_on
from performance.models import Figure, KpiReturn, Upload
from performance.workbook.asking import asked_of
from performance.workbook.definition import Entry, Filled
from tests.factories.commissioning import commissioner_of
from tests.factories.people import person
from workflow.calendar import london_time
from workflow.door import begin, take
from workflow.lifecycle import SYSTEM

#: Every state a return can be asked for in.
STATES = ("expected", "received", "certified", "queried", "accepted", "superseded", "waived")
#: What every line says unless told otherwise: 30 of 40, or 30.
USUAL = Entry(Decimal(30), Decimal(40))


def expected(agreement: Agreement, quarter: str = "2025-26Q2") -> KpiReturn:
    """A return that is expected, recorded on the quarter's first day."""
    period = Period.parse(quarter)
    record = KpiReturn(
        agreement=agreement,
        period_code=quarter,
        quarter=str(period.quarter),
        due_on=due_on(period, agreement.days_to_report),
    )
    return begin(record, by=SYSTEM, at=london_time(period.start, 6))


def kpi_return(
    agreement: Agreement,
    quarter: str = "2025-26Q2",
    state: str = "accepted",
    entries: Filled | None = None,
) -> KpiReturn:
    """A return of an agreement in the state asked for; its workbook came ten days after the quarter.

    `entries` are by KPI code and area name; a line left out says 30 of 40.
    """
    record = expected(agreement, quarter)
    at = moment(record)
    by = commissioner_of(agreement.partnership)
    if state == "waived":
        return take(record, "waive", by=by, at=at, reasons="The service was closed.")
    return moved(record, state, entries)


def moved(record: KpiReturn, state: str, entries: Filled | None = None) -> KpiReturn:
    """Take the steps that lead from expected to a state."""
    at, by = moment(record), commissioner_of(record.agreement.partnership)
    if state == "expected":
        return record
    send(record, entries, at=at)
    record.refresh_from_db()
    if state == "received":
        return record
    record = take(record, "certify", by=certifier_of(record.agreement.provider), at=at)
    if state == "certified":
        return record
    if state == "queried":
        return take(record, "query", by=by, at=at, question="Why is Eden so low?")
    record = take(record, "accept", by=by, at=at + timedelta(days=3))
    if state == "superseded":
        moved(correction(record), "accepted", entries)
        record.refresh_from_db()
    return record


def correction(record: KpiReturn, reason: str = "Two families were counted twice.") -> KpiReturn:
    """The next version of an accepted return, expected."""
    by = certifier_of(record.agreement.provider)
    at = moment(record) + timedelta(days=5)
    return deeds.start_correction(record, reason, is_material=True, by=by, at=at)


def send(record: KpiReturn, entries: Filled | None = None, at: datetime | None = None) -> Upload:
    """Send a filled-in workbook for a return."""
    return send_bytes(record, filled_workbook(record, entries), at=at)


def send_bytes(
    record: KpiReturn, content: bytes, name: str = "return.xlsx", at: datetime | None = None
) -> Upload:
    """Send any bytes for a return, as its provider's preparer."""
    by = preparer_of(record.agreement.provider)
    return deeds.send_file(
        record, content, name=name, content_type=deeds.XLSX, by=by, at=at or moment(record)
    )


def filled_workbook(record: KpiReturn, values: Filled | None = None) -> bytes:
    """The return's own workbook as a provider would fill it in.

    `values` are by KPI code and area name: an Entry, or (numerator, denominator). Lines left out say
    30 of 40, but for the first of a correction, which differs from version to version.
    """
    asked = asked_of(record)
    entries: dict[tuple[str, ...], Entry] = {
        (line.code, line.area): USUAL if line.has_denominator else Entry(Decimal(30))
        for line in asked.lines
    }
    if record.version > 1:
        differs = Entry(Decimal(30 - record.version), Decimal(40))
        left_out = [key for key in entries if key not in (values or {})]
        entries |= {
            key: differs if entries[key].denominator else Entry(differs.numerator)
            for key in left_out[:1]
        }
    return deeds.workbook_for(record, entries | _entries(values or {}))


def _entries(values: Mapping[tuple[str, ...], Entry | tuple[object, ...]]) -> Filled:
    return {
        key: value if isinstance(value, Entry) else Entry(*value) for key, value in values.items()
    }


def moment(record: KpiReturn) -> datetime:
    """Ten in the morning, ten days after the quarter's end."""
    return london_time(record.period.end + timedelta(days=10), 10)


def preparer_of(organisation: Organisation) -> User:
    """The provider's first preparer; made when there is none."""
    return _first(Role.PREPARER, organisation)


def certifier_of(organisation: Organisation) -> User:
    """The provider's first certifier; made when there is none."""
    return _first(Role.CERTIFIER, organisation)


def _first(role: Role, organisation: Organisation) -> User:
    held = organisation.memberships.filter(role=role, partnership=None).order_by("pk").first()
    return held.person if held else person(role, organisation)


NIL = Entry(0, 40, Figure.Status.NIL)
