"""Every step of a return: who may take it in which state, cell by cell, and what it does."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from accounts.roles import Role
from performance.actions.questions import answer_questions
from performance.actions.returns import start_correction
from performance.models import ContractReading
from performance.queries.origins import counted
from performance.workbook.definition import Entry
from tests.factories import people
from tests.factories import performance as factory
from workflow.door import take
from workflow.lifecycle import NotAllowed, Refused, steps_of

DATA = {
    "query": {"question": "Why?"},
    "extend": {"until": date(2025, 12, 1)},
    "waive": {"reasons": "The service was closed."},
}
#: Who may take a step, from which states. A file is received in three; certifying follows a query.
ALLOWED = {
    "receive": ({"expected", "received", "queried"}, {"preparer", "certifier"}),
    "certify": ({"received", "queried"}, {"certifier"}),
    "accept": ({"certified"}, {"commissioner"}),
    "query": ({"certified"}, {"commissioner"}),
    "supersede": (set(), {"commissioner"}),  # accepting its correction does it, nothing else
    "extend": ({"expected", "received"}, {"commissioner"}),
    "waive": ({"expected", "received"}, {"commissioner"}),
}


def actors(record):
    """One person of each role, and one of another provider."""
    trust, provider = record.agreement.partnership, record.agreement.provider
    inside = [role for role in Role if role not in (Role.PREPARER, Role.CERTIFIER)]
    found = {role.value: people.person(role, trust) for role in inside}
    found |= {role.value: people.person(role, provider) for role in (Role.PREPARER, Role.CERTIFIER)}
    found["stranger"] = people.person(Role.CERTIFIER, people.provider("Someone Else"))
    return found


def outcome(record, step, who, at):
    """What became of the attempt; the attempt is undone."""
    try:
        with transaction.atomic():
            data = {"upload": record.uploads.first()} if step == "receive" else DATA.get(step, {})
            take(record, step, by=who, at=at, **data)
            transaction.set_rollback(True)
    except NotAllowed:
        return "not allowed"
    except Refused:
        return "refused"
    return "taken"


@pytest.mark.parametrize("state", factory.STATES)
def test_permission_by_state_and_role(agreement, state):
    record = factory.kpi_return(agreement, state=state)
    if record.takes_files and not record.uploads.exists():
        factory.send_bytes(record, b"not a workbook")
    if state == "queried":
        who, (question,) = factory.preparer_of(agreement.provider), record.questions.all()
        answer_questions(record, {question.pk: "Closed."}, by=who, at=factory.moment(record))
    at = factory.moment(record) + timedelta(days=9)
    assert {step.name for step in steps_of(type(record))} == set(ALLOWED)
    for role, who in actors(record).items():
        for step, (states, roles) in ALLOWED.items():
            wanted = (
                "not allowed" if role not in roles else "taken" if state in states else "refused"
            )
            assert outcome(record, step, who, at) == wanted, (state, step, role)


def test_certifying_is_submitting(agreement, certifier):
    record = factory.kpi_return(agreement, state="received")
    record = take(record, "certify", by=certifier, at=factory.moment(record))
    assert (record.certified_by, record.submitted_at) == (certifier, record.certified_at)


def test_certifying_tells_the_commissioner(agreement, commissioner, certifier):
    record = factory.kpi_return(agreement, state="certified")
    assert commissioner.notices.get().sentence == f"{record} was certified."


@pytest.mark.parametrize(("step", "state"), [("query", "certified"), ("waive", "expected")])
def test_reasons_are_asked_for(agreement, commissioner, step, state):
    record = factory.kpi_return(agreement, state=state)
    (name,) = DATA[step]
    with pytest.raises(Refused):
        take(record, step, by=commissioner, at=factory.moment(record), **{name: " "})


def test_accepting_lets_figures_count(agreement, commissioner):
    record = factory.kpi_return(agreement, state="certified")
    assert not ContractReading.objects.exists()
    take(record, "accept", by=commissioner, at=factory.moment(record))
    by_area = ContractReading.objects.filter(agreement=agreement, area__isnull=False)
    assert by_area.count() == 6


def test_a_correction_supersedes_what_it_corrects(agreement):
    first = factory.kpi_return(agreement)
    second = factory.moved(factory.correction(first), "accepted", {("HW", "Eden"): Entry(33, 44)})
    first.refresh_from_db()
    assert (first.has_counted, first.counts, second.version) == (True, False, 2)
    reading = ContractReading.objects.get(kpi__code="HW", area__name="Eden")
    assert reading.numerator == 33
    behind = counted(agreement.partnership_id, [reading.kpi_id], [second.quarter])
    assert {origin.kpi_return for origin in behind} == {second.pk}


@pytest.mark.parametrize("state", ["expected", "received", "certified", "queried", "waived"])
def test_only_what_was_accepted_is_corrected(agreement, certifier, state):
    record = factory.kpi_return(agreement, state=state)
    with pytest.raises(Refused, match="Only an accepted return is corrected"):
        start_correction(
            record, "Wrong.", is_material=True, by=certifier, at=factory.moment(record)
        )


def test_nothing_is_superseded_without_a_version_in_its_place(agreement, commissioner):
    record = factory.kpi_return(agreement)
    factory.moved(factory.correction(record), "certified")
    with pytest.raises(Refused, match="Accept the corrected version"):
        take(record, "supersede", by=commissioner, at=factory.moment(record))


def test_one_correction_at_a_time_and_with_a_reason(agreement, certifier):
    record = factory.kpi_return(agreement)
    at = factory.moment(record)
    with pytest.raises(Refused, match="Say what is to be corrected"):
        start_correction(record, " ", is_material=True, by=certifier, at=at)
    factory.correction(record)
    with pytest.raises(Refused, match="A correction of this return has been begun already"):
        start_correction(record, "Wrong again.", is_material=True, by=certifier, at=at)


def test_a_correction_begun_in_vain_is_waived_and_begun_again(agreement, commissioner):
    record = factory.kpi_return(agreement)
    begun = factory.correction(record)
    take(begun, "waive", by=commissioner, at=factory.moment(record), reasons="A mistake.")
    assert factory.correction(record).version == 3
