"""Clauses, needs and KPIs are added, changed and taken out while a specification is a draft."""

import pytest

from commissioning.models import Clause
from tests.factories import commissioning as make
from tests.factories.people import AT, trust
from workflow.door import amend, begin, remove
from workflow.lifecycle import Refused

CLAUSE = {"number": "2", "heading": "Outreach", "text": "The provider goes out to families."}


def url(spec, rest):
    return f"{spec.get_absolute_url()}{rest}"


def test_a_clause_is_added(cumbria, commissioner, signed_in):
    spec = make.draft_specification(cumbria)
    answer = signed_in(commissioner).post(url(spec, "clauses/add/"), CLAUSE)
    assert answer.url == url(spec, "#clauses")
    assert spec.clauses.get().heading == "Outreach"


def test_clause_ten_comes_after_clause_nine(cumbria, commissioner):
    spec = make.draft_specification(cumbria)
    for number in ("10", "9", "9.2"):
        make.clause(spec, number)
    assert [c.number for c in spec.clauses.all()] == ["9", "9.2", "10"]


@pytest.mark.parametrize("number", ["", "a", "0", "1.", "1.2.3.4"])
def test_a_clause_needs_a_number(number, cumbria, commissioner, signed_in):
    spec = make.draft_specification(cumbria)
    answer = signed_in(commissioner).post(url(spec, "clauses/add/"), {**CLAUSE, "number": number})
    assert answer.status_code == 422


def test_a_number_is_used_once(cumbria, commissioner, signed_in):
    spec = make.draft_specification(cumbria)
    make.clause(spec, "2")
    answer = signed_in(commissioner).post(url(spec, "clauses/add/"), CLAUSE)
    assert answer.status_code == 409
    assert "Another clause has that number." in answer.content.decode()


def test_a_clause_is_changed(cumbria, commissioner, signed_in):
    clause = make.clause(make.draft_specification(cumbria))
    page = url(clause.specification, f"clauses/{clause.pk}/change/")
    signed_in(commissioner).post(page, CLAUSE)
    clause.refresh_from_db()
    assert clause.heading == "Outreach"


def test_a_clause_is_taken_out(cumbria, commissioner, signed_in):
    clause = make.clause(make.draft_specification(cumbria))
    page = url(clause.specification, f"clauses/{clause.pk}/remove/")
    assert signed_in(commissioner).get(page).status_code == 200
    assert Clause.objects.exists()
    assert signed_in(commissioner).post(page).status_code == 302
    assert not Clause.objects.exists()


def test_a_kpi_is_given_its_target(cumbria, commissioner, signed_in):
    spec = make.draft_specification(cumbria)
    sent = {"kpi": make.kpi(cumbria).pk, "target": "85", "tolerance": "5", "by_area": "on"}
    signed_in(commissioner).post(url(spec, "kpis/add/"), sent)
    page = signed_in(commissioner).get(spec.get_absolute_url()).content.decode()
    assert "85%" in page
    assert "5 percentage points" in page
    assert "Not known" in page


@pytest.mark.parametrize(
    "wrong", [{"target": "many"}, {"tolerance": "-1"}, {"kpi": ""}, {"target": "NaN"}]
)
def test_a_wrong_target_is_a_mistake(wrong, cumbria, commissioner, signed_in):
    spec = make.draft_specification(cumbria)
    sent = {"kpi": make.kpi(cumbria).pk, "target": "85", "tolerance": "5", **wrong}
    assert signed_in(commissioner).post(url(spec, "kpis/add/"), sent).status_code == 422
    assert not spec.kpis.exists()


def test_a_need_is_named_once(cumbria, commissioner, signed_in):
    spec, need = make.draft_specification(cumbria), make.need(cumbria)
    page = url(spec, "needs/add/")
    assert signed_in(commissioner).post(page, {"need": need.pk}).status_code == 302
    assert signed_in(commissioner).post(page, {"need": need.pk}).status_code == 422


def test_another_partnerships_need_is_no_choice(cumbria, commissioner, signed_in):
    foreign = make.need(trust("Cornwall", "cornwall"))
    page = url(make.draft_specification(cumbria), "needs/add/")
    assert signed_in(commissioner).post(page, {"need": foreign.pk}).status_code == 422


@pytest.mark.parametrize("kind", ["clauses", "needs", "kpis"])
def test_nothing_is_added_once_approved(kind, cumbria, commissioner, approver, signed_in):
    spec = make.specification(cumbria)
    answer = signed_in(commissioner).get(url(spec, f"{kind}/add/"))
    assert answer.status_code == 409
    assert "is approved and can no longer be changed" in answer.content.decode()


@pytest.mark.parametrize("state", ["for_approval", "approved"])
def test_the_door_refuses_too(state, cumbria, commissioner, approver):
    spec = make.specification(cumbria, state)
    clause = spec.clauses.get()
    with pytest.raises(Refused):
        amend(clause, by=commissioner, at=AT, text="Other")
    with pytest.raises(Refused):
        remove(clause, by=commissioner, at=AT)
    with pytest.raises(Refused):
        begin(Clause(specification=spec, **CLAUSE), by=commissioner, at=AT)


def test_a_part_of_another_specification_is_not_there(cumbria, commissioner, signed_in):
    clause = make.clause(make.draft_specification(cumbria))
    other = make.draft_specification(cumbria)
    page = url(other, f"clauses/{clause.pk}/change/")
    assert signed_in(commissioner).get(page).status_code == 404
