"""Reading an upload: what does the guarded child cost beside the fastest reader without a guard?

The whole of `read` (a process of its own, every check, the way back, whole columns at hand) beside
calamine's own reading of the same sheet, and beside pandas for the same rows as CSV. The rows are
like a return's: two long texts that repeat, identifiers, numbers, blanks.
"""

import csv
import random
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path

import pandas as pd
import xlsxwriter
from python_calamine import CalamineWorkbook

from bench.timing import best, line, title
from tabular.limits import MEBIBYTE, Limits
from tabular.reading import read

PEAK = """
import sys
from tabular.child import answer
from tabular.limits import Limits
answer(sys.stdin.buffer.read(), Limits())
with open("/proc/self/status") as told:
    print(next(line.split()[1] for line in told if line.startswith("VmPeak")))
"""
LIMITS = Limits(file_bytes=64 * MEBIBYTE)
COLUMNS = 13
DEFINITION = (
    "A longer definition that says what is counted, by whom and from which system it comes, as at "
    "the end of the quarter"
)
Row = Sequence[str | int | float | None]


def rows(number: int) -> list[Row]:
    """A header and so many rows."""
    chance = random.Random(1)
    found: list[Row] = [[f"Column {n}" for n in range(1, COLUMNS + 1)]]
    for n in range(1, number + 1):
        kpi = n // 10 % 60
        found.append(
            [
                f"KPI-{kpi:02d}",
                f"Families seen within 14 days of a referral, per cent of all, number {kpi}",
                f"{DEFINITION}, number {kpi}",
                f"Area {n % 17}",
                chance.randrange(500),
                chance.random() * 100,
                None if n % 3 else 12.5,
                "Reported" if n % 7 else "Not available",
                None,
                None if n % 20 else "A reason given",
                f"id-{n:08d}-abcdef0123",
                2026,
                n,
            ]
        )
    return found


def as_workbook(given: list[Row]) -> bytes:
    """The rows as xlsxwriter writes them."""
    target = BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = workbook.add_worksheet("Return")
    for number, row in enumerate(given):
        sheet.write_row(number, 0, row)
    workbook.close()
    return target.getvalue()


def as_csv(given: list[Row]) -> bytes:
    """The rows as Python's csv module writes them."""
    target = StringIO()
    csv.writer(target).writerows(given)
    return target.getvalue().encode()


def by_calamine(content: bytes) -> object:
    """What calamine gives, in this process and without a guard."""
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("Return").to_python()


def column_by_column(content: bytes, name: str) -> None:
    """Read, and take every column whole."""
    sheet = read(content, name, LIMITS).sheets[0]
    for column in range(1, COLUMNS + 1):
        sheet.column_values(column, 2)


def memory(content: bytes) -> int:
    """The most address space a child took, in mebibytes: what its limit counts (Linux)."""
    command = [sys.executable, "-S", "-X", "utf8", "-c", PEAK]
    place = {"PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    child = subprocess.run(command, input=content, env=place, capture_output=True, check=True)
    return int(child.stdout) // 1024


def main() -> None:
    """Print both kinds of file at two lengths, and the smallest file of all."""
    title("Reading an upload in a child of its own, beside a reader without one")
    start = best(lambda: read(b"a,b\n1,2\n", "a.csv"), 8)
    for number, rounds in ((10_000, 6), (100_000, 4)):
        given = rows(number)
        book, text = as_workbook(given), as_csv(given)
        ours = best(lambda: column_by_column(book, "a.xlsx"), rounds)  # noqa: B023 - called here
        line(f"{number:,} rows of Excel", ours, "calamine", best(lambda: by_calamine(book), rounds))  # noqa: B023
        ours = best(lambda: column_by_column(text, "a.csv"), rounds)  # noqa: B023
        plain = best(lambda: pd.read_csv(BytesIO(text), dtype=str), rounds)  # noqa: B023
        line(f"{number:,} rows of CSV", ours, "pandas", plain)
        for kind, content in (("Excel", book), ("CSV", text)):
            print(
                f"  {number:,} rows of {kind}: {memory(content)} MB of address space in the child"
            )
    line("two rows of CSV (the child alone)", start, "the same", start)


if __name__ == "__main__":
    main()
