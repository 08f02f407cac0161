"""Who may take which step of an agreement, in every state: every cell, written out and tried.

C commissioner, A approver, E evaluator, B Board member, N analyst, D administrator, P provider
preparer, F provider certifier, S the clock or the operator, O the owner of an action.
"""

import pytest

from contracts.models import Agreement
from tests.lifecycles.matrix import STRANGERS, Matrix
from workflow.lifecycle import steps_of

MATRIX = Matrix(
    Agreement,
    begin="C",
    table="""
    step              to         drafted  signed  in_force  suspended  ended
    sign              signed     C        -       -         -          -
    bring_into_force  in_force   -        CS      -         -          -
    vary              -          -        CS      CS        CS         -
    follow_review     -          -        CAS     CAS       CAS        -
    suspend           suspended  -        -       A         -          -
    resume            in_force   -        -       -         A          -
    expire            ended      -        -       CS        CS         -
    terminate         ended      -        A       A         A          -
    """,
)


def test_who_may(cell):
    assert MATRIX.found(*cell) == MATRIX.written(*cell)


def test_who_belongs_elsewhere_may_nothing(cell):
    assert not any(MATRIX.allows(*cell, stranger) for stranger in STRANGERS)


def test_who_may_begin():
    assert MATRIX.may_begin() == MATRIX.begin


@pytest.mark.parametrize("step", steps_of(Agreement), ids=lambda step: step.name)
def test_where_it_leads(step):
    assert (step.target or "-") == MATRIX.targets[step.name]


def test_the_table_is_whole():
    assert MATRIX.whole()
