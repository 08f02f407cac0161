"""A meeting may be planned ahead; it is written up on its day or afterwards, and then stands."""

from datetime import date

import pytest

from accounts.roles import Role
from commissioning.actions.board import record_advice, record_minutes
from commissioning.models import Advice, Decision, Meeting
from tests.factories import commissioning as make
from tests.factories.people import AT, person
from workflow.door import amend
from workflow.lifecycle import NotAllowed, Refused

AHEAD = date(2027, 2, 9)


def test_added(cumbria, commissioner, signed_in):
    sent = {"held_on_0": "9", "held_on_1": "2", "held_on_2": "2027", "place": "Kendal"}
    add = "/p/cumbria/board/meetings/add/"
    assert signed_in(commissioner).post(add, sent).status_code == 302
    assert Meeting.objects.get().held_on == AHEAD
    again = signed_in(commissioner).post(add, sent)
    assert again.status_code == 409
    assert "in the diary already" in again.content.decode()


def test_minutes_are_recorded(cumbria, commissioner, signed_in):
    meeting = make.meeting(cumbria)
    url = f"{meeting.get_absolute_url()}minutes/"
    assert signed_in(commissioner).post(url, {"minutes": "Discussed."}).status_code == 302
    assert "Discussed." in signed_in(commissioner).get(meeting.get_absolute_url()).content.decode()


@pytest.mark.parametrize("part", ["minutes", "advice/add", "decisions/add", "actions/add"])
def test_not_before_its_day(part, cumbria, commissioner, signed_in):
    meeting = make.meeting(cumbria, AHEAD)
    answer = signed_in(commissioner).get(f"{meeting.get_absolute_url()}{part}/")
    assert answer.status_code == 409
    assert "The meeting is on 9 February 2027." in answer.content.decode()


def test_the_door_refuses_before_its_day_too(cumbria, commissioner):
    meeting = make.meeting(cumbria, AHEAD)
    with pytest.raises(Refused, match="9 February 2027"):
        record_minutes(meeting, "X", by=commissioner, at=AT)
    with pytest.raises(Refused, match="9 February 2027"):
        make.decision(meeting)


def test_advice_of_the_board(cumbria, commissioner, signed_in):
    meeting = make.meeting(cumbria)
    sent = {"subject": "Variation 2", "position": "against", "text": "The target falls."}
    url = f"{meeting.get_absolute_url()}advice/add/"
    assert signed_in(commissioner).post(url, sent).status_code == 302
    advice = Advice.objects.get()
    assert advice.against
    assert advice.recorded_by == commissioner


def test_advice_needs_a_position(cumbria, commissioner, signed_in):
    url = f"{make.meeting(cumbria).get_absolute_url()}advice/add/"
    answer = signed_in(commissioner).post(url, {"subject": "Variation 2", "text": "X"})
    assert answer.status_code == 422


def test_advice_is_recorded_for_another_page(cumbria):
    meeting, member = make.meeting(cumbria), person(Role.BOARD, cumbria)
    advice = record_advice(meeting, "Variation 3", "for", "Agreed.", by=member, at=AT)
    assert (advice.meeting, advice.against) == (meeting, False)


def test_an_analyst_may_not(cumbria):
    meeting = make.meeting(cumbria)
    with pytest.raises(NotAllowed):
        record_advice(meeting, "X", "for", "X", by=person(Role.ANALYST, cumbria), at=AT)


def test_a_decision_about_an_outcome_and_area(cumbria, commissioner, signed_in):
    meeting = make.meeting(cumbria)
    outcome, area = make.outcome(cumbria), make.area(cumbria)
    sent = {"text": "Look again.", "outcome": outcome.pk, "area": area.pk}
    signed_in(commissioner).post(f"{meeting.get_absolute_url()}decisions/add/", sent)
    decision = Decision.objects.get()
    page = signed_in(commissioner).get(meeting.get_absolute_url()).content.decode()
    assert f"?decision={decision.pk}" in page


def test_what_the_meeting_left_stands(cumbria, commissioner):
    with pytest.raises(Refused, match="stands as the meeting left it"):
        amend(make.decision(make.meeting(cumbria)), by=commissioner, at=AT, text="Other")
