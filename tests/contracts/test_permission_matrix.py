"""Every step × state × role, cell by cell: who may take what, from where."""

import pytest

from accounts.roles import Role
from contracts.lifecycles.agreement_states import AgreementState
from contracts.lifecycles.variation_states import VariationState
from contracts.models import Agreement, Variation
from tests.factories import contracts as make
from tests.factories import people
from tests.factories.people import AT
from workflow.door import actions_for, take
from workflow.lifecycle import SYSTEM, NotAllowed, Refused, steps_of

C, A, B, CLOCK = Role.COMMISSIONER, Role.APPROVER, Role.BOARD, "clock"
EVERYBODY = [*(r for r in Role if r not in (Role.PREPARER, Role.CERTIFIER)), CLOCK]

#: step -> (states it is taken from, who may take it)
AGREEMENT = {
    "sign": ({"drafted"}, {C}),
    "bring_into_force": ({"signed"}, {C, CLOCK}),
    "vary": ({"signed", "in_force", "suspended"}, {C, CLOCK}),
    "follow_review": ({"signed", "in_force", "suspended"}, {C, A, CLOCK}),
    "suspend": ({"in_force"}, {A}),
    "resume": ({"suspended"}, {A}),
    "expire": ({"in_force", "suspended"}, {C, CLOCK}),
    "terminate": ({"signed", "in_force", "suspended"}, {A}),
}
VARIATION = {
    "send_to_board": ({"proposed"}, {C}),
    "take_advice": ({"with_board", "approved", "in_force"}, {C, B}),
    "approve": ({"with_board"}, {A}),
    "refuse": ({"with_board"}, {A}),
    "withdraw": ({"proposed", "with_board"}, {C}),
    "record_notice": ({"approved"}, {C}),
    "bring_into_force": ({"approved"}, {C, CLOCK}),
}


def actor(role, trust):
    return SYSTEM if role == CLOCK else people.person(role, trust)


def cells(record, matrix, trust) -> None:
    """Check every step and role against the record's state."""
    assert set(matrix) == {s.name for s in steps_of(type(record))}
    steps = {s.name: s for s in steps_of(type(record))}
    for role in EVERYBODY:
        person = actor(role, trust)
        shown = {a.name: a.allowed for a in actions_for(record, person, AT)}
        for name, (states, roles) in matrix.items():
            possible = record.state in states
            if steps[name].offered:
                assert (name in shown) is possible, (role, name)
            if possible:
                assert shown.get(name, role in roles) is (role in roles), (role, name)
            if not (possible and role in roles):
                with pytest.raises(Refused) as refusal:
                    take(record, name, by=person, at=AT)
                assert isinstance(refusal.value, NotAllowed) is (role not in roles), (role, name)


@pytest.mark.parametrize("state", list(AgreementState))
def test_an_agreement(trust, state) -> None:
    record = make.agreement(trust, str(state.value))
    cells(Agreement.objects.get(pk=record.pk), AGREEMENT, trust)


@pytest.mark.parametrize("state", list(VariationState))
def test_a_variation(trust, state) -> None:
    record = make.variation(make.agreement(trust), str(state.value))
    cells(Variation.objects.get(pk=record.pk), VARIATION, trust)
