"""What awaits each role."""

from accounts.gate import Visit
from accounts.roles import Role
from contracts.navigation import navigation
from contracts.work import work
from tests.factories import contracts as make
from tests.factories import people
from tests.factories.people import AT


def todo(person, trust, *roles: Role) -> list[str]:
    visit = Visit(person, AT, partnership=trust, roles=frozenset(roles))
    return [item.todo for item in work(visit)]


def test_a_commissioner_drafts_signs_publishes_and_advances(trust, commissioner) -> None:
    make.award(trust, at=make.london_time(make.date(2026, 3, 2), 10))
    make.agreement(trust, "drafted", kpis=[])
    running = make.agreement(trust)
    make.variation(running)
    make.variation(running, "with_board", position="", kpi_change=False)
    assert todo(commissioner, trust, Role.COMMISSIONER) == [
        "Draft the contract from the award",
        "Before it is signed: Add at least one KPI to the schedule.",
        "Contract details notice (Procurement Act 2023 s.53(1)(a))",
        "Finish the variation and send it to the Board",
        "Record what the Board advised",
        "Start the yearly review",
    ]


def test_an_approver_decides_what_the_board_has_advised_on(trust, approver) -> None:
    running = make.agreement(trust)
    make.variation(running, "with_board", position="", kpi_change=False)
    assert todo(approver, trust, Role.APPROVER) == []
    make.variation(running, "with_board")
    assert todo(approver, trust, Role.APPROVER) == ["Approve or refuse it"]


def test_the_board_reads_and_advises(trust, board_member) -> None:
    make.variation(make.agreement(trust), "with_board", position="")
    assert todo(board_member, trust, Role.BOARD) == ["Read the variation and advise on it"]


def test_others_have_none(trust) -> None:
    make.variation(make.agreement(trust), "with_board", position="")
    analyst = people.person(Role.ANALYST, trust)
    assert todo(analyst, trust, Role.ANALYST) == []


def test_the_navigation(trust, provider, commissioner) -> None:
    inside = Visit(commissioner, AT, partnership=trust, roles=frozenset({Role.COMMISSIONER}))
    assert [item.url for item in navigation(inside)] == ["/p/cumbria/agreements/"]
    evaluator = Visit(commissioner, AT, partnership=trust, roles=frozenset({Role.EVALUATOR}))
    assert navigation(evaluator) == []
    outside = Visit(commissioner, AT, organisation=provider, roles=frozenset({Role.PREPARER}))
    assert [item.url for item in navigation(outside)] == ["/provider/fellside-families/agreements/"]
