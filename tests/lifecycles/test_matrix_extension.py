"""Who may take which step of a request about a return, in every state: every cell, written and tried.

C commissioner, A approver, E evaluator, B Board member, N analyst, D administrator, P provider
preparer, F provider certifier, S the clock or the operator, O the owner of an action.
"""

import pytest

from performance.models import Extension
from tests.lifecycles.matrix import STRANGERS, Matrix
from workflow.lifecycle import steps_of

MATRIX = Matrix(
    Extension,
    begin="CPF",
    table="""
    step      to         asked  agreed  refused  withdrawn
    agree     agreed     C      -       -        -
    refuse    refused    C      -       -        -
    withdraw  withdrawn  PF     -       -        -
    """,
)


def test_who_may(cell):
    assert MATRIX.found(*cell) == MATRIX.written(*cell)


def test_who_belongs_elsewhere_may_nothing(cell):
    assert not any(MATRIX.allows(*cell, stranger) for stranger in STRANGERS)


def test_who_may_begin():
    assert MATRIX.may_begin() == MATRIX.begin


@pytest.mark.parametrize("step", steps_of(Extension), ids=lambda step: step.name)
def test_where_it_leads(step):
    assert (step.target or "-") == MATRIX.targets[step.name]


def test_the_table_is_whole():
    assert MATRIX.whole()
