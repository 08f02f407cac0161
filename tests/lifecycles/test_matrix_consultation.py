"""Who may take which step of a consultation, in every state: every cell, written out and tried.

C commissioner, A approver, E evaluator, B Board member, N analyst, D administrator, P provider
preparer, F provider certifier, S the clock or the operator.
"""

import pytest

from commissioning.models import Consultation
from tests.lifecycles.matrix import STRANGERS, Matrix
from workflow.lifecycle import steps_of

MATRIX = Matrix(
    Consultation,
    begin="CNS",
    table="""
    step            to        planned  open  closed  reported
    open            open      C        -     -       -
    enter_as_held   closed    CNS      -     -       -
    take_response   -         -        CN    -       -
    load_responses  -         -        CN    -       -
    take_words_out  -         -        CN    CN      CN
    extend          -         -        C     -       -
    close           closed    -        CS    -       -
    reopen          open      -        -     C       -
    report          reported  -        -     C       -
    """,
)


def test_who_may(cell):
    assert MATRIX.found(*cell) == MATRIX.written(*cell)


def test_who_belongs_elsewhere_may_nothing(cell):
    assert not any(MATRIX.allows(*cell, stranger) for stranger in STRANGERS)


def test_who_may_begin():
    assert MATRIX.may_begin() == MATRIX.begin


@pytest.mark.parametrize("step", steps_of(Consultation), ids=lambda step: step.name)
def test_where_it_leads(step):
    assert (step.target or "-") == MATRIX.targets[step.name]


def test_the_table_is_whole():
    assert MATRIX.whole()
