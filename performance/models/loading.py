"""Loading a return's entries as figures: one statement for all of them, on either database."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat

import numpy as np
from django.db import connection
from django.db.models import QuerySet

from performance.entries import (
    NONE,
    STATUSES,
    Entries,
    Ints,
    hundredths,
    number_from,
    numbers_from,
)
from performance.models.figure import Figure

_COLUMNS = (
    *("kpi_return_id", "number", "scheduled_id", "area_id", "group_id"),
    *("numerator", "denominator", "status", "reason", "upload_id", "row"),
)


def load_figures(kpi_return_id: int, entries: Entries) -> int:
    """Write the figures of a return that has none; how many. Call it inside a transaction."""
    given = np.flatnonzero(entries.status != NONE)
    rows = zip(
        repeat(kpi_return_id),
        range(1, len(given) + 1),
        entries.scheduled[given].tolist(),
        _or_none(entries.area[given]),
        _or_none(entries.group[given]),
        numbers_from(entries.numerator[given]),
        numbers_from(entries.denominator[given]),
        [STATUSES[code] for code in entries.status[given].tolist()],
        _reasons(entries, given),
        _or_none(entries.upload[given]),
        np.maximum(entries.row[given], 0).tolist(),
        strict=False,
    )
    names = ", ".join(connection.ops.quote_name(name) for name in _COLUMNS)
    table = connection.ops.quote_name(Figure._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(_COLUMNS))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))  # noqa: S608 - our own names
    return len(given)


def figures_of(entries: Entries, kpi_return_id: int) -> list[Figure]:
    """The entries as figures not yet saved, for showing them: one object for each."""
    found: list[Figure] = []
    for place in np.flatnonzero(entries.status != NONE).tolist():
        found.append(
            Figure(
                kpi_return_id=kpi_return_id,
                number=len(found) + 1,
                scheduled_id=int(entries.scheduled[place]),
                area_id=_key(entries.area[place]),
                group_id=_key(entries.group[place]),
                numerator=number_from(int(entries.numerator[place])),
                denominator=number_from(int(entries.denominator[place])),
                status=STATUSES[int(entries.status[place])],
                reason=entries.reasons.get(place, ""),
                upload_id=_key(entries.upload[place]),
                row=max(0, int(entries.row[place])),
            )
        )
    return found


def _or_none(keys: Ints) -> list[int | None]:
    given: list[int | None] = keys.tolist()
    for place in np.flatnonzero(keys == NONE).tolist():
        given[place] = None
    return given


def _key(value: np.int64) -> int | None:
    return None if value == NONE else int(value)


def _reasons(entries: Entries, given: Ints) -> list[str]:
    texts = [""] * len(given)
    if entries.reasons:
        position = {place: at for at, place in enumerate(given.tolist())}
        for place, text in entries.reasons.items():
            if place in position:
                texts[position[place]] = text
    return texts


def entries_of(figures: QuerySet[Figure]) -> Entries:
    """The figures of one return as entries again, in their order. One query."""
    rows = list(figures.order_by("number").values_list(*_COLUMNS[2:]))
    columns = list(zip(*rows, strict=True)) or [()] * len(_COLUMNS[2:])
    scheduled, area, group, numerator, denominator, status, reason, upload, row = columns
    codes = {status: code for code, status in enumerate(STATUSES)}
    return Entries(
        scheduled=_ints(scheduled),
        area=_ints(area),
        group=_ints(group),
        numerator=_ints(hundredths(n) for n in numerator),
        denominator=_ints(hundredths(n) for n in denominator),
        status=_ints(codes[s] for s in status),
        upload=_ints(upload),
        row=_ints(row),
        reasons={place: text for place, text in enumerate(reason) if text},
    )


def _ints(values: Iterable[int | None]) -> Ints:
    return np.array([NONE if value is None else value for value in values], dtype=np.int64)
