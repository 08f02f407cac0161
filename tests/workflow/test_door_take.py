"""Taking a step: permission, guards, change and audit entry in one go, or nothing at all."""

from datetime import timedelta

import pytest
from django_fsm import TransitionNotAllowed

from accounts.roles import Role
from commissioning.models import BoardAction
from tests.factories.commissioning import specification
from tests.factories.people import AT, person, provider, trust
from workflow.audit import history
from workflow.door import actions_for, begin, remove, take
from workflow.lifecycle import AroundTheDoor, NotAllowed, Refused
from workflow.models import AuditEntry, Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return trust()


@pytest.fixture
def commissioner(place):
    return person(Role.COMMISSIONER, place)


@pytest.fixture
def action(place, commissioner):
    made = BoardAction(
        partnership=place, text="Look at waits", owner=commissioner, due_on=AT.date()
    )
    return begin(made, by=commissioner, at=AT)


def test_a_step_changes_the_record_and_says_so(action, commissioner):
    moved = take(action, "complete", by=commissioner, at=AT, what_was_done="Looked.")

    action.refresh_from_db()
    assert action.state == moved.state == "done"
    assert action.what_was_done == "Looked."
    entry = history(action).last()
    assert (entry.step, entry.state_from, entry.state_to) == ("complete", "open", "done")
    assert entry.actor == commissioner
    assert entry.effective_at == AT
    assert entry.facts["what_was_done"] == ["", "Looked."]


def test_a_second_taker_is_told_who_was_first(action, commissioner, place):
    take(action, "complete", by=commissioner, at=AT, what_was_done="Looked.")
    other = person(Role.COMMISSIONER, place)

    with pytest.raises(Refused, match=f"done already: {commissioner.name} did the action"):
        take(action, "complete", by=other, at=AT, what_was_done="Also looked.")
    assert history(action).filter(step="complete").count() == 1


def test_without_the_role_nothing_changes(action):
    stranger = person(Role.COMMISSIONER, trust("Elsewhere", "elsewhere"))

    with pytest.raises(NotAllowed, match="Only its owner or a commissioner may do this"):
        take(action, "complete", by=stranger, at=AT, what_was_done="Mischief")
    action.refresh_from_db()
    assert action.state == "open"


def test_a_role_that_has_ended_is_no_role(action, place):
    past = person(Role.COMMISSIONER, place)
    membership = past.memberships.get()
    type(membership)._base_manager.filter(pk=membership.pk).update(until_day=AT.date())
    past = type(past).objects.get(pk=past.pk)

    with pytest.raises(NotAllowed):
        take(action, "complete", by=past, at=AT + timedelta(days=1), what_was_done="Late")


def test_every_sentence_that_stands_in_the_way_is_said_at_once(place, commissioner):
    spec = specification(place, state="draft")
    for part in [*spec.clauses.all(), *spec.needs_answered.all()]:
        remove(part, by=commissioner, at=AT)

    with pytest.raises(Refused) as refused:
        take(spec, "propose", by=commissioner, at=AT)
    assert "Write at least one clause." in refused.value.sentences
    assert "Name the need this service answers." in refused.value.sentences


def test_a_refusal_inside_the_step_undoes_everything(action, commissioner):
    with pytest.raises(Refused, match="Say what was done"):
        take(action, "complete", by=commissioner, at=AT, what_was_done=" ")
    action.refresh_from_db()
    assert action.state == "open"
    assert not AuditEntry.objects.filter(step="complete").exists()


def test_an_unknown_step_is_refused_in_words(action, commissioner):
    with pytest.raises(Refused, match="no step called 'vanish'"):
        take(action, "vanish", by=commissioner, at=AT)


def test_calling_the_step_directly_is_refused(action):
    with pytest.raises(TransitionNotAllowed):
        action.complete(None, what_was_done="Past the door")
    with pytest.raises(AroundTheDoor):
        action.save()
    with pytest.raises(AroundTheDoor):
        BoardAction.objects.filter(pk=action.pk).update(state="done")
    with pytest.raises(AttributeError):
        action.state = "done"


def test_people_named_by_the_step_are_told(action, commissioner, place):
    take(action, "complete", by=commissioner, at=AT, what_was_done="Looked.")
    chair = person(Role.BOARD, place)

    take(action, "reopen", by=chair, at=AT, reasons="Not quite.")
    notice = Notice.objects.get(person=commissioner)
    assert notice.sentence == "Your action is open again: Look at waits"


def test_actions_list_what_is_open_blocked_and_somebody_elses(place, commissioner):
    spec = specification(place, state="draft")
    for clause in spec.clauses.all():
        remove(clause, by=commissioner, at=AT)
    approver = person(Role.APPROVER, place)

    mine = {a.name: a for a in actions_for(spec, commissioner, AT)}
    assert mine["propose"].blocked == ("Write at least one clause.",)
    assert not mine["propose"].open
    theirs = {a.name: a for a in actions_for(spec, approver, AT)}
    assert not theirs["propose"].allowed
    assert theirs["propose"].may_words == "a commissioner"


def test_a_provider_has_no_step_in_a_partnership(action):
    certifier = person(Role.CERTIFIER, provider())
    assert not any(a.allowed for a in actions_for(action, certifier, AT))
