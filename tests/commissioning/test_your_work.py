"""What awaits a step of each person, and the navigation each role is offered."""

import pytest

from accounts.gate import Visit
from accounts.roles import Role
from commissioning.navigation import entries
from commissioning.queries.work import work_of
from pages.words import london_day
from tests.factories import commissioning as make
from tests.factories.people import AT, person
from workflow.door import take


def visit(user, trust, *roles):
    return Visit(user, AT, partnership=trust, roles=frozenset(roles))


def test_an_approver_is_asked_to_approve(cumbria, commissioner, approver):
    spec = make.specification(cumbria, "for_approval")
    item = work_of(visit(approver, cumbria, Role.APPROVER))[0]
    assert (item.url, item.todo) == (spec.get_absolute_url(), "Approve it or send it back")


def test_nobody_is_asked_to_approve_their_own(cumbria, commissioner):
    make.specification(cumbria, "for_approval")
    assert work_of(visit(commissioner, cumbria, Role.APPROVER)) == []


def test_a_draft_sent_back_goes_to_whoever_sent_it(cumbria, commissioner, approver):
    spec = make.specification(cumbria, "for_approval")
    take(spec, "send_back", by=approver, at=AT, reasons="More.")
    mine = work_of(visit(commissioner, cumbria, Role.COMMISSIONER))
    other = person(Role.COMMISSIONER, cumbria)
    assert [i.todo for i in mine] == ["Sent back: change it and send it again"]
    assert work_of(visit(other, cumbria, Role.COMMISSIONER)) == []


def test_an_open_action_of_mine_has_its_day(cumbria, commissioner):
    owner = person(Role.EVALUATOR, cumbria)
    action = make.action(cumbria, owner)
    item = work_of(visit(owner, cumbria, Role.EVALUATOR))[0]
    assert london_day(item.due) == action.due_on
    take(action, "complete", by=owner, at=AT, what_was_done="Done")
    assert work_of(visit(owner, cumbria, Role.EVALUATOR)) == []


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.COMMISSIONER, ["Needs", "Specifications", "Board", "Partnership"]),
        (Role.BOARD, ["Needs", "Specifications", "Board", "Partnership"]),
        (Role.EVALUATOR, ["Specifications"]),
        (Role.ADMINISTRATOR, []),
    ],
)
def test_navigation(role, offered, cumbria, commissioner):
    assert [i.label for i in entries(visit(commissioner, cumbria, role))] == offered


def test_a_provider_is_offered_nothing(commissioner):
    assert entries(Visit(commissioner, AT)) == []
    assert work_of(Visit(commissioner, AT)) == []
