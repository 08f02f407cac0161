"""Returns of any length to measure with: KPIs by areas, each broken down by ninety-nine groups.

A return of so many rows is what breakdowns make of it: ages, sexes, schools. Its numbers are drawn
with a seed, so that every run measures the same. Its groups add up to the whole.
"""

from decimal import Decimal

import numpy as np
from django.db import transaction

from commissioning.models import Breakdown, BreakdownGroup
from commissioning.quarters import Quarter
from contracts.models import Agreement
from performance.models import KpiReturn
from performance.workbook.definition import Asked, Entry
from tests.factories import commissioning, contracts, people
from tests.factories.commissioning import commissioner_of
from tests.factories.people import AT
from tests.factories.performance import expected
from workflow.door import begin

GROUPS = 99
#: KPIs and areas of a return of so many rows.
SHAPES = {10_000: (5, 20), 100_000: (10, 100), 2_000: (2, 10), 1_000: (2, 5)}
FIRST = Quarter(2025, 1)


@transaction.atomic
def agreement_of(rows: int, slug: str) -> Agreement:
    """An agreement in force whose quarterly return has so many rows."""
    kpis, places = SHAPES[rows]
    trust = people.trust(slug.title(), slug)
    areas = [commissioning.area(trust, f"{slug} area {n:03}") for n in range(places)]
    breakdown = begin(
        Breakdown(partnership=trust, name="Year group"), by=commissioner_of(trust), at=AT
    )
    for order in range(GROUPS):
        group = BreakdownGroup(breakdown=breakdown, name=f"Group {order + 1}", order=order)
        begin(group, by=commissioner_of(trust), at=AT)
    provider = people.provider(f"{slug} provider")
    made = contracts.agreement(trust, "drafted", provider, areas=areas, kpis=[])
    for number in range(kpis):
        one = commissioning.kpi(trust, code=f"K{number}", breakdown=breakdown)
        contracts.schedule(made, one)
    return contracts.moved(made, "in_force")


def filled(asked: Asked, seed: int) -> dict[tuple[str, ...], Entry]:
    """What a provider would fill in: every row, groups that add up to their whole."""
    random = np.random.default_rng(seed)
    entries: dict[tuple[str, ...], Entry] = {}
    for line in asked.lines:
        due = random.integers(20, 60, len(line.groups))
        seen = random.binomial(due - 1, 0.8) + 1
        for group, above, below in zip(line.groups, seen.tolist(), due.tolist(), strict=True):
            entries[line.code, line.area, group.name] = Entry(Decimal(above), Decimal(below))
        entries[line.code, line.area] = Entry(Decimal(int(seen.sum())), Decimal(int(due.sum())))
    return entries


def quarters(made: Agreement, count: int) -> list[KpiReturn]:
    """Its first returns, expected."""

    return [expected(made, str(FIRST.shifted(n))) for n in range(count)]
