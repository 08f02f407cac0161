"""Who may take which step of a tender, in every state: every cell, written out and tried.

C commissioner, A approver, E evaluator, B Board member, N analyst, D administrator, P provider
preparer, F provider certifier, S the clock or the operator, O the owner of an action.
"""

import pytest

from tenders.models import Tender
from tests.lifecycles.matrix import STRANGERS, Matrix
from workflow.lifecycle import steps_of

MATRIX = Matrix(
    Tender,
    begin="C",
    table="""
    step                  to          drafting  published  closed  opened  evaluating  recommended  decided  standstill  awarded  abandoned
    publish               published   C         -          -       -       -           -            -        -           -        -
    extend                -           -         C          -       -       -           -            -        -           -        -
    close                 closed      -         S          -       -       -           -            -        -           -        -
    open_bids             opened      -         -          C       -       -           -            -        -           -        -
    start_evaluation      evaluating  -         -          -       C       -           -            -        -           -        -
    recommend             recommended -         -          -       -       C           -            -        -           -        -
    send_back             evaluating  -         -          -       -       -           A            -        -           -        -
    decide                decided     -         -          -       -       -           A            -        -           -        -
    send_summaries        -           -         -          -       -       -           -            C        -           -        -
    publish_award_notice  standstill  -         -          -       -       -           -            C        -           -        -
    award                 awarded     -         -          -       -       -           -            -        C           -        -
    abandon               abandoned   C         C          C       C       C           C            C        C           -        -
    """,  # noqa: E501
)


def test_who_may(cell):
    assert MATRIX.found(*cell) == MATRIX.written(*cell)


def test_who_belongs_elsewhere_may_nothing(cell):
    assert not any(MATRIX.allows(*cell, stranger) for stranger in STRANGERS)


def test_who_may_begin():
    assert MATRIX.may_begin() == MATRIX.begin


@pytest.mark.parametrize("step", steps_of(Tender), ids=lambda step: step.name)
def test_where_it_leads(step):
    assert (step.target or "-") == MATRIX.targets[step.name]


def test_the_table_is_whole():
    assert MATRIX.whole()
