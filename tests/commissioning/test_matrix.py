"""Every step from every state by every role: the papers' table, tried cell by cell."""

import pytest

from accounts.roles import Role
from commissioning.models import BoardAction
from tests.factories import commissioning as make
from tests.factories.people import AT, person
from workflow.door import take
from workflow.lifecycle import NotAllowed, Refused

ROLES = [
    Role.COMMISSIONER,
    Role.APPROVER,
    Role.EVALUATOR,
    Role.BOARD,
    Role.ANALYST,
    Role.ADMINISTRATOR,
]
REASONS = {"reasons": "Because."}
SPECIFICATION = {
    "propose": ("draft", {Role.COMMISSIONER}, {}, "for_approval"),
    "approve": ("for_approval", {Role.APPROVER}, {}, "approved"),
    "send_back": ("for_approval", {Role.APPROVER}, REASONS, "draft"),
    "take_back": ("for_approval", {Role.COMMISSIONER}, {}, "draft"),
    "supersede": ("approved", {Role.APPROVER}, {}, "superseded"),
}
ACTION = {
    "complete": ({"open"}, {Role.COMMISSIONER}, {"what_was_done": "Done."}, "done"),
    "drop": ({"open"}, {Role.COMMISSIONER, Role.BOARD}, REASONS, "dropped"),
    "reopen": ({"done", "dropped"}, {Role.BOARD}, REASONS, "open"),
}


@pytest.mark.parametrize("state", ["draft", "for_approval", "approved", "superseded"])
@pytest.mark.parametrize("step", SPECIFICATION)
@pytest.mark.parametrize("role", ROLES)
def test_specification(role, step, state, cumbria, commissioner, approver):
    made = make.specification(cumbria, "approved" if state == "superseded" else state)
    if state == "superseded":
        made = take(made, "supersede", by=approver, at=AT)
    source, who, data, target = SPECIFICATION[step]
    actor = person(role, cumbria)
    if state == source and role in who:
        assert take(made, step, by=actor, at=AT, **data).state == target
    else:
        with pytest.raises(NotAllowed if state == source else Refused):
            take(made, step, by=actor, at=AT, **data)


def action_in(state: str, trust) -> BoardAction:
    made = make.action(trust)
    if state == "open":
        return made
    step, data = ("complete", {"what_was_done": "X"}) if state == "done" else ("drop", REASONS)
    return take(made, step, by=make.commissioner_of(trust), at=AT, **data)


@pytest.mark.parametrize("state", ["open", "done", "dropped"])
@pytest.mark.parametrize("step", ACTION)
@pytest.mark.parametrize("role", ROLES)
def test_action(role, step, state, cumbria, commissioner):
    made = action_in(state, cumbria)
    sources, who, data, target = ACTION[step]
    actor = person(role, cumbria)
    if state in sources and role in who:
        assert take(made, step, by=actor, at=AT, **data).state == target
    else:
        with pytest.raises(NotAllowed if state in sources else Refused):
            take(made, step, by=actor, at=AT, **data)
