"""Services, areas, funds, local partnerships and programmes, recorded by a commissioner."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import Partnership
from commissioning.actions.local import begin_plan
from commissioning.actions.services import record_service
from commissioning.models import (
    AreaInSet,
    AreaSet,
    Fund,
    LocalPartnership,
    LocalPlan,
    LocalPriority,
    Principle,
    Programme,
    Service,
    ServiceReview,
    TaskGroup,
)
from tests.factories.commissioning import area, commissioner_of, outcome
from tests.factories.people import AT
from workflow.door import begin

_numbers = itertools.count(1)


def kept(record: Any) -> Any:
    """Record something as the partnership's commissioner."""
    return begin(record, by=commissioner_of(record.partnership), at=AT)


def service(trust: Partnership, **fields: Any) -> Service:
    """A service that nobody has decided how to deliver, contributing to one outcome."""
    given = {"name": f"Connexions {next(_numbers)}", "description": "Advice.", **fields}
    made = Service(partnership=trust, **given)
    return record_service(made, outcomes=[outcome(trust)], by=commissioner_of(trust), at=AT)


def review(of: Service, **fields: Any) -> ServiceReview:
    """A review whose involvement is settled."""
    given = {
        "question": "Does it reach the families who need it most?",
        "planned_quarter": "2026-27Q4",
        "lead": "Joint commissioning unit",
        "users_and_carers": "The parents' forum",
        "community": "Two open evenings",
        "providers": "At the start and the end",
        **fields,
    }
    return kept(ServiceReview(service=of, **given))


def area_set(trust: Partnership, name: str = "") -> AreaSet:
    """A set without areas."""
    return kept(AreaSet(partnership=trust, name=name or f"Areas {next(_numbers)}"))


def area_in_set(
    trust: Partnership, name: str = "Eden", of: AreaSet | None = None, **fields: Any
) -> AreaInSet:
    """An area of a set; of a new set unless one is given."""
    made = AreaInSet(area_set=of or area_set(trust), area=area(trust, name), **fields)
    return kept(made)


def fund(trust: Partnership, **fields: Any) -> Fund:
    """A grant of £1,000 for 2026-27."""
    given = {
        "name": f"Fund {next(_numbers)}",
        "year": 2026,
        "kind": Fund.Kind.GRANT,
        "purpose": "Placements",
        "total": Decimal(1000),
        **fields,
    }
    return kept(Fund(partnership=trust, **given))


def local(trust: Partnership) -> LocalPartnership:
    """A local partnership with nothing recorded yet."""
    return kept(LocalPartnership(partnership=trust, name=f"Locality {next(_numbers)}"))


def plan(trust: Partnership, of: LocalPartnership | None = None) -> LocalPlan:
    """A draft of a plan."""
    made = LocalPlan(local=of or local(trust), statement="Help earlier.")
    return begin_plan(made, by=commissioner_of(trust), at=AT)


def priority(of: LocalPlan, order: int = 1, text: str = "Sleep") -> LocalPriority:
    """A priority of a draft."""
    serves = outcome(of.partnership)
    return kept(LocalPriority(plan=of, order=order, text=text, outcome=serves))


def group(on: LocalPriority, **fields: Any) -> TaskGroup:
    """A group that began in September 2026 and has no end yet."""
    given = {
        "name": f"Group {next(_numbers)}",
        "purpose": "Try it",
        "lead": "A health visitor",
        "begins_on": date(2026, 9, 1),
        **fields,
    }
    return kept(TaskGroup(priority=on, **given))


def programme(trust: Partnership, **fields: Any) -> Programme:
    """A programme with its money."""
    given = {"name": f"Programme {next(_numbers)}", "amount": Decimal(1_900_000), **fields}
    return kept(Programme(partnership=trust, **given))


def statement(trust: Partnership, **fields: Any) -> Principle:
    """A principle."""
    given = {"section": Principle.Section.PRINCIPLES, "text": "Whole family", **fields}
    return kept(Principle(partnership=trust, **given))
