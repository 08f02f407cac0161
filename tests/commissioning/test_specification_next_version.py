"""A new version copies an approved one into a draft."""

import pytest

from accounts.roles import Role
from commissioning.actions.specifications import draft_next_version
from commissioning.models import Specification
from tests.factories import commissioning as make
from tests.factories.people import AT, person
from workflow.lifecycle import NotAllowed, Refused


def test_everything_is_copied(cumbria, commissioner, approver):
    first = make.specification(cumbria)
    second = draft_next_version(first, by=commissioner, at=AT)
    assert (second.version, second.state, second.approved_by) == (2, "draft", None)
    assert [c.heading for c in second.clauses.all()] == ["Family hubs"]
    assert second.needs_answered.get().need == first.needs_answered.get().need
    kept = [(k.kpi_id, k.target, k.tolerance, k.baseline) for k in first.kpis.all()]
    assert [(k.kpi_id, k.target, k.tolerance, k.baseline) for k in second.kpis.all()] == kept
    tied = [k.clause.specification for k in second.kpis.all() if k.clause]
    assert tied == [second]


@pytest.mark.parametrize("state", ["draft", "for_approval"])
def test_only_from_an_approved_one(state, cumbria, commissioner, approver):
    with pytest.raises(Refused, match="approved one"):
        draft_next_version(make.specification(cumbria, state), by=commissioner, at=AT)


def test_one_at_a_time_and_nothing_half_made(cumbria, commissioner, approver):
    first = make.specification(cumbria)
    draft_next_version(first, by=commissioner, at=AT)
    with pytest.raises(Refused, match="Finish that one first"):
        draft_next_version(first, by=commissioner, at=AT)
    assert Specification.objects.count() == 2


def test_an_analyst_may_not(cumbria, commissioner, approver):
    with pytest.raises(NotAllowed):
        draft_next_version(make.specification(cumbria), by=person(Role.ANALYST, cumbria), at=AT)


def test_by_the_page(cumbria, commissioner, approver, signed_in):
    first = make.specification(cumbria)
    url = f"{first.get_absolute_url()}new-version/"
    assert "Draft a new version" in signed_in(commissioner).get(url).content.decode()
    answer = signed_in(commissioner).post(url)
    assert answer.url == Specification.objects.get(version=2).get_absolute_url()
    assert signed_in(commissioner).post(url).status_code == 409
