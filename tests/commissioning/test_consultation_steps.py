"""A consultation moves by its days: planned, open, closed, reported; each refusal says what to do."""

from datetime import timedelta

import pytest

from commissioning.actions import consultations as deeds
from commissioning.deadlines import consultations_to_close
from commissioning.models import ConsultationFinding
from tests.factories import commissioning as make
from tests.factories.people import AT
from workflow.deadlines import take_all_due
from workflow.door import amend, begin, remove, take
from workflow.lifecycle import SYSTEM, NotAllowed, Refused

TODAY = AT.date()
LATER = AT + timedelta(days=40)


@pytest.fixture
def held(cumbria, commissioner):
    return make.open_consultation(cumbria)


@pytest.fixture
def closed(held):
    make.respond(held, "Professional", "Agree")
    return take(held, "close", by=SYSTEM, at=LATER)


def test_it_opens_on_its_day_with_questions(cumbria, commissioner):
    held = make.planned_consultation(cumbria, opens_on=TODAY + timedelta(days=1))
    with pytest.raises(Refused) as refused:
        take(held, "open", by=commissioner, at=AT)
    assert refused.value.sentences == [
        "Write at least one question.",
        "It opens on 25 November 2026.",
    ]
    make.ask(held, "Yes?", "choice", ("Yes",))
    with pytest.raises(Refused, match="at least two answers to choose from: “Yes\\?”"):
        take(held, "open", by=commissioner, at=AT + timedelta(days=1))


def test_one_whose_last_day_has_gone_does_not_open(cumbria, commissioner):
    held = make.planned_consultation(
        cumbria, opens_on=TODAY - timedelta(days=9), closes_on=TODAY - timedelta(days=2)
    )
    make.ask(held)
    with pytest.raises(Refused, match="enter how many responses its report gives"):
        take(held, "open", by=commissioner, at=AT)


def test_days_that_cannot_be_are_refused(cumbria, commissioner):
    with pytest.raises(Refused, match="on or after the one it opens"):
        make.planned_consultation(cumbria, closes_on=TODAY - timedelta(days=1))


def test_only_a_commissioner_opens(cumbria, approver):
    held = make.planned_consultation(cumbria)
    make.ask(held)
    with pytest.raises(NotAllowed):
        take(held, "open", by=approver, at=AT)


def test_questions_stand_once_it_is_open(held, commissioner):
    asked = held.questions.get(kind="choice")
    for change in (
        lambda: deeds.ask_otherwise(asked, by=commissioner, at=AT, answers=["A", "B"]),
        lambda: amend(asked.options.first(), by=commissioner, at=AT, label="Elsewhere"),
        lambda: remove(asked, by=commissioner, at=AT),
        lambda: make.ask(held, "One more?"),
    ):
        with pytest.raises(Refused, match="Questions stand as they are"):
            change()
    with pytest.raises(Refused, match="open and can no longer be changed"):
        amend(held, by=commissioner, at=AT, title="Another")


def test_a_question_is_changed_while_planned(cumbria, commissioner):
    held = make.planned_consultation(cumbria)
    asked = make.ask(held, "Where?", "choice", ("Town", "School"), other=True)
    deeds.ask_otherwise(
        asked, by=commissioner, at=AT, answers=["School", "Home"], text="Where now?"
    )
    asked.refresh_from_db()
    assert asked.text == "Where now?"
    assert [o.label for o in asked.options.all()] == ["School", "Home"]


def test_the_vote_offers_the_partnerships_outcomes(cumbria, commissioner):
    outcome = make.outcome(cumbria)
    asked = make.ask(make.planned_consultation(cumbria), "Which one first?", "outcome")
    assert {o.label for o in asked.options.all()} == {"Children are healthy", "Children are safe"}
    assert asked.options.get(label=outcome.name).outcome == outcome


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"kind": "choice", "answers": ("Yes", "yes")}, "stands there twice"),
        ({"kind": "choice", "answers": ("Yes", "No Answer")}, "Leave out “No Answer”"),
        ({"kind": "open", "answers": ("Yes", "No")}, "no answers to choose from"),
        ({"kind": "outcome"}, "Record the partnership's outcomes first"),
        ({"first_together": 9, "first_words": "Agree"}, "More points are put together"),
        ({"first_together": 2}, "Say what these points together are called"),
    ],
)
def test_questions_that_cannot_be_are_refused(cumbria, given, sentence):
    held = make.planned_consultation(cumbria)
    with pytest.raises(Refused, match=sentence):
        make.ask(held, **given)
    assert not held.questions.exists()


def test_roles_are_written_once(cumbria):
    held = make.planned_consultation(cumbria)
    make.ask(held, "Your role?", "role")
    with pytest.raises(Refused, match="The roles are written already"):
        make.ask(held, "And your other role?", "role")


def test_the_clock_closes_it_after_its_last_day(held):
    last = AT + timedelta(days=28)
    assert consultations_to_close(last) == []
    with pytest.raises(Refused, match="open up to and on 22 December 2026"):
        take(held, "close", by=SYSTEM, at=last)
    take_all_due(last + timedelta(days=1))
    held = type(held).objects.get(pk=held.pk)
    assert held.is_being_found
    take_all_due(last + timedelta(days=2))


