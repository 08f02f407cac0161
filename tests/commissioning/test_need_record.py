"""A priority need is recorded from published figures or from a decision of the Board."""

import pytest

from accounts.roles import Role
from commissioning.actions.needs import record_need
from commissioning.models import Area, Need, PartnershipArea
from tests.factories import commissioning as make
from tests.factories.people import AT, person, trust
from workflow.lifecycle import NotAllowed, Refused

ADD = "/p/cumbria/needs/priority/add/"


def given(cumbria, **fields):
    area, outcome = make.area(cumbria), make.outcome(cumbria)
    return {
        "title": "Waiting times in Eden",
        "statement": "Families wait.",
        "area": area.pk,
        "outcome": outcome.pk,
        "evidence": "The pack of the second quarter.",
        "priority": "high",
        **fields,
    }


def test_recorded_with_its_moment(cumbria, commissioner, signed_in):
    answer = signed_in(commissioner).post(ADD, given(cumbria))
    need = Need.objects.get()
    assert answer.url == need.get_absolute_url()
    assert need.recorded_at == AT


def test_prefilled_from_a_decision(cumbria, commissioner, signed_in):
    decision = make.decision(make.meeting(cumbria), outcome=make.outcome(cumbria))
    form = signed_in(commissioner).get(f"{ADD}?decision={decision.pk}").context["form"]
    assert form.initial["decision"] == decision.pk
    assert form.initial["statement"] == decision.text


def test_prefilled_from_an_indicator_that_measures_an_objective(cumbria, commissioner, signed_in):
    indicator = make.indicator()
    objective = make.outcome(cumbria).objectives.get()
    indicator.objectives.set([objective])
    form = signed_in(commissioner).get(f"{ADD}?indicator={indicator.pk}").context["form"]
    assert form.initial["objective"] == objective.pk
    assert form.initial["outcome"] == objective.outcome_id


def test_refused_without_saying_how_we_know(cumbria, commissioner, signed_in):
    answer = signed_in(commissioner).post(ADD, given(cumbria, evidence=""))
    assert answer.status_code == 409
    assert "Say how we know" in answer.content.decode()
    assert not Need.objects.exists()


def test_what_shows_it_is_not_taken_away_later(cumbria, commissioner, signed_in):
    need = make.need(cumbria, evidence="91 in 10,000")
    sent = given(cumbria, evidence="", indicator="")
    answer = signed_in(commissioner).post(f"{need.get_absolute_url()}change/", sent)
    assert answer.status_code == 409
    need.refresh_from_db()
    assert need.evidence == "91 in 10,000"


def test_refused_when_the_objective_is_of_another_outcome(cumbria, commissioner, signed_in):
    other = make.outcome(cumbria, "Children are healthy").objectives.get()
    answer = signed_in(commissioner).post(ADD, given(cumbria, objective=other.pk))
    assert answer.status_code == 422
    assert "Choose an objective of the outcome you chose." in answer.content.decode()


@pytest.mark.parametrize("field", ["title", "statement", "area", "outcome", "priority"])
def test_refused_when_something_is_missing(field, cumbria, commissioner, signed_in):
    answer = signed_in(commissioner).post(ADD, given(cumbria, **{field: ""}))
    assert answer.status_code == 422
    assert not Need.objects.exists()


@pytest.mark.parametrize("rubbish", ["x", "-1", "99999999999999999999"])
def test_rubbish_in_a_choice_is_a_mistake_not_a_fault(rubbish, cumbria, commissioner, signed_in):
    answer = signed_in(commissioner).post(ADD, given(cumbria, area=rubbish))
    assert answer.status_code == 422


def test_another_partnerships_outcome_is_refused_behind_the_form(cumbria, commissioner):
    foreign = make.outcome(trust("Cornwall", "cornwall"))
    need = Need(partnership=cumbria, title="X", statement="X", evidence="X", outcome=foreign)
    need.area = make.area(cumbria)
    with pytest.raises(Refused, match="own"):
        record_need(need, by=commissioner, at=AT)


def test_a_board_member_may_not(cumbria):
    need = Need(partnership=cumbria, title="X", statement="X", evidence="X")
    need.area, need.outcome = make.area(cumbria), make.outcome(cumbria)
    with pytest.raises(NotAllowed):
        record_need(need, by=person(Role.BOARD, cumbria), at=AT)


def test_changed_and_the_history_keeps_what_it_said(cumbria, commissioner, signed_in):
    need = make.need(cumbria, title="Before")
    url = f"{need.get_absolute_url()}change/"
    answer = signed_in(commissioner).post(url, given(cumbria, title="After"))
    assert answer.status_code == 302
    assert "changed the need" in signed_in(commissioner).get(answer.url).content.decode()
    need.refresh_from_db()
    assert need.title == "After"


def test_the_form_offers_own_areas_and_settles_no_priority(cumbria, commissioner, signed_in):
    own, wide = make.area(cumbria), Area.objects.create(name="England", kind=Area.Kind.COUNTRY)
    PartnershipArea.objects.create(partnership=cumbria, area=wide)
    page = signed_in(commissioner).get(ADD)
    form = page.context["form"]
    assert list(form.fields["area"].queryset) == [own]
    assert not form["priority"].value()
    assert "one of the two is needed" in page.content.decode()
    assert signed_in(commissioner).post(ADD, given(cumbria, priority="")).status_code == 422
