"""What makes each list of the product longer by one, by the name of its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from accounts.actions.intake import send_in
from accounts.actions.programs import make_token
from accounts.models import Organisation, Partnership, User
from accounts.roles import PARTNERSHIP_ROLES, PROVIDER_ROLES, Role
from commissioning.models import Kpi, Service, Specification
from commissioning.quarters import Quarter
from performance.actions import packs
from tests.factories import commissioning, contracts, people, performance, tenders
from tests.factories import place as place_facts


@dataclass
class Place:
    """A partnership and a provider whose lists grow, and what their records share."""

    trust: Partnership = field(default_factory=people.trust)
    provider: Organisation = field(default_factory=people.provider)
    #: Who looks at the lists, and holds every role there; the records are other people's.
    visitor: User = field(init=False)

    def __post_init__(self) -> None:
        for role in sorted(PARTNERSHIP_ROLES):
            people.person(role, self.trust)
        for role in sorted(PROVIDER_ROLES):
            people.person(role, self.provider)
        self.visitor = people.person(Role.COMMISSIONER, self.trust)
        for role in sorted(PARTNERSHIP_ROLES - {Role.COMMISSIONER}):
            people.also(self.visitor, role, self.trust)

    @cached_property
    def service(self) -> Service:
        return commissioning.service(self.trust)

    @cached_property
    def kpi(self) -> Kpi:
        return commissioning.kpi(self.trust)

    @cached_property
    def specification(self) -> Specification:
        return commissioning.specification(self.trust)

    def agreement(self, state: str = "in_force", **fields: Any) -> Any:
        """One more agreement with the provider, for the same service and KPI."""
        given = {"kpis": [self.kpi], "service": self.service, **fields}
        return contracts.agreement(self.trust, state, self.provider, **given)

    def tender(self, state: str = "drafting", **fields: Any) -> Any:
        """One more tender of the same specification."""
        choice = tenders.regime_choice(self.trust, self.specification)
        return tenders.tender(self.trust, state, regime_choice=choice, **fields)


def work(place: Place, n: int) -> None:
    """One of everything that awaits somebody."""
    agreement = place.agreement()
    place.agreement("drafted")
    contracts.variation(agreement, kpi_change=False)
    contracts.variation(place.agreement(), "with_board", kpi_change=False)
    performance.kpi_return(agreement, state="certified")
    place.tender("drafting")
    place.tender("published")
    commissioning.specification(place.trust, "for_approval")
    commissioning.action(place.trust, owner=place.visitor)
    commissioning.planned_consultation(place.trust, f"Consultation {n}")


def accepted(place: Place, n: int) -> None:
    performance.kpi_return(place.agreement())


def certified(place: Place, n: int) -> None:
    performance.kpi_return(place.agreement(), state="certified")


def pack(place: Place, n: int) -> None:
    quarter = Quarter(2020, 1).shifted(n)
    made = place.agreement(start_on=quarter.start, end_on=quarter.start + timedelta(800))
    performance.kpi_return(made, str(quarter))
    by = commissioning.commissioner_of(place.trust)
    packs.prepare(place.trust, str(quarter), by=by, at=people.AT)


def staff_file(place: Place, n: int) -> None:
    send_in(
        place.trust,
        f"Name,Email,Role\nAnn,ann{n}@cumbria.example,Analyst\n".encode(),
        name="staff.csv",
        content_type="text/csv",
        by=place.visitor,
        at=people.AT,
    )


def program(place: Place, n: int) -> None:
    by, day = performance.certifier_of(place.provider), people.AT.date()
    terms = {"answerable": by, "until_day": day + timedelta(30), "by": by, "at": people.AT}
    make_token(place.provider, f"Program {n}", "send", **terms)


def gap(place: Place, n: int) -> None:
    """A need without a plan, a draft with a clause no KPI measures, an area no one serves."""
    commissioning.need(place.trust)
    commissioning.clause(commissioning.draft_specification(place.trust))
    commissioning.area(place.trust, f"Area {n}")
    commissioning.service(place.trust)


Grow = Callable[[Place, int], object]

#: Pages of a partnership: how their lists grow, and the most queries one costs.
OF_A_PARTNERSHIP: dict[str, tuple[Grow, int]] = {
    "accounts:partnership_home": (work, 80),
    "accounts:people": (lambda p, n: people.person(Role.BOARD, p.trust), 10),
    "commissioning:indicators": (lambda p, n: commissioning.indicator(f"i{n}"), 14),
    "commissioning:needs": (lambda p, n: commissioning.need(p.trust), 12),
    "commissioning:outcomes": (lambda p, n: commissioning.need(p.trust), 20),
    "commissioning:consultations": (
        lambda p, n: commissioning.planned_consultation(p.trust, f"Consultation {n}"),
        12,
    ),
    "commissioning:kpis": (lambda p, n: commissioning.kpi(p.trust), 12),
    "commissioning:kpi_adopt": (lambda p, n: commissioning.kpi(p.trust), 12),
    "commissioning:breakdowns": (
        lambda p, n: commissioning.kpi(p.trust, breakdown=commissioning.breakdown(p.trust)),
        12,
    ),
    "commissioning:specifications": (lambda p, n: commissioning.draft_specification(p.trust), 10),
    "commissioning:board": (
        lambda p, n: commissioning.meeting(p.trust, date(2026, 1, 1) + timedelta(n)),
        10,
    ),
    "accounts:intakes": (staff_file, 12),
    "accounts:set_up_as_it_is": (lambda p, n: people.person(Role.BOARD, p.trust), 40),
    "commissioning:areas": (lambda p, n: commissioning.area(p.trust, f"Area {n}"), 12),
    "commissioning:indicator_loads": (
        lambda p, n: commissioning.figures_file(p.trust, name=f"{n}.csv"),
        12,
    ),
    "commissioning:gaps": (gap, 40),
    "commissioning:gaps_csv": (gap, 40),
    "commissioning:how_we_work": (lambda p, n: place_facts.statement(p.trust), 14),
    "commissioning:services": (lambda p, n: place_facts.service(p.trust), 14),
    "commissioning:service_reviews": (
        lambda p, n: place_facts.review(place_facts.service(p.trust)),
        12,
    ),
    "commissioning:service_areas": (
        lambda p, n: place_facts.area_in_set(p.trust, f"Area {n}"),
        16,
    ),
    "commissioning:funds": (lambda p, n: place_facts.fund(p.trust), 14),
    "commissioning:locals": (
        lambda p, n: place_facts.group(place_facts.priority(place_facts.plan(p.trust))),
        14,
    ),
    "commissioning:programmes": (lambda p, n: place_facts.programme(p.trust), 12),
    "commissioning:actions": (lambda p, n: commissioning.action(p.trust), 12),
    "tenders:tenders": (lambda p, n: p.tender(), 14),
    "contracts:register": (lambda p, n: p.agreement(), 16),
    "contracts:register_csv": (lambda p, n: p.agreement(), 16),
    "contracts:reviews": (lambda p, n: p.agreement(), 16),
    "contracts:awards": (lambda p, n: p.tender("awarded"), 14),
    "performance:returns": (accepted, 16),
    "performance:returns_waiting": (certified, 16),
    "performance:ledger": (accepted, 16),
    "performance:ledger_csv": (accepted, 16),
    "performance:oversight": (accepted, 20),
    "performance:packs": (pack, 14),
}
#: Pages of a provider.
OF_A_PROVIDER: dict[str, tuple[Grow, int]] = {
    "accounts:provider_home": (
        lambda p, n: [p.tender("published"), performance.expected(p.agreement())],
        20,
    ),
    "accounts:colleagues": (lambda p, n: people.person(Role.PREPARER, p.provider), 10),
    "accounts:programs": (program, 10),
    "tenders:portal": (lambda p, n: p.tender("published"), 12),
    "contracts:provided": (lambda p, n: p.agreement("signed"), 14),
    "performance:portal_ledger": (lambda p, n: performance.expected(p.agreement()), 14),
    "performance:portal_ledger_csv": (lambda p, n: performance.expected(p.agreement()), 14),
    "performance:portal_returns": (lambda p, n: performance.expected(p.agreement()), 14),
}
#: Pages without a record in their address that list none: forms.
NO_LISTS = {
    *("accounts:person_new", "accounts:program_new", "accounts:set_up", "accounts:set_up_workbook"),
    *("commissioning:need_add", "commissioning:kpi_add", "commissioning:specification_add"),
    "commissioning:breakdown_add",
    *("commissioning:area_add", "commissioning:consultation_add"),
    *("commissioning:meeting_add", "commissioning:action_add", "tenders:regime_new"),
    *("contracts:new", "performance:pack_add", "performance:portal_rules"),
}
