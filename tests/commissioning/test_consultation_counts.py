"""Percentages come from counts and print their base; small groups stay in company; it stays quick."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import demonstration
from commissioning.actions import consultations as deeds
from commissioning.models import ConsultationReply, ConsultationResponse, GivenResponse
from commissioning.models.response import write_responses
from commissioning.queries.results import counts_csv, results_of
from commissioning.queries.tallies import questions_of
from demonstration.acts_consult import plan_consultations
from demonstration.papers import read
from demonstration.stage import Stage
from tests.factories import commissioning as make
from tests.factories.people import AT
from workflow import calendar
from workflow.door import amend, take

PAPER = Path(demonstration.__file__).parent / "cumbria" / "consultation.toml"


@pytest.fixture
def printed(cumbria, commissioner):
    """Cumbria's consultation of 2019, as its paper prints it."""
    [row] = [row for row in read(PAPER)["consultation"] if "printed_responses" in row]
    stage = Stage(cumbria, PAPER.parent, AT, calendar.london_date(AT))
    stage.people["commissioner"] = commissioner
    plan_consultations(stage, {"consultation": [row]})
    return cumbria.consultations.get()


@pytest.fixture
def held(cumbria, commissioner):
    return make.open_consultation(cumbria)


def fill(held, counts):
    """Responses to the scale: {(role, point): how many}, written as a file's would be."""
    roles = {o.label: o.pk for o in held.roles_question.options.all()}
    scale = held.questions.get(kind="scale")
    points = {o.label: o.pk for o in scale.options.all()}
    rows = [
        GivenResponse(roles.get(role), {scale.pk: points[point]})
        for (role, point), number in counts.items()
        for _ in range(number)
    ]
    write_responses(held, rows, at=AT)


def test_cumbrias_percentages_come_out_as_printed(printed):
    roles, *findings = questions_of(printed)
    assert [(line.label, line.words, line.as_printed) for line in roles.answers] == [
        ("Parent or carer", "21 of 111, 18.92%", "18.92%"),
        ("Professional working with children and young people", "76 of 111, 68.47%", "68.47%"),
        ("Other", "14 of 111, 12.61%", "12.61%"),
    ]
    assert (roles.base, roles.no_response) == (111, 5)
    assert roles.answers[2].count + roles.no_response == 19
    assert [table.answers[0].words.split()[0] for table in findings] == [
        *("68%", "77%", "60%", "66%", "70%")
    ]
    assert all("as printed; the report gives no counts" in t.answers[0].words for t in findings)


def test_cumbrias_page_says_so(printed, commissioner, signed_in):
    page = signed_in(commissioner).get(printed.get_absolute_url()).content.decode()
    for said in (
        *("116, as its report gives them", "21 of 111, 18.92%", "76 of 111, 68.47%"),
        *("14 of 111, 12.61%", "5, in no percentage", "Percentages are of the 111 who answered."),
        *("68% as printed", "77% as printed", "60% as printed", "66% as printed", "70% as printed"),
        *("Joint event with the safeguarding board", "Brief intervention without referral"),
        *("Reported", "What we changed because of it:", "Nothing was changed, because:"),
    ):
        assert said in page, said


def test_a_report_that_counts_the_silent_in_its_base_says_so(cumbria):
    held = make.planned_consultation(cumbria, opens_on=None, printed_responses=30)
    asked = make.ask(held, "Agree?", "choice", ("Yes", "No"), silent_in_base=True)
    by = make.commissioner_of(cumbria)
    yes, no = asked.options.all()
    deeds.write_printed(
        asked, {yes.pk: (20, Decimal(66)), no.pk: (8, None)}, no_response=2, by=by, at=AT
    )
    [table] = questions_of(held)
    assert table.answers[0].words == "20 of 30, 66.67%"
    assert table.base_words.startswith("Percentages are of 30: the report counts those who gave no")


def test_a_base_that_counts_the_silent_is_not_known_without_them(cumbria):
    held = make.planned_consultation(cumbria, opens_on=None, printed_responses=30)
    asked = make.ask(held, "Agree?", "choice", ("Yes", "No"), silent_in_base=True)
    yes, no = asked.options.all()
    printed = {yes.pk: (20, None), no.pk: (8, None)}
    deeds.write_printed(asked, printed, no_response=None, by=make.commissioner_of(cumbria), at=AT)
    [table] = questions_of(held)
    assert (table.base, table.base_words) == (None, "")
    assert table.answers[0].words == "20 (the base is not known)"


def test_no_response_is_in_no_percentage_and_apart_from_other(held):
    make.respond(held, "Other", "Agree", "Other")
    make.respond(held, "Professional", None, "In town")
    make.respond(held, None, "Disagree")
    roles, scale, choice, words = questions_of(held)
    assert [(t.base, t.no_response) for t in (roles, scale, choice)] == [(2, 1), (2, 1), (2, 1)]
    assert [line.label for line in choice.answers if line.is_other] == ["Other"]
    assert [line.words for line in choice.answers] == [
        *("1 of 2, 50.00%", "0 of 2, 0.00%", "1 of 2, 50.00%")
    ]
    assert words.no_response == 3


