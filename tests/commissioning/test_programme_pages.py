"""Programmes with their money, aims, decisions and evaluation; how the partnership works."""

from datetime import date
from decimal import Decimal

import pytest

from commissioning.models import (
    BoardRole,
    Milestone,
    Principle,
    Programme,
    ProgrammeDecision,
    ProgrammeEvaluation,
)
from tests.factories import place
from tests.factories.commissioning import board_member_of
from tests.factories.people import trust
from workflow.lifecycle import Refused

WORK = "/p/cumbria/how-we-work/"


def test_a_programme_is_added_with_its_money_and_aims(cumbria, commissioner, signed_in):
    sent = {
        "name": "Making Integration Happen",
        "funder": "The education department",
        "amount": "£1,900,000",
        "funding": "Round 3, April 2017, alternative delivery models",
        "aims": "On a par with leading organisations\n\nEconomies of scale",
    }
    answer = signed_in(commissioner).post("/p/cumbria/partnership/programmes/add/", sent)
    programme = Programme.objects.get()
    assert answer.url == programme.get_absolute_url()
    assert programme.amount == Decimal(1_900_000)
    assert programme.aim_lines == ["On a par with leading organisations", "Economies of scale"]
    page = signed_in(commissioner).get(answer.url).content.decode()
    assert "£1,900,000" in page
    assert "£1,900,000" in signed_in(commissioner).get("/p/cumbria/programmes/").content.decode()


def test_a_decision_says_what_was_chosen_over_what(cumbria, commissioner, signed_in):
    programme = place.programme(cumbria)
    decision = ProgrammeDecision(
        programme=programme,
        decided_on=date(2018, 11, 7),
        decided_by="Cabinet",
        chosen="An integrated directorate, one front door",
        over="A separate entity",
        circumstances="After a direct award of public health nursing",
    )
    place.kept(decision)
    page = signed_in(commissioner).get(programme.get_absolute_url()).content.decode()
    for said in ("7 November 2018: Cabinet", "one front door", "A separate entity", "direct award"):
        assert said in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"findings": "It works"}, "when the findings were reported"),
        ({"reported_on": date(2020, 1, 1)}, "Write what was found"),
    ],
)
def test_findings_have_their_day(fields, said, cumbria):
    programme = place.programme(cumbria)
    with pytest.raises(Refused, match=said):
        place.kept(ProgrammeEvaluation(programme=programme, evaluator="A university", **fields))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"amount": Decimal(-1)}, "nought or more"),
        ({"from_day": date(2020, 1, 1), "until_day": date(2019, 1, 1)}, "before the first"),
    ],
)
def test_a_programme_that_does_not_hold(fields, said, cumbria):
    with pytest.raises(Refused, match=said):
        place.programme(cumbria, **fields)


def test_a_milestone_of_a_programme_is_history_of_the_partnership(cumbria, commissioner, signed_in):
    programme = place.programme(cumbria)
    add = f"/p/cumbria/partnership/milestones/add/?programme={programme.pk}"
    assert signed_in(commissioner).get(add).context["form"].initial["programme"] == str(
        programme.pk
    )
    day = {"happened_on_0": "31", "happened_on_1": "3", "happened_on_2": "2020"}
    sent = {**day, "shown": "March 2020", "text": "Nurses had moved", "programme": programme.pk}
    assert signed_in(commissioner).post(add, sent).status_code == 302
    for page in (programme.get_absolute_url(), WORK):
        assert "Nurses had moved" in signed_in(commissioner).get(page).content.decode()
    foreign = place.programme(trust("Cornwall", "cornwall"))
    wrong = Milestone(
        partnership=cumbria,
        programme=foreign,
        happened_on=date(2020, 1, 1),
        shown="2020",
        text="X",
    )
    with pytest.raises(Refused, match="own"):
        place.kept(wrong)


def test_how_we_work_says_what_the_papers_say(cumbria, commissioner, signed_in):
    place.statement(cumbria, section="vision", text="One Vision", source="The plan")
    place.statement(
        cumbria,
        section="change",
        text="",
        was="individual monitoring of contracts",
        becomes="joint oversight of system",
    )
    place.kept(BoardRole(partnership=cumbria, text="Advises on contract change"))
    page = signed_in(commissioner).get(WORK)
    text = page.content.decode()
    assert [section.label for section in page.context["sections"]] == ["Vision", "From and to"]
    for said in ("One Vision", "Source: The plan", "joint oversight of system", "Advises on"):
        assert said in text
    assert "Lead council" in text
    assert "/p/cumbria/needs/outcomes/" in text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "", "was": "apart"}, "becomes"),
        ({"becomes": "together"}, "was"),
    ],
)
def test_a_statement_is_a_text_or_a_pair(fields, field, cumbria, commissioner, signed_in):
    sent = {"section": "principles", "text": "Whole family", "order": "1", **fields}
    answer = signed_in(commissioner).post("/p/cumbria/partnership/statements/add/", sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Principle.objects.exists()


@pytest.mark.parametrize(
    "path",
    [
        "partnership/cats/add/",
        "partnership/reviews/add/",
        "partnership/services/1/add/",
        "partnership/cats/1/change/",
        "partnership/services/99/change/",
        "partnership/reviews/99/add/",
        "services/99/",
        "services/areas/99/",
        "services/budgets/99/",
        "local/99/",
        "programmes/99/",
    ],
)
def test_what_does_not_exist_is_not_there(path, cumbria, commissioner, signed_in):
    assert signed_in(commissioner).get(f"/p/cumbria/{path}").status_code == 404


def test_nobody_but_a_commissioner_is_offered_a_change(cumbria, commissioner, signed_in):
    programme = place.programme(cumbria)
    member = place.statement(cumbria)
    reader = signed_in(board_member_of(cumbria))
    for page in (programme.get_absolute_url(), WORK, "/p/cumbria/services/", "/p/cumbria/local/"):
        assert "/p/cumbria/partnership/" not in reader.get(page).content.decode()
    assert f"statements/{member.pk}/change/" in signed_in(commissioner).get(WORK).content.decode()
