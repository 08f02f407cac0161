"""An action is given to somebody of the partnership, for a day to come."""

from datetime import date

import pytest

from accounts.roles import Role
from commissioning.models import BoardAction
from tests.factories import commissioning as make
from tests.factories.people import person, trust
from workflow.lifecycle import Refused

ADD = "/p/cumbria/board/actions/add/"


def given(owner, day=("15", "12", "2026")):
    due = {f"due_on_{place}": part for place, part in enumerate(day)}
    return {"text": "Report back", "owner": owner.pk, **due}


def test_given(cumbria, commissioner, signed_in):
    assert signed_in(commissioner).post(ADD, given(commissioner)).status_code == 302
    assert BoardAction.objects.get().due_on == date(2026, 12, 15)


def test_given_at_a_meeting_from_a_decision(cumbria, commissioner, signed_in):
    decision = make.decision(make.meeting(cumbria))
    url = f"{decision.meeting.get_absolute_url()}actions/add/"
    form = signed_in(commissioner).get(f"{url}?decision={decision.pk}").context["form"]
    assert form.initial["decision"] == str(decision.pk)
    signed_in(commissioner).post(url, {**given(commissioner), "decision": decision.pk})
    assert decision.actions.get().meeting == decision.meeting


def test_not_for_a_day_that_has_passed(cumbria, commissioner, signed_in):
    answer = signed_in(commissioner).post(ADD, given(commissioner, ("1", "11", "2026")))
    assert answer.status_code == 409
    assert "has passed" in answer.content.decode()


def test_not_to_a_stranger(cumbria, commissioner, signed_in):
    stranger = person(Role.COMMISSIONER, trust("Cornwall", "cornwall"))
    assert signed_in(commissioner).post(ADD, given(stranger)).status_code == 422
    with pytest.raises(Refused, match="holds no role here"):
        make.action(cumbria, stranger)


def test_not_at_a_meeting_that_lies_ahead(cumbria, commissioner, signed_in):
    meeting = make.meeting(cumbria, date(2027, 2, 9))
    url = f"{meeting.get_absolute_url()}actions/add/"
    assert signed_in(commissioner).post(url, given(commissioner)).status_code == 409


def test_a_late_action_is_shown_late(cumbria, commissioner, signed_in):
    meeting = make.meeting(cumbria)
    make.action(cumbria, due_on=date(2026, 11, 20), meeting=meeting)
    page = signed_in(commissioner).get("/p/cumbria/board/actions/").content.decode()
    assert "4 days late" in page


def test_not_due_before_the_day_of_its_meeting(cumbria, commissioner, signed_in):
    meeting = make.meeting(cumbria)
    url = f"{meeting.get_absolute_url()}actions/add/"
    answer = signed_in(commissioner).post(url, given(commissioner, ("16", "11", "2026")))
    assert answer.status_code == 422
    assert "The action comes from the meeting of 17 November 2026" in answer.content.decode()
    with pytest.raises(Refused, match="Choose a later day"):
        make.action(cumbria, due_on=date(2026, 11, 16), meeting=meeting)
