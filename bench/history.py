"""Partnerships with a past: agreements whose returns came in and were accepted, quarter by quarter."""

from datetime import date

from django.db import transaction

from accounts.models import Organisation, Partnership
from commissioning.models import Area, Kpi, Outcome
from commissioning.quarters import Quarter
from contracts.models import Agreement
from tests.factories import commissioning, contracts, people
from tests.factories.figures import accepted, kpi

AREAS = ("Allerdale", "Barrow-in-Furness", "Carlisle", "Copeland", "Eden", "South Lakeland")
KPIS = 2
#: The quarter every agreement begins in.
FIRST = Quarter(2025, 1)


@transaction.atomic
def partnership(slug: str, *, agreements: int, quarters: int) -> Partnership:
    """A partnership of six areas in which every agreement reports the same two KPIs, all accepted.

    They are accepted through the door, as in life: readings and signals are worked out each time.
    """
    trust = people.trust(slug.title(), slug)
    areas = [commissioning.area(trust, name) for name in AREAS]
    outcomes = list(Outcome.objects.filter(framework=commissioning.framework(trust)))
    kpis = [kpi(trust, f"K{n}", outcome=outcomes[n % len(outcomes)]) for n in range(KPIS)]
    made = [
        agreement(trust, kpis, areas, people.provider(f"{slug} {n}"), FIRST.shifted(quarters).end)
        for n in range(agreements)
    ]
    for place, quarter in enumerate(FIRST.until(FIRST.shifted(quarters - 1))):
        numbers = {
            (one.code, area): (60 + (place * 7 + order * 3) % 30, 100)
            for order, one in enumerate(kpis)
            for area in AREAS
        }
        for one in made:
            accepted(one, str(quarter), numbers)
    return trust


def agreement(
    trust: Partnership, kpis: list[Kpi], areas: list[Area], provider: Organisation, end_on: date
) -> Agreement:
    """An agreement in force until that day which reports these KPIs by these areas."""
    made = contracts.agreement(
        trust, "drafted", provider, areas=areas, kpis=[], start_on=FIRST.start, end_on=end_on
    )
    for one in kpis:
        contracts.schedule(made, one)
    return contracts.moved(made, "in_force")
