"""Its owner or a commissioner closes an action; a Board member may open it again."""

from accounts.roles import Role
from tests.factories import commissioning as make
from tests.factories.people import AT, person
from workflow.door import take


def step(action, name):
    return f"{action.get_absolute_url()}step/{name}/"


def test_its_owner_says_what_was_done(cumbria, commissioner, signed_in):
    owner = person(Role.EVALUATOR, cumbria)
    action = make.action(cumbria, owner)
    done = {"what_was_done": "Reported on 1 December."}
    assert signed_in(owner).post(step(action, "complete"), done).status_code == 302
    action.refresh_from_db()
    assert (action.what_was_done, action.closed_at) == ("Reported on 1 December.", AT)


def test_nothing_said_is_a_mistake(cumbria, commissioner, signed_in):
    action = make.action(cumbria)
    answer = signed_in(commissioner).post(step(action, "complete"), {})
    assert answer.status_code == 422
    assert "Say what was done." in answer.content.decode()


def test_another_evaluator_may_not(cumbria, commissioner, signed_in):
    action = make.action(cumbria)
    other = person(Role.EVALUATOR, cumbria)
    answer = signed_in(other).post(step(action, "complete"), {"what_was_done": "X"})
    assert answer.status_code == 403


def test_its_owner_hears_when_it_is_open_again(cumbria, commissioner):
    action = take(make.action(cumbria), "drop", by=commissioner, at=AT, reasons="Not wanted.")
    again = take(action, "reopen", by=person(Role.BOARD, cumbria), at=AT, reasons="It is.")
    assert again.closed_at is None
    assert "open again" in commissioner.notices.get().sentence


def test_closed_actions_are_listed_apart(cumbria, commissioner, signed_in):
    action = make.action(cumbria)
    take(action, "complete", by=commissioner, at=AT, what_was_done="Done")
    page = signed_in(commissioner).get("/p/cumbria/board/actions/").content.decode()
    assert "Done or dropped lately" in page
