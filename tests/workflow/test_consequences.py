"""What follows from a deed happens with it, or the deed has not happened."""

from collections import defaultdict

import pytest

from accounts.roles import Role
from commissioning.models import BoardAction
from tests.factories.people import AT, person, trust
from workflow import consequences
from workflow.audit import history
from workflow.consequences import follows
from workflow.door import amend, begin, take
from workflow.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def registry(monkeypatch):
    monkeypatch.setattr(consequences, "_known", defaultdict(list))


@pytest.fixture
def place():
    return trust()


@pytest.fixture
def commissioner(place):
    return person(Role.COMMISSIONER, place)


@pytest.fixture
def proposed(place, commissioner):
    return BoardAction(
        partnership=place, text="Look at waits", owner=commissioner, due_on=AT.date()
    )


def test_it_is_held_before_the_change_and_follows_it_before_the_entry(proposed, commissioner):
    seen, before = [], AuditEntry.objects.count()

    def note(name):
        stored = BoardAction.objects.values_list("state", flat=True)
        seen.append((name, list(stored), AuditEntry.objects.count() - before))

    @follows(BoardAction, "begin", "complete", holding=lambda record: note("held"))
    def noted(action, deed):
        note(deed.step)

    action = begin(proposed, by=commissioner, at=AT)
    take(action, "complete", by=commissioner, at=AT, what_was_done="Looked.")
    assert seen == [
        ("held", [], 0),
        ("begin", ["open"], 0),
        ("held", ["open"], 1),
        ("complete", ["done"], 1),
    ]


def test_what_it_sets_on_the_record_stands_in_the_same_entry(proposed, commissioner):
    @follows(BoardAction, "amend")
    def dated(action, deed):
        action.what_was_done = "Half of it."
        action.save()

    action = begin(proposed, by=commissioner, at=AT)
    amend(action, by=commissioner, at=AT, text="Look at the longest waits")
    action.refresh_from_db()
    assert action.what_was_done == "Half of it."
    assert history(action).count() == 2
    assert history(action).last().facts == {
        "text": ["Look at waits", "Look at the longest waits"],
        "what_was_done": ["", "Half of it."],
    }


def test_if_it_fails_the_deed_has_not_happened(proposed, commissioner):
    action = begin(proposed, by=commissioner, at=AT)

    @follows(BoardAction, "complete")
    def fails(action, deed):
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        take(action, "complete", by=commissioner, at=AT, what_was_done="Looked.")
    action.refresh_from_db()
    assert action.state == "open"
    assert history(action).count() == 1


def test_nothing_follows_from_another_step(proposed, commissioner):
    called = []
    follows(BoardAction, "drop")(lambda action, deed: called.append(deed.step))
    action = begin(proposed, by=commissioner, at=AT)
    take(action, "complete", by=commissioner, at=AT, what_was_done="Looked.")
    assert called == []
