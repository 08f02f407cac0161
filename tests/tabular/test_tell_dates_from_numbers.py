"""A number is a date, a time or a length of time where its format shows it as one."""

from datetime import date, datetime, time, timedelta

import pytest

from tabular.serials import Shape, moment, shape_of


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        ("General", Shape.NUMBER),
        ("0.0%", Shape.NUMBER),
        ('#,##0.00 "days"', Shape.NUMBER),
        ("[Red]#,##0;[Blue]-#,##0", Shape.NUMBER),
        ("[$£-809]#,##0.00", Shape.NUMBER),
        ("#,##0\\ \\d", Shape.NUMBER),
        ("dd/mm/yyyy", Shape.DATE),
        ("mmm-yy;@", Shape.DATE),
        ("[$-809]d mmmm yyyy", Shape.DATE),
        ("dd/mm/yyyy hh:mm", Shape.DATE),
        ("hh:mm:ss", Shape.TIME),
        ("h:mm AM/PM", Shape.TIME),
        ("[h]:mm:ss", Shape.DURATION),
    ],
)
def test_shape_of_a_format(code: str, shape: Shape) -> None:
    assert shape_of(code) == shape


@pytest.mark.parametrize(
    ("number", "shape", "value"),
    [
        (1, Shape.DATE, date(1900, 1, 1)),
        (59, Shape.DATE, date(1900, 2, 28)),
        (61, Shape.DATE, date(1900, 3, 1)),
        (46203, Shape.DATE, date(2026, 6, 30)),
        (46203.5, Shape.DATE, datetime(2026, 6, 30, 12)),
        (0.999999999, Shape.TIME, time(23, 59, 59, 999000)),
        (46203.25, Shape.TIME, datetime(2026, 6, 30, 6)),
        (1.5, Shape.DURATION, timedelta(hours=36)),
        (-1, Shape.DATE, -1),
        (3_000_000, Shape.DATE, 3_000_000),
    ],
)
def test_moment_of_a_number(number: float, shape: Shape, value: object) -> None:
    assert moment(number, shape, from_1904=False) == value
