"""Beginning, amending and removing records through the door."""

import pytest
from django.core.exceptions import ObjectDoesNotExist

from accounts.roles import Role
from commissioning.models import BoardAction, Clause, Meeting, Specification
from tests.factories.commissioning import commissioner_of, specification
from tests.factories.contracts import agreement
from tests.factories.people import AT, person, trust
from workflow.audit import history
from workflow.door import amend, begin, remove
from workflow.lifecycle import AroundTheDoor, NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return trust()


@pytest.fixture
def commissioner(place):
    return person(Role.COMMISSIONER, place)


def test_a_record_begins_with_an_audit_entry_of_what_it_holds(place, commissioner):
    meeting = begin(Meeting(partnership=place, held_on=AT.date()), by=commissioner, at=AT)

    entry = history(meeting).get()
    assert entry.step == "begin"
    assert entry.facts["held_on"] == AT.date().isoformat()
    assert entry.tenant == str(place.pk)


def test_the_same_record_twice_is_refused_in_words(place, commissioner):
    begin(Meeting(partnership=place, held_on=AT.date()), by=commissioner, at=AT)
    with pytest.raises(Refused):
        begin(Meeting(partnership=place, held_on=AT.date()), by=commissioner, at=AT)


def test_a_field_that_is_not_right_is_named_in_the_refusal(place, commissioner):
    with pytest.raises(Refused, match="Date: This field cannot be null"):
        begin(Meeting(partnership=place, held_on=None), by=commissioner, at=AT)


def test_a_record_begins_in_its_first_state_only(place, commissioner):
    action = BoardAction(
        partnership=place, text="Look", owner=commissioner, due_on=AT.date(), state="done"
    )
    with pytest.raises(Refused, match="begins as"):
        begin(action, by=commissioner, at=AT)


def test_amending_keeps_before_and_after(place, commissioner):
    spec = specification(place, state="draft")
    amend(spec, by=commissioner, at=AT, title="Better title")

    assert history(spec).last().facts["title"] == [spec.title, "Better title"]
    assert Specification.objects.get(pk=spec.pk).title == "Better title"


def test_amending_to_the_same_writes_nothing(place, commissioner):
    spec = specification(place, state="draft")
    before = history(spec).count()
    amend(spec, by=commissioner, at=AT, title=spec.title)
    assert history(spec).count() == before


def test_a_settled_record_can_no_longer_be_changed(place, commissioner):
    spec = specification(place, state="approved")
    with pytest.raises(Refused, match="can no longer be changed"):
        amend(spec, by=commissioner, at=AT, title="Too late")
    with pytest.raises(Refused, match="can no longer be changed"):
        remove(spec.clauses.first(), by=commissioner, at=AT)


def test_a_state_is_not_amended(place, commissioner):
    spec = specification(place, state="draft")
    with pytest.raises(Refused, match="changed by its steps"):
        amend(spec, by=commissioner, at=AT, state="approved")


def test_removing_a_part_keeps_what_it_held_in_the_trail(place, commissioner):
    spec = specification(place, state="draft")
    clause = begin(
        Clause(specification=spec, number="99", heading="Odd", text="Text"),
        by=commissioner,
        at=AT,
    )
    remove(clause, by=commissioner, at=AT)

    assert history(clause).last().facts["heading"] == "Odd"
    with pytest.raises(ObjectDoesNotExist):
        Clause.objects.get(pk=clause.pk)
    with pytest.raises(Refused, match="has been removed"):
        remove(clause, by=commissioner, at=AT)


def test_only_the_named_role_begins(place):
    chair = person(Role.EVALUATOR, place)
    with pytest.raises(NotAllowed, match="Only a commissioner or a Board member"):
        begin(Meeting(partnership=place, held_on=AT.date()), by=chair, at=AT)


def test_saving_past_the_door_is_a_defect(place):
    with pytest.raises(AroundTheDoor):
        Meeting(partnership=place, held_on=AT.date()).save()
    with pytest.raises(AroundTheDoor):
        Meeting.objects.create(partnership=place, held_on=AT.date())


def test_what_goes_with_a_removed_whole_is_kept_in_the_trail(place, commissioner):
    made = agreement(place, state="drafted")
    remove(made, by=commissioner_of(place), at=AT, reasons="Registered twice.")

    facts = history(made).last().facts
    gone = " ".join(row["record"] for row in facts["removed with it"])
    assert "contracts.scheduledkpi" in gone
    assert "contracts.agreementarea" in gone


def test_what_others_rest_on_is_not_removed(place, commissioner):
    spec = specification(place, state="draft")
    kpi = spec.kpis.first().kpi
    with pytest.raises(Refused, match="is still used"):
        remove(kpi, by=person(Role.ANALYST, place), at=AT)