def test_a_late_clock_lets_nobody_in(held):
    with pytest.raises(Refused, match="Its last day was 22 December 2026"):
        make.respond(held, None, "Agree", at=LATER)


def test_closing_early_needs_a_reason(held, commissioner):
    with pytest.raises(Refused, match="could answer until 22 December 2026"):
        take(held, "close", by=commissioner, at=AT)
    assert take(held, "close", by=commissioner, at=AT, reasons="The hall burned.").is_being_found


def test_people_are_given_longer(held, commissioner):
    with pytest.raises(Refused, match="Choose a day after 22 December 2026"):
        take(held, "extend", by=commissioner, at=AT, closes_on=TODAY, reasons="Snow")
    with pytest.raises(Refused, match="Say why"):
        take(held, "extend", by=commissioner, at=AT, closes_on=LATER.date(), reasons=" ")
    longer = take(held, "extend", by=commissioner, at=AT, closes_on=LATER.date(), reasons="Snow")
    assert longer.closes_on == LATER.date()
    assert consultations_to_close(AT + timedelta(days=30)) == []


def test_it_is_opened_again_until_findings_stand(closed, commissioner):
    given = {"closes_on": (LATER + timedelta(days=7)).date(), "reasons": "A bag of post"}
    make.finding(closed)
    with pytest.raises(Refused, match="Findings are written already"):
        take(closed, "reopen", by=commissioner, at=LATER, **given)
    remove(closed.findings.get(), by=commissioner, at=LATER)
    assert take(closed, "reopen", by=commissioner, at=LATER, **given).takes_responses


def test_one_from_papers_is_entered_and_never_opened(cumbria, commissioner):
    held = make.planned_consultation(cumbria, opens_on=None)
    make.ask(held)
    with pytest.raises(Refused, match="how many responses its report gives"):
        take(held, "enter_as_held", by=commissioner, at=AT)
    held = amend(
        held, by=commissioner, at=AT, closes_on=TODAY - timedelta(days=1), printed_responses=9
    )
    with pytest.raises(Refused, match="come from a printed report"):
        take(held, "open", by=commissioner, at=AT)
    held = take(held, "enter_as_held", by=commissioner, at=AT)
    with pytest.raises(Refused, match="come from a printed report"):
        take(held, "reopen", by=commissioner, at=AT, closes_on=TODAY, reasons="More")


def test_it_is_reported_with_responses_and_answered_findings(held, commissioner):
    empty = take(held, "close", by=SYSTEM, at=LATER)
    with pytest.raises(Refused) as refused:
        take(empty, "report", by=commissioner, at=LATER)
    assert refused.value.sentences == [
        "No response is recorded. Load them, or open it again for longer.",
        "Write at least one finding.",
    ]


def test_every_finding_says_what_came_of_it(closed, commissioner):
    found = make.finding(closed, "Say how hubs deliver.")
    with pytest.raises(Refused, match="what was changed because of it, or why nothing was"):
        take(closed, "report", by=commissioner, at=LATER)
    amend(found, by=commissioner, at=LATER, nothing_because="The law says so.")
    reported = take(closed, "report", by=commissioner, at=LATER)
    with pytest.raises(Refused, match="Its findings stand as they are"):
        amend(found, by=commissioner, at=LATER, text="Other")
    assert reported.state_label == "Reported"


def test_changed_and_unchanged_exclude_each_other(closed):
    with pytest.raises(Refused, match="Leave this empty when something was changed"):
        make.finding(closed, changed="We did.", nothing_because="We could not.")


def test_findings_wait_until_it_is_closed(held, commissioner):
    with pytest.raises(Refused, match="once the consultation is closed"):
        make.finding(held)


def test_a_finding_names_questions_of_its_own_consultation(closed, cumbria, commissioner):
    made = ConsultationFinding(consultation=closed, kind="headline", text="Many agree")
    scale = closed.questions.get(kind="scale")
    made = deeds.write_finding(made, [scale], by=commissioner, at=LATER)
    other = make.ask(make.planned_consultation(cumbria, "Another"))
    with pytest.raises(Refused, match="Choose a question of this consultation"):
        deeds.rewrite_finding(made, [scale, other], by=commissioner, at=LATER, text="All agree")
    made.refresh_from_db()
    assert (made.text, [s.question for s in made.sources.all()]) == ("Many agree", [scale])
    deeds.rewrite_finding(made, [], by=commissioner, at=LATER, text="All agree")
    assert not made.sources.exists()


def test_printed_figures_are_written(cumbria, commissioner):
    held = make.planned_consultation(cumbria, opens_on=None, printed_responses=30)
    asked = make.ask(held, "Agree?", "choice", ("Yes", "No"))
    yes, no = asked.options.all()
    printed = {yes.pk: (20, None), no.pk: (8, None)}
    deeds.write_printed(asked, printed, no_response=2, by=commissioner, at=AT)
    deeds.write_printed(asked, printed, no_response=3, by=commissioner, at=AT)
    kept = {o.label: o.printed_count for o in asked.options.all()}
    assert kept == {"Yes": 20, "No": 8, "No response": 3}


def test_begin_is_refused_to_others(cumbria, approver):
    held = make.planned_consultation(cumbria)
    with pytest.raises(NotAllowed):
        begin(type(held)(partnership=cumbria, title="X", about="Y"), by=approver, at=AT)