def test_a_scale_shows_its_points_and_its_ends_together(held):
    fill(held, {(None, "Strongly agree"): 3, (None, "Agree"): 4, (None, "Neither"): 2})
    scale = questions_of(held)[1]
    assert [line.count for line in scale.answers] == [3, 4, 2, 0, 0]
    assert [(t.label, t.words) for t in scale.together] == [
        ("Agree or strongly agree", "7 of 9, 77.78%")
    ]


def columns(held):
    scale = results_of(held)[1][1].by_role
    return {column.label: column.base for column in scale.columns}, scale.note


def test_roles_side_by_side(held):
    fill(held, {("Professional", "Agree"): 6, ("Parent or carer", "Disagree"): 5})
    assert columns(held) == ({"Parent or carer": 5, "Professional": 6}, "")


def test_a_small_group_is_put_together_with_the_next(held):
    fill(
        held,
        {
            ("Professional", "Agree"): 20,
            ("Parent or carer", "Disagree"): 9,
            ("Other", "Agree"): 2,
        },
    )
    shown, note = columns(held)
    assert shown == {"Professional": 20, "Other, Parent or carer": 11}
    assert note.startswith("A group of fewer than 5 people is not shown by itself.")


def test_small_groups_that_are_many_together_stand_together(held):
    fill(
        held,
        {
            ("Professional", "Agree"): 20,
            ("Parent or carer", "Disagree"): 3,
            ("Other", "Agree"): 2,
            (None, "Agree"): 7,
        },
    )
    shown, _note = columns(held)
    assert shown == {"Professional": 20, "No role given": 7, "Parent or carer, Other": 5}


def test_where_everybody_else_is_few_no_roles_are_shown(held, commissioner, signed_in):
    fill(held, {("Professional", "Agree"): 20, ("Other", "Disagree"): 3})
    shown, note = columns(held)
    assert (shown, note[:17]) == ({}, "Not shown by role")
    page = signed_in(commissioner).get(held.get_absolute_url()).content.decode()
    assert "Not shown by role" in page
    assert "By role" not in page


def test_the_csv_says_its_bases_and_is_marked(held, commissioner, signed_in):
    fill(held, {("Professional", "Agree"): 20, ("Parent or carer", "Disagree"): 9})
    text = counts_csv(held).decode("utf-8-sig").splitlines()
    assert text[0].startswith("OFFICIAL-SENSITIVE")
    assert text[1] == "Family hubs: 29 responses"
    assert (
        "Do you agree with the aims?,Choose a point on a scale,All,Agree,Answer,20,29,68.97,,0"
        in text
    )
    assert any(",Professional,Agree,Answer,20,20,100.00" in line for line in text)
    assert any("Agree or strongly agree (put together)" in line for line in text)
    page = reverse("commissioning:consultation_counts", args=[held.partnership.slug, held.pk])
    assert signed_in(commissioner).get(page).content == counts_csv(held)


def test_the_vote_counts_one_priority_each(cumbria, commissioner):
    make.framework(cumbria)
    held = make.planned_consultation(cumbria)
    make.ask(held, "Which one first?", "outcome")
    held = take(held, "open", by=commissioner, at=AT)
    for named in ("Children are safe", "Children are safe", "Children are healthy"):
        make.respond(held, None, named)
    [vote] = questions_of(held)
    assert [(line.label, line.words) for line in vote.answers] == [
        ("Children are healthy", "1 of 3, 33.33%"),
        ("Children are safe", "2 of 3, 66.67%"),
    ]


def asked(client, held):
    """The queries of one visit; an earlier one has seen to what is asked once."""
    client.get(held.get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        assert client.get(held.get_absolute_url()).status_code == 200
    return len(queries)


def test_five_thousand_responses_take_as_many_queries_as_three(held, commissioner, signed_in):
    client = signed_in(commissioner)
    fill(held, {("Professional", "Agree"): 2, (None, "Disagree"): 1})
    few = asked(client, held)
    fill(held, {("Professional", "Agree"): 2600, ("Parent or carer", "Disagree"): 2397})
    assert ConsultationResponse.objects.count() == ConsultationReply.objects.count() == 5000
    assert asked(client, held) == few <= 26
    assert "2602 of 5000, 52.04%" in client.get(held.get_absolute_url()).content.decode()


def test_many_questions_findings_and_events_take_no_more(cumbria, commissioner, signed_in):
    client, counts = signed_in(commissioner), []
    for size in (3, 30):
        held = make.planned_consultation(
            cumbria, f"No {size}", opens_on=None, closes_on=None, printed_responses=9
        )
        for number in range(size):
            make.ask(held, f"Question {number}?", "choice", ("Yes", "No"))
        held = amend(
            held, by=commissioner, at=AT, closes_on=calendar.london_date(AT.replace(day=1))
        )
        held = take(held, "enter_as_held", by=commissioner, at=AT)
        for number in range(size):
            make.finding(held, f"Finding {number}")
        counts.append(asked(client, held))
    assert counts[0] == counts[1] <= 26
