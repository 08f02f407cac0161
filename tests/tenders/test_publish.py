"""Publishing a tender, and everything that keeps one from being published."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.models import Partnership
from commissioning.actions.specifications import draft_next_version
from commissioning.models import Specification
from tenders.models import RegimeChoice
from tenders.queries.gates import missing
from tests.factories.commissioning import approver_of, commissioner_of
from tests.factories.people import AT
from tests.factories.tenders import (
    criteria,
    draft,
    moment_after,
    panel,
    record_gates,
    regime_choice,
    tender,
)
from workflow.door import amend, remove, take
from workflow.lifecycle import NotAllowed, Refused


def test_a_tender_with_every_gate_met_is_published(cumbria: Partnership) -> None:
    made = tender(cumbria)
    at = moment_after(made)
    published = take(made, "publish", by=commissioner_of(cumbria), at=at)
    assert published.published_at == at
    assert published.state_label == "Open for bids"


def test_each_missing_gate_is_said_with_basis_and_citation(cumbria: Partnership) -> None:
    made = draft(cumbria)
    with pytest.raises(Refused) as refusal:
        take(made, "publish", by=commissioner_of(cumbria), at=AT)
    said = refusal.value.sentences
    assert "Record the gate “Lots” (statutory: Procurement Act 2023 s.18)." in said
    assert any("Equality impact" in s and "Equality Act 2010 s.149" in s for s in said)
    assert "The weights of the award criteria add up to 0%. They must make 100%." in said
    assert not any("specification" in s for s in said), "its specification is approved"


def test_weights_short_of_the_whole_are_refused(cumbria: Partnership) -> None:
    made = draft(cumbria)
    first = criteria(made)[0]
    record_gates(made, "publish")
    panel(made)
    remove(first, by=commissioner_of(cumbria), at=AT)
    with pytest.raises(Refused, match="add up to 70%"):
        take(made, "publish", by=commissioner_of(cumbria), at=AT)


def test_a_deadline_in_the_past_is_refused(cumbria: Partnership) -> None:
    made = tender(cumbria)
    with pytest.raises(Refused, match="deadline for bids lies in the past"):
        take(made, "publish", by=commissioner_of(cumbria), at=made.deadline)


def test_a_start_before_call_in_ends_is_refused(cumbria: Partnership) -> None:
    made = tender(cumbria)
    early = made.decision_on + timedelta(days=3)
    made = amend(made, by=commissioner_of(cumbria), at=AT, start_on=early)
    with pytest.raises(Refused, match="before a decision on that day can take effect"):
        take(made, "publish", by=commissioner_of(cumbria), at=moment_after(made))


def test_a_specification_replaced_since_is_no_ground_for_a_tender(cumbria: Partnership) -> None:
    made, choice = tender(cumbria), regime_choice(cumbria)
    for spec in (made.specification, choice.specification):
        replaced(spec)
    with pytest.raises(Refused, match="A later version of the specification was approved"):
        take(made, "publish", by=commissioner_of(cumbria), at=moment_after(made))
    with pytest.raises(Refused, match="A later version of the specification was approved"):
        draft(cumbria, regime_choice=RegimeChoice.objects.get(pk=choice.pk))


def test_a_published_tender_keeps_its_version(cumbria: Partnership) -> None:
    made = tender(cumbria, "published")
    replaced(made.specification)
    made.refresh_from_db()
    assert missing(made, "publish", at=moment_after(made)) == []


def replaced(spec: Specification) -> None:
    """A later version of a specification is approved."""
    later = draft_next_version(spec, by=commissioner_of(spec.partnership), at=AT)
    later = take(later, "propose", by=commissioner_of(spec.partnership), at=AT)
    take(later, "approve", by=approver_of(spec.partnership), at=AT)


def test_an_approver_cannot_publish(cumbria: Partnership) -> None:
    made = tender(cumbria)
    with pytest.raises(NotAllowed):
        take(made, "publish", by=approver_of(cumbria), at=moment_after(made))


def test_a_published_tender_cannot_be_changed(cumbria: Partnership) -> None:
    made = tender(cumbria, "published")
    with pytest.raises(Refused, match="can no longer be changed"):
        amend(made, by=commissioner_of(cumbria), at=moment_after(made), title="Another")
