"""Somebody else approves; an earlier version is superseded in the same moment."""

import pytest

from accounts.roles import Role
from commissioning.actions.specifications import draft_next_version
from tests.factories import commissioning as make
from tests.factories.people import AT, also, person
from workflow.door import take
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
