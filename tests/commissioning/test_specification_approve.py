"""Somebody else approves; an earlier version is superseded in the same moment."""

import pytest

from accounts.roles import Role
from commissioning.actions.specifications import draft_next_version
from commissioning.models import Clause
from tests.factories import commissioning as make
from tests.factories.people import AT, also, person
from workflow.door import amend, begin, remove, take
from workflow.lifecycle import NotAllowed, Refused


def test_approved(cumbria, commissioner, approver):
    spec = take(make.specification(cumbria, "for_approval"), "approve", by=approver, at=AT)
    assert (spec.state, spec.approved_by, spec.approved_at) == ("approved", approver, AT)
    assert "approved" in commissioner.notices.get().sentence


def test_not_ones_own(cumbria, commissioner):
    also(commissioner, Role.APPROVER, cumbria)
    spec = make.specification(cumbria, "for_approval")
    with pytest.raises(Refused, match="Someone else must approve it"):
        take(spec, "approve", by=commissioner, at=AT)


@pytest.mark.parametrize(
    "write",
    [
        lambda spec, by: amend(spec, by=by, at=AT, purpose="What I want."),
        lambda spec, by: amend(spec.clauses.get(), by=by, at=AT, text="What I want."),
        lambda spec, by: amend(spec.kpis.first(), by=by, at=AT, target=1),
        lambda spec, by: remove(spec.kpis.last(), by=by, at=AT),
        lambda spec, by: begin(
            Clause(specification=spec, number="2", heading="Mine", text="What I want."),
            by=by,
            at=AT,
        ),
    ],
    ids=["its purpose", "a clause", "a target", "a KPI taken out", "a new clause"],
)
def test_not_what_one_wrote(cumbria, commissioner, write):
    author = also(person(Role.COMMISSIONER, cumbria), Role.APPROVER, cumbria)
    spec = make.specification(cumbria, "draft")
    write(spec, author)
    spec = take(spec, "propose", by=commissioner, at=AT)
    with pytest.raises(Refused, match=r"You wrote part of this version\. Someone else must"):
        take(spec, "approve", by=author, at=AT)


def test_what_one_wrote_in_an_earlier_version_is_no_hindrance(cumbria, commissioner):
    author = also(person(Role.COMMISSIONER, cumbria), Role.APPROVER, cumbria)
    first = make.specification(cumbria, "draft")
    amend(first.clauses.get(), by=author, at=AT, text="What I want.")
    first = take(first, "propose", by=commissioner, at=AT)
    first = take(first, "approve", by=person(Role.APPROVER, cumbria), at=AT)
    second = draft_next_version(first, by=commissioner, at=AT)
    second = take(second, "propose", by=commissioner, at=AT)
    assert take(second, "approve", by=author, at=AT).approved_by == author


@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.BOARD, Role.ANALYST, Role.EVALUATOR])
def test_nobody_else_may(role, cumbria):
    spec = make.specification(cumbria, "for_approval")
    with pytest.raises(NotAllowed):
        take(spec, "approve", by=person(role, cumbria), at=AT)


def test_a_second_click_says_it_is_done(cumbria, commissioner, approver):
    spec = make.specification(cumbria)
    with pytest.raises(Refused, match="done already"):
        take(spec, "approve", by=approver, at=AT)


def test_the_earlier_version_is_superseded(cumbria, commissioner, approver):
    first = make.specification(cumbria)
    second = draft_next_version(first, by=commissioner, at=AT)
    take(second, "propose", by=commissioner, at=AT)
    take(second, "approve", by=approver, at=AT)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "approved")


def test_by_the_page(cumbria, commissioner, approver, signed_in):
    spec = make.specification(cumbria, "for_approval")
    url = f"{spec.get_absolute_url()}step/approve/"
    assert signed_in(commissioner).post(url).status_code == 403
    assert signed_in(approver).post(url).status_code == 302
    assert signed_in(approver).post(url).status_code == 409
    spec.refresh_from_db()
    assert spec.state == "approved"
