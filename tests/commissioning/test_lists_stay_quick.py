"""A list asks as many questions of the database for thirty records as for three."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import commissioning as make

LISTS = {
    "needs/priority/": (lambda trust, n: make.need(trust), 12),
    "needs/consultations/": (lambda trust, n: make.consultation(trust, f"No {n}"), 10),
    "specifications/": (lambda trust, n: make.draft_specification(trust), 10),
    "specifications/kpis/": (lambda trust, n: make.kpi(trust), 12),
    "board/": (lambda trust, n: make.meeting(trust, date(2026, 1, 1) + timedelta(n)), 10),
    "board/actions/": (lambda trust, n: make.action(trust), 12),
    "needs/": (lambda trust, n: make.indicator(f"i{n}"), 14),
}


@pytest.mark.parametrize("path", LISTS)
def test_list(path, cumbria, commissioner, signed_in):
    add, ceiling = LISTS[path]
    client = signed_in(commissioner)
    for number in range(3):
        add(cumbria, number)
    few = asked(client, path)
    for number in range(3, 30):
        add(cumbria, number)
    assert asked(client, path) == few <= ceiling


def asked(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/p/cumbria/{path}").status_code == 200
    return len(queries)


def test_a_specification_of_many_parts(cumbria, commissioner, signed_in):
    spec = make.draft_specification(cumbria)
    client, path = signed_in(commissioner), f"specifications/{spec.pk}/"
    make.measure(spec, clause=make.clause(spec))
    make.answer(spec)
    few = asked(client, path)
    for number in range(2, 9):
        make.measure(spec, clause=make.clause(spec, str(number)))
        make.answer(spec)
    assert asked(client, path) == few <= 25
