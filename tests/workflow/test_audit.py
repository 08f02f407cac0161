"""The audit trail proves itself: altered, cut or forked, it says so."""

import itertools
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.roles import Role
from commissioning.models import Meeting
from tests.factories.people import AT, person, trust
from workflow.audit import faults
from workflow.door import begin
from workflow.models import AuditEntry, AuditHead

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail():
    place = trust()
    commissioner = person(Role.COMMISSIONER, place)
    for day in range(1, 6):
        meeting = Meeting(partnership=place, held_on=AT.date().replace(day=day))
        begin(meeting, by=commissioner, at=AT)
    return list(AuditEntry.objects.all())


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_an_untouched_trail_holds(trail):
    out = StringIO()
    call_command("verify_audit", stdout=out)
    head = AuditHead.objects.get(pk=1)
    assert f"The audit trail holds: {head.sequence} entries, head {head.digest}." in out.getvalue()
    assert list(faults()) == []


def test_each_entry_follows_the_one_before(trail):
    for earlier, later in itertools.pairwise(trail):
        assert later.previous == earlier.digest
        assert later.sequence == earlier.sequence + 1


@pytest.mark.parametrize(
    "column", ["actor_name", "sentence", "record_name", "reasons", "state_to", "tenant"]
)
def test_an_altered_entry_is_found(trail, column):
    run(f"UPDATE workflow_auditentry SET {column} = %s WHERE id = %s", "changed", trail[2].pk)
    with pytest.raises(CommandError, match="1 faults"):
        call_command("verify_audit", stderr=StringIO())


def test_a_removed_entry_is_found(trail):
    run("DELETE FROM workflow_auditentry WHERE id = %s", trail[2].pk)
    said = [fault.sentence for fault in faults()]
    gone = trail[2].sequence
    assert f"Entries {gone} to {gone} are missing." in said


def test_a_cut_end_is_found(trail):
    run("DELETE FROM workflow_auditentry WHERE id = %s", trail[-1].pk)
    assert [f.sentence for f in faults()] == [
        "The end of the trail is missing: its head names a later entry."
    ]


def test_a_head_noted_elsewhere_can_be_expected(trail):
    with pytest.raises(CommandError, match="not the one expected"):
        call_command("verify_audit", expect="0" * 64)


def test_the_trail_is_append_only(trail):
    with pytest.raises(TypeError, match="append-only"):
        trail[0].save()
    with pytest.raises(TypeError, match="append-only"):
        trail[0].delete()
    with pytest.raises(TypeError, match="append-only"):
        AuditEntry.objects.update(reasons="x")
    with pytest.raises(TypeError, match="append-only"):
        AuditEntry.objects.all().delete()
