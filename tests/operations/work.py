"""One piece of work of each kind that can be asked for, ready to be done."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from accounts.actions import intake as intakes
from accounts.models import Intake
from accounts.roles import Role
from commissioning.actions import indicator_loads
from commissioning.actions.indicator_loads import load_shared
from commissioning.models import IndicatorLoad
from performance.actions import packs
from performance.actions import returns as deeds
from tests.factories import commissioning, contracts, people
from tests.factories import performance as factory
from tests.factories.commissioning import commissioner_of
from workflow import jobs
from workflow.door import take
from workflow.models import Job, JobStatus

_numbers = itertools.count(1)
#: A few rows of the published rates.
FIGURES = (
    Path(__file__).parent.parent / "commissioning" / "figures" / "children_looked_after_rates.csv"
)


def trust():
    number = next(_numbers)
    return people.trust(f"Partnership {number}", f"partnership-{number}")


def upload_to_read(monkeypatch) -> Job:
    monkeypatch.setattr(deeds, "READ_AT_ONCE", 100)
    factory.send(factory.expected(contracts.agreement(trust())))
    return Job.objects.get(kind="read_return", status=JobStatus.QUEUED)


def pack_to_build(monkeypatch) -> Job:
    made = contracts.agreement(trust())
    record = factory.kpi_return(made)
    by, at = commissioner_of(made.partnership), factory.moment(record) + timedelta(days=30)
    take(packs.prepare(made.partnership, record.quarter, by=by, at=at), "freeze", by=by, at=at)
    return Job.objects.get(kind="build_pack", status=JobStatus.QUEUED)


def staff_to_read(monkeypatch) -> Job:
    place = trust()
    rows = "".join(f"Ann {n},ann{n}@{place.slug}.example,Analyst\n" for n in range(3))
    monkeypatch.setattr(intakes, "ROWS_AT_ONCE", 2)
    intakes.send_in(
        place,
        f"Name,Email,Role\n{rows}".encode(),
        name="staff.csv",
        content_type="text/csv",
        by=people.person(Role.ADMINISTRATOR, place),
        at=people.AT,
    )
    return Job.objects.get(kind="read_intake", status=JobStatus.QUEUED)


def staff_to_bring_in(monkeypatch) -> Job:
    jobs.run(staff_to_read(monkeypatch).pk)
    monkeypatch.setattr(intakes, "CHANGED_AT_ONCE", 2)
    sent = Intake.objects.latest("pk")
    intakes.apply_or_ask(sent, by=sent.sent_by, at=people.AT)
    return Job.objects.get(kind="apply_intake", status=JobStatus.QUEUED)


def figures_to_read(monkeypatch) -> Job:
    monkeypatch.setattr(indicator_loads, "READ_AT_ONCE", 100)
    load_shared(FIGURES.read_bytes(), name=FIGURES.name, at=people.AT)
    changed = FIGURES.read_bytes().replace(b"83630", b"83640")
    commissioning.figures_file(trust(), changed, FIGURES.name)
    return Job.objects.get(kind="read_indicators", status=JobStatus.QUEUED)


def figures_to_load(monkeypatch) -> Job:
    jobs.run(figures_to_read(monkeypatch).pk)
    sent = IndicatorLoad.objects.latest("pk")
    by = commissioner_of(sent.partnership)
    return indicator_loads.confirm(sent, by=by, at=people.AT)


#: By the name of its kind.
WORK: dict[str, Callable[..., Job]] = {
    "read_return": upload_to_read,
    "build_pack": pack_to_build,
    "read_intake": staff_to_read,
    "apply_intake": staff_to_bring_in,
    "read_indicators": figures_to_read,
    "load_indicators": figures_to_load,
}
