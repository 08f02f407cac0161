"""A draft is sent for approval once it says something, answers a need and is measured."""

import pytest

from commissioning.models import Kpi
from tests.factories import commissioning as make
from tests.factories.people import AT
from workflow.door import amend, take
from workflow.lifecycle import NotAllowed, Refused


def test_sent(cumbria, commissioner):
    spec = take(make.specification(cumbria, "draft"), "propose", by=commissioner, at=AT)
    assert spec.state == "for_approval"
    assert spec.proposed_by == commissioner


def test_everything_missing_is_said_at_once(cumbria, commissioner):
    with pytest.raises(Refused) as refusal:
        take(make.draft_specification(cumbria), "propose", by=commissioner, at=AT)
    assert refusal.value.sentences == [
        "Write at least one clause.",
        "Name the need this service answers.",
        "Add at least one KPI with its target.",
    ]


def test_a_kpi_without_an_outcome_is_refused(cumbria, commissioner):
    spec = make.specification(cumbria, "draft")
    kpi = Kpi.objects.first()
    amend(kpi, by=commissioner, at=AT, outcome=None)
    with pytest.raises(Refused, match=f"Link KPI {kpi.code}"):
        take(spec, "propose", by=commissioner, at=AT)


def test_an_approver_may_not(cumbria, approver):
    with pytest.raises(NotAllowed):
        take(make.specification(cumbria, "draft"), "propose", by=approver, at=AT)


def test_the_draft_shows_what_stands_in_the_way(cumbria, commissioner, signed_in):
    spec = make.draft_specification(cumbria)
    page = signed_in(commissioner).get(spec.get_absolute_url()).content.decode()
    assert "Write at least one clause." in page


def test_taken_back_by_a_commissioner(cumbria, commissioner):
    spec = take(make.specification(cumbria, "for_approval"), "take_back", by=commissioner, at=AT)
    assert spec.state == "draft"
    assert spec.proposed_by is None
