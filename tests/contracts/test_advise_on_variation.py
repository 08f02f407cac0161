"""The Board advises at its meeting, once; its advice does not bind."""

from datetime import date, timedelta

import pytest

from contracts.actions.variations import record_advice
from tests.factories import contracts as make
from tests.factories import people
from tests.factories.people import AT
from workflow.door import take
from workflow.lifecycle import NotAllowed, Refused


def test_advice_is_recorded_on_the_meeting(trust, board_member) -> None:
    made = make.variation(make.agreement(trust), "with_board", position="")
    advised = record_advice(made, "conditions", "Only if Eden gains.", board_member, AT)
    assert advised.state == "with_board"
    assert advised.advice.meeting == made.meeting
    assert advised.advice.recorded_by == board_member
    assert advised.advice.subject == str(made)


def test_once(trust, board_member) -> None:
    made = make.variation(make.agreement(trust), "with_board")
    with pytest.raises(Refused, match="recorded already"):
        record_advice(made, "against", "No.", board_member, AT)


def test_not_before_the_meeting(trust, commissioner, board_member) -> None:
    made = make.variation(make.agreement(trust))
    coming = make.meeting(trust, date(2026, 12, 8))
    made = take(made, "send_to_board", by=commissioner, at=AT, meeting=coming)
    with pytest.raises(Refused, match="The Board meets on 8 December 2026"):
        record_advice(made, "for", "Yes.", board_member, AT)
    later = AT + timedelta(days=14)
    assert record_advice(made, "for", "Yes.", board_member, later).advice is not None


def test_not_by_an_approver(trust, approver) -> None:
    made = make.variation(make.agreement(trust), "with_board", position="")
    with pytest.raises(NotAllowed):
        record_advice(made, "for", "Yes.", approver, AT)


def test_it_says_something(trust, board_member) -> None:
    made = make.variation(make.agreement(trust), "with_board", position="")
    with pytest.raises(Refused, match="Write what the Board said"):
        record_advice(made, "for", " ", board_member, AT)


def test_a_meeting_of_another_board_is_refused(trust, commissioner) -> None:
    made = make.variation(make.agreement(trust))
    foreign = make.meeting(people.trust("Cornwall", "cornwall"), date(2026, 12, 8))
    with pytest.raises(Refused, match="this partnership's Board"):
        take(made, "send_to_board", by=commissioner, at=AT, meeting=foreign)


def test_an_urgent_one_is_reported_after_its_approval(trust, board_member) -> None:
    made = make.variation(
        make.agreement(trust), "approved", position="", urgent=True, urgent_reason="A hub burnt."
    )
    assert record_advice(made, "for", "Noted.", board_member, AT).state == "approved"


def test_on_screen(trust, board_member, signed_in) -> None:
    made = make.variation(make.agreement(trust), "with_board", position="")
    client = signed_in(board_member)
    address = f"{made.get_absolute_url()}step/take_advice/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"position": "maybe"}).status_code == 422
    assert client.post(address, {"position": "for", "text": "Agreed."}).status_code == 302
    assert client.post(address, {"position": "for", "text": "Agreed."}).status_code == 409
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Advises in favour" in page
    assert "take_advice" not in page


def test_a_meeting_that_has_passed_cannot_advise(trust, commissioner, signed_in) -> None:
    made = make.variation(make.agreement(trust))
    past, today = date(2026, 11, 23), make.meeting(trust, AT.date())
    held = make.meeting(trust, past)
    with pytest.raises(Refused, match="The meeting of 23 November 2026 has passed"):
        take(made, "send_to_board", by=commissioner, at=AT, meeting=held)
    page = signed_in(commissioner).get(f"{made.get_absolute_url()}step/send_to_board/")
    assert list(page.context["form"].fields["meeting"].queryset) == [today]


def test_the_meeting_lists_what_waits_for_its_advice(trust, board_member, signed_in) -> None:
    waiting = make.variation(make.agreement(trust), "with_board", position="")
    advised = make.variation(make.agreement(trust), "with_board")
    refused = make.variation(make.agreement(trust), "refused", position="")
    page = signed_in(board_member).get(waiting.meeting.get_absolute_url())
    assert page.context["agenda"] == [waiting]
    text = page.content.decode()
    assert waiting.get_absolute_url() in text
    for other in (advised, refused):
        assert other.get_absolute_url() not in text


def test_the_message_says_what_was_done(trust, board_member, signed_in) -> None:
    made = make.variation(make.agreement(trust), "with_board", position="")
    address = f"{made.get_absolute_url()}step/take_advice/"
    given = {"position": "for", "text": "Agreed."}
    page = signed_in(board_member).post(address, given, follow=True).content.decode()
    assert f"Recorded the Board&#x27;s advice: {made}." in page


@pytest.mark.parametrize(("position", "needed"), [("against", True), ("for", False)])
def test_reasons_are_required_against_the_advice(
    trust, approver, signed_in, position, needed
) -> None:
    made = make.variation(make.agreement(trust), "with_board", position=position)
    address = f"{made.get_absolute_url()}step/approve/"
    client = signed_in(approver)
    assert client.get(address).context["form"].fields["reasons"].required is needed
    assert client.post(address, {"reasons": ""}).status_code == (422 if needed else 302)
