"""Whatever is done to returns, in whatever order, readings are the sum of the accepted figures."""

import random
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

import pytest

from performance.actions import returns as deeds
from performance.models import ContractReading, Figure, KpiReturn, Reading, Upload
from performance.queries import proof
from performance.readings.summing import resum
from performance.workbook.asking import asked_of
from performance.workbook.definition import Entry
from tests.factories import commissioning, contracts, people
from tests.factories import performance as factory
from workflow.door import take
from workflow.lifecycle import Refused

pytestmark = pytest.mark.slow
MONTHS, QUARTER = ("2025-07", "2025-08", "2025-09"), ("2025-26Q2",)
NEXT = {
    "expected": ("send",) * 6 + ("waive",),
    "received": ("certify",) * 3 + ("send", "waive"),
    "certified": ("accept", "accept", "query"),
    "queried": ("send",),
}


@pytest.mark.parametrize("seed", range(4))
def test_readings_are_the_sum_of_what_was_accepted(trust, seed):
    chance = random.Random(seed)
    kpis = [commissioning.kpi(trust, "M", frequency="month"), commissioning.kpi(trust, "Q")]
    made = [
        contracts.agreement(trust, "in_force", people.provider(f"P{n}"), kpis=kpis) for n in "12"
    ]
    latest = [factory.expected(one, period) for one in made for period in (*MONTHS, *QUARTER)]
    at, said = max(map(factory.moment, latest)), {}
    for _step in range(80):
        at += timedelta(minutes=7)
        place = chance.randrange(len(latest))
        latest[place] = _moved(KpiReturn.objects.get(pk=latest[place].pk), chance, said, at)
    known = _kept()
    resum(trust)
    assert _kept() == known
    assert list(proof.faults()) == []
    found = {(r.agreement_id, r.kpi.code, r.area.name): r for r in _of_areas()}
    added_up = _added_up(said)
    assert len(added_up) > 0
    assert {key: (r.numerator, r.denominator) for key, r in found.items()} == added_up


def _moved(record, chance, said, at):
    """The return after one step that may be possible in its state, or a correction of it."""
    by, provider = (
        commissioning.commissioner_of(record.agreement.partnership),
        record.agreement.provider,
    )
    certifies = factory.certifier_of(provider)
    step = chance.choice(NEXT.get(record.state, ("correct",)))
    try:
        if step == "send":
            entries = {(one.code, one.area): _entry(chance) for one in asked_of(record).lines}
            content = deeds.workbook_for(record, entries)
            if factory.send_bytes(record, content, at=at).outcome == Upload.Outcome.TAKEN:
                said[record.pk] = entries
        elif step == "correct":
            return deeds.start_correction(record, "Wrong.", is_material=True, by=certifies, at=at)
        else:
            data = {"waive": {"reasons": "Closed."}, "query": {"question": "Why?"}}.get(step, {})
            take(record, step, by=certifies if step == "certify" else by, at=at, **data)
    except Refused:
        pass
    return record


def _entry(chance):
    """Mostly figures; else nil, not available or not applicable."""
    kind, below = chance.random(), chance.randint(10, 60)
    if kind < 0.2:
        status = Figure.Status.NOT_AVAILABLE if kind < 0.1 else Figure.Status.NOT_APPLICABLE
        return Entry(None, None, status, "So it was.")
    if kind < 0.3:
        return Entry(Decimal(0), Decimal(below), Figure.Status.NIL, "So it was.")
    return Entry(Decimal(chance.randint(1, below)), Decimal(below), reason="So it was.")


def _kept():
    """Every reading without its key, as text."""
    rows = [*ContractReading.objects.values(), *Reading.objects.values()]
    return sorted(str(sorted((k, str(v)) for k, v in row.items() if k != "id")) for row in rows)


def _of_areas():
    return ContractReading.objects.exclude(area=None).select_related("kpi", "area")


def _added_up(said):
    """Numerator and denominator by agreement, KPI and area, from what the accepted workbooks said."""
    given = defaultdict(list)
    for record in KpiReturn.objects.filter(state="accepted"):
        for (code, area), entry in said[record.pk].items():
            given[record.agreement_id, code, area].append((entry.numerator, entry.denominator))
    wanted = {"M": len(MONTHS), "Q": len(QUARTER)}
    return {
        key: tuple(map(sum, zip(*pairs, strict=True)))
        if len(pairs) == wanted[key[1]] and (None, None) not in pairs
        else (None, None)
        for key, pairs in given.items()
    }
