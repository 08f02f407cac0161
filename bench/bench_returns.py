"""A return from its file to accepted figures, beside what it can cost at the very least.

The least is reading the file alone (calamine; pandas for CSV) and one bare load of the same figures
into a table with one key. Receiving (guarded reading, every rule, keeping), certifying (figures) and
accepting (summary) are timed apart, as medians over returns of several quarters.
"""

import statistics
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pandas as pd
from django.db import connection, transaction
from python_calamine import CalamineSheet, CalamineWorkbook

from bench.returns import agreement_of, filled, quarters
from bench.timing import line, once, title
from performance.actions import returns as deeds
from performance.models import KpiReturn, Upload
from performance.workbook.asking import asked_of
from tabular.cells import shown
from tabular.writing import csv_bytes
from tests.factories.commissioning import commissioner_of
from tests.factories.performance import certifier_of, moment, preparer_of
from workflow.door import take

ROUNDS = 3


def main() -> None:
    """Print the parts and their sum beside the least, for 10,000 and 100,000 rows."""
    for rows in (10_000, 100_000):
        title(f"A return of {rows:,} rows ({connection.vendor})")
        made = agreement_of(rows, f"bench{rows}")
        records = quarters(made, 2 * ROUNDS)
        one_kind(records[:ROUNDS], "xlsx")
        one_kind(records[ROUNDS:], "csv")


def one_kind(records: list[KpiReturn], kind: str) -> None:
    """Times of each part for one kind of file."""
    times: dict[str, list[float]] = {name: [] for name in ("read", "load", *STEPS)}
    for seed, record in enumerate(records):
        content = file_of(record, kind, seed)
        times["read"].append(once(lambda: read_alone(content, kind)))  # noqa: B023
        for name, step in STEPS.items():
            times[name].append(once(lambda: step(record, content, kind)))  # noqa: B023
        times["load"].append(bare_load(record))
    middle = {name: statistics.median(found) for name, found in times.items()}
    least = middle["read"] + middle["load"]
    for name in STEPS:
        line(f"{kind}: {name}", middle[name], "the least: read and load", least)
    line(f"{kind}: all three", sum(middle[n] for n in STEPS), "the least: read and load", least)
    print(f"  {'':42} reading alone {middle['read']:.3f} s, bare load {middle['load']:.3f} s")


def file_of(record: KpiReturn, kind: str, seed: int) -> bytes:
    """The return's file, filled in."""
    content = deeds.workbook_for(record, filled(asked_of(record), seed))
    if kind == "xlsx":
        return content
    return csv_bytes([[shown(value) for value in row] for row in sheet_of(content).to_python()])


def sheet_of(content: bytes) -> CalamineSheet:
    """The sheet of figures, opened by the quickest reader alone."""
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("Return")


def receive(record: KpiReturn, content: bytes, kind: str) -> None:
    """Guarded reading, every rule, and keeping what was said: as the job does."""
    by, at = preparer_of(record.agreement.provider), moment(record)
    upload = deeds.send_file(record, content, name=f"return.{kind}", content_type="", by=by, at=at)
    if upload.being_read:
        checked = deeds.check_upload(upload)
        upload = deeds.settle(upload, checked, by=by, at=at)
    if upload.outcome != Upload.Outcome.TAKEN:
        raise SystemExit(f"Not taken: {upload.findings[:3]}")


def certify(record: KpiReturn, content: bytes, kind: str) -> None:
    """Figures and the document."""
    take(record, "certify", by=certifier_of(record.agreement.provider), at=moment(record))


def accept(record: KpiReturn, content: bytes, kind: str) -> None:
    """The summary."""
    take(record, "accept", by=commissioner_of(record.agreement.partnership), at=moment(record))


STEPS: dict[str, Callable[[KpiReturn, bytes, str], None]] = {
    "receive": receive,
    "certify": certify,
    "accept": accept,
}


def read_alone(content: bytes, kind: str) -> object:
    """The file's cells, by the quickest reader alone."""
    if kind == "csv":
        return pd.read_csv(BytesIO(content), dtype=str, header=None, skiprows=2)
    return sheet_of(content).to_python()


def bare_load(record: KpiReturn) -> float:
    """Seconds to load the same figures into a table with one key, with nothing around it."""
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(
            f"SELECT {NAMES} FROM performance_figure WHERE kpi_return_id = %s", [record.pk]
        )
        rows = cursor.fetchall()
        cursor.execute("DROP TABLE IF EXISTS bare")
        cursor.execute(BARE)
        return once(lambda: load(cursor, rows))


def load(cursor: Any, rows: list[tuple[Any, ...]]) -> None:
    """COPY on PostgreSQL, executemany on SQLite."""
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY bare ({NAMES}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(NAMES.split(",")))
    cursor.executemany(f"INSERT INTO bare ({NAMES}) VALUES ({marks})", rows)


NAMES = "kpi_return_id, number, scheduled_id, area_id, group_id, numerator, denominator, status"
BARE = (
    "CREATE TABLE bare (kpi_return_id bigint, number integer, scheduled_id bigint, area_id bigint, "
    "group_id bigint, numerator numeric, denominator numeric, status varchar(15), "
    "PRIMARY KEY (kpi_return_id, number))"
)


if __name__ == "__main__":
    main()
