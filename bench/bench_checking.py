"""Checking a return: does a row cost the same in a long return, and what beside reading alone?

Each line has four earlier quarters to be compared with; the workbook is the one we write. Reading
is done in a process of its own, as for an upload; starting that process is most of a short file.
"""

from datetime import date
from decimal import Decimal

from bench.timing import best, line, title
from commissioning.models import KpiVersion
from performance.checks import check_file
from performance.workbook.definition import Asked, Earlier, Entry, Line
from performance.workbook.writing import return_workbook
from tabular.reading import read

NAME = "return.xlsx"
EARLIER = tuple(
    Earlier(quarter, Decimal(28), Decimal(40), Decimal(70))
    for quarter in ("2025-26Q1", "2024-25Q4", "2024-25Q3", "2024-25Q2")
)


def asked(rows: int) -> Asked:
    """What a return of so many lines asks for: ten areas for each KPI."""
    lines = []
    for number in range(rows):
        definition = KpiVersion(
            pk=number // 10 + 1,
            numerator_definition="Families seen within 14 days",
            denominator_definition="Families referred in the quarter",
            unit=KpiVersion.Unit.PERCENT,
        )
        code, area = f"K{number // 10}", f"Area {number % 10}"
        lines.append(
            Line(
                definition.pk,
                number % 10,
                code,
                code,
                area,
                definition,
                EARLIER,
                EARLIER[0].quarter,
            )
        )
    return Asked(
        agreement="CUM-2025-001",
        title="Early Help",
        provider="Fellside Families",
        partnership="Cumbria Children's Trust",
        quarter="2025-26Q2",
        quarter_in_words="July to September 2025",
        version=1,
        due_on=date(2025, 10, 28),
        lines=tuple(lines),
    )


def check(content: bytes, wanted: Asked) -> None:
    """Read and check a whole file; nothing may be wrong with it."""
    found = check_file(content, NAME, wanted)
    if not found.can_be_taken or len(found.rows) != len(wanted.lines):
        raise SystemExit(f"The return was not taken: {found.findings[:3]}")


def main() -> None:
    """Print time per row of three lengths, and checking beside reading."""
    title("Checking a return (reading the workbook, then every check on every row)")
    per_row: dict[int, float] = {}
    for rows, rounds in ((100, 8), (1_000, 5), (10_000, 2)):
        wanted = asked(rows)
        entry = Entry(Decimal(30), Decimal(40))
        content = return_workbook(wanted, (), {(one.code, one.area): entry for one in wanted.lines})
        both = best(lambda: check(content, wanted), rounds)  # noqa: B023 - called here
        alone = best(lambda: read(content, NAME), rounds)  # noqa: B023
        per_row[rows] = both / rows
        line(f"{rows:,} rows read and checked", both, "the same file read", alone)
    line("a row of 1,000", per_row[1_000], "a row of 100", per_row[100])
    line("a row of 10,000", per_row[10_000], "a row of 1,000", per_row[1_000])


if __name__ == "__main__":
    main()
