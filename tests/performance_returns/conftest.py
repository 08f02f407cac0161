"""An agreement of two areas and three kinds of KPI, and its people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from accounts.models import Organisation, Partnership, User
from commissioning.models import KpiVersion
from contracts.models import Agreement
from performance.checks.rings import check_book
from performance.models import KpiReturn
from performance.workbook.definition import SHEET, Asked, Entry, Line
from performance.workbook.writing import plan_of
from tabular.book import Book, Sheet
from tabular.cells import row_and_column
from tabular.findings import Finding
from tabular.plans import Formula
from tests.factories import commissioning, contracts, people
from tests.factories import performance as factory


@pytest.fixture
def trust(db: None) -> Partnership:
    return people.trust()


@pytest.fixture
def provider(db: None) -> Organisation:
    return people.provider()


@pytest.fixture
def agreement(trust: Partnership, provider: Organisation) -> Agreement:
    """Rows 4 and 5 are HW (a percentage) in Carlisle and Eden, 6 and 7 CON (a number), 8 and 9 WAIT."""
    kpis = [
        commissioning.kpi(trust, "HW", name="Healthy weight"),
        commissioning.kpi(trust, "CON", name="Families seen", unit="count"),
        commissioning.kpi(trust, "WAIT", name="Average wait", unit="average"),
    ]
    made = contracts.agreement(trust, "drafted", provider, kpis=[])
    for kpi in kpis:
        contracts.schedule(made, kpi)
    return contracts.moved(made, "in_force")


@pytest.fixture
def record(agreement: Agreement) -> KpiReturn:
    """The return for July to September 2025, expected."""
    return factory.expected(agreement)


def line(number: int, code: str, name: str, area: str, unit: str = "percent") -> Line:
    """A line of a return, without a database."""
    definition = KpiVersion(
        pk=number,
        numerator_definition="Families seen within 14 days",
        denominator_definition="Families referred in the quarter",
        unit=unit,
    )
    return Line(number, number % 2, code, name, area, definition, period_before="2025-26Q1")


@pytest.fixture
def asked() -> Asked:
    """Rows 4 and 5 ask for HW (a percentage), 6 and 7 for CON (a number), 8 and 9 for WAIT."""
    kinds = [("HW", "Healthy weight", "percent"), ("CON", "Families seen", "count")]
    kinds.append(("WAIT", "Average wait", "average"))
    lines = [
        line(number * 2 + place, code, name, area, unit)
        for number, (code, name, unit) in enumerate(kinds, 1)
        for place, area in enumerate(("Carlisle", "Eden"))
    ]
    return Asked(
        agreement="CUM-2025-001",
        title="Early Help",
        provider="Fellside Families",
        partnership="Cumbria Children's Trust",
        period="2025-26Q2",
        period_in_words="July to September 2025",
        version=1,
        due_on=date(2025, 10, 28),
        lines=tuple(lines),
    )


def book_of(asked: Asked) -> Book:
    """The workbook as it is read when every line says 30 of 40."""
    entries = {
        (one.code, one.area): factory.USUAL if one.has_denominator else Entry(30)
        for one in asked.lines
    }
    plan = plan_of(asked, (), entries)
    sheet = next(one for one in plan.sheets if one.name == SHEET)
    heads = ((sheet.title,), (sheet.guidance,), tuple(str(c.header) for c in sheet.columns))
    rows = (*heads, *(tuple(map(_as_read, row.values)) for row in sheet.rows))
    properties = {**plan.facts, "Template": plan.template, "Template version": plan.version}
    return Book("xlsx", (Sheet(sheet.name, rows),), properties)


def _as_read(value: object) -> object:
    value = value.value if isinstance(value, Formula) else value
    return float(value) if isinstance(value, Decimal) else value


def typed_into(book: Book, cells: dict[str, object]) -> Book:
    """The same workbook with these cells typed over."""
    sheet = book.sheets[0]
    grid = [[*row, *[None] * (12 - len(row))] for row in sheet.rows]
    for cell, value in cells.items():
        row, column = row_and_column(cell)
        grid[row - 1][column - 1] = value
    return replace(book, sheets=(replace(sheet, rows=tuple(map(tuple, grid))),))


@pytest.fixture
def found(asked: Asked) -> Callable[..., list[Finding]]:
    """The findings in the return's workbook after these cells were typed over."""
    return lambda cells=None: list(
        check_book(typed_into(book_of(asked), cells or {}), asked).findings
    )


def typed_over(content: bytes, cells: dict[str, object], sheet: str = "Return") -> bytes:
    """The workbook with these cells typed over."""
    book = load_workbook(BytesIO(content))
    for cell, value in cells.items():
        book[sheet][cell] = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def said(findings: list[Finding]) -> list[tuple[str, str, str]]:
    """What findings say: sheet, cell and message."""
    return [(finding.sheet, finding.cell, finding.message) for finding in findings]


@pytest.fixture
def sign_in(client: Client) -> Callable[[User], Client]:
    def enter(user: User) -> Client:
        client.force_login(user)
        return client

    return enter


@pytest.fixture
def preparer(provider: Organisation) -> User:
    return factory.preparer_of(provider)


@pytest.fixture
def certifier(provider: Organisation) -> User:
    return factory.certifier_of(provider)


@pytest.fixture
def commissioner(trust: Partnership) -> User:
    return commissioning.commissioner_of(trust)
