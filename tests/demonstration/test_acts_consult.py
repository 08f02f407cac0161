"""On any day there is a consultation planned, one open, one closed and Cumbria's own, reported."""

from datetime import date

import pytest

from accounts.roles import Role
from commissioning.queries.tallies import questions_of
from demonstration.acts_consult import plan_consultations
from demonstration.papers import read
from demonstration.people import HERE
from demonstration.stage import Stage
from tests.factories import commissioning as make
from tests.factories.people import person, trust
from workflow import calendar
from workflow.audit import faults
from workflow.models import AuditEntry

FOLDER = HERE / "cumbria"


def played(today):
    as_at = calendar.london_time(today, 9)
    stage = Stage(partnership=trust(), folder=FOLDER, as_at=as_at, today=today)
    make.framework(stage.partnership)
    stage.outcomes.update({o.name: o for o in stage.partnership.outcomes.all()})
    for role in (Role.COMMISSIONER, Role.ANALYST):
        stage.people[role.value] = person(role, stage.partnership)
    plan_consultations(stage, read(FOLDER / "consultation.toml"))
    stage.diary.live(as_at)
    return stage.partnership


@pytest.mark.django_db
@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 11, 22), date(2028, 2, 29)])
def test_every_state_is_there_on_any_day(today):
    partnership = played(today)
    found = {c.state_label: c for c in partnership.consultations.all()}
    assert sorted(found) == ["Closed", "Open", "Planned", "Reported"]
    assert list(faults()) == []
    typed = AuditEntry.objects.filter(step="take_response", record_id=found["Open"].pk)
    assert typed.count() == 16
    assert found["Open"].responses.count() == 64
    assert found["Closed"].responses.count() == 143
    assert found["Closed"].findings.filter(changed="", nothing_because="").count() == 1
    assert found["Planned"].questions.filter(kind="outcome").exists()
    words = [line.words for line in questions_of(found["Reported"])[0].answers]
    assert words == ["21 of 111, 18.92%", "76 of 111, 68.47%", "14 of 111, 12.61%"]
