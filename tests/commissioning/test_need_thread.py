"""A need's page shows the whole thread below it."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from commissioning.queries.needs import answers_to
from tests.factories import commissioning as make


def test_from_need_to_clause_and_kpi(cumbria, commissioner, approver, signed_in):
    spec = make.specification(cumbria)
    need = spec.needs_answered.get().need
    page = signed_in(commissioner).get(need.get_absolute_url()).content.decode()
    assert str(spec) in page
    assert "1 Family hubs" in page
    for line in spec.kpis.all():
        assert str(line.kpi) in page
    assert "None drafted from it" in page


def test_a_need_nothing_answers_says_so(cumbria, commissioner, signed_in):
    need = make.need(cumbria)
    assert answers_to(need) == []
    page = signed_in(commissioner).get(need.get_absolute_url()).content.decode()
    assert "No specification answers this need yet." in page


def test_it_names_the_decision_that_raised_it(cumbria, commissioner, signed_in):
    decision = make.decision(make.meeting(cumbria))
    need = make.need(cumbria, decision=decision)
    page = signed_in(commissioner).get(need.get_absolute_url()).content.decode()
    assert decision.meeting.get_absolute_url() in page


def test_the_number_of_queries_does_not_grow(cumbria, commissioner, signed_in):
    need, client = make.need(cumbria), signed_in(commissioner)
    counted = []
    for _ in range(3):
        spec = make.draft_specification(cumbria)
        make.answer(spec, need)
        make.measure(spec, clause=make.clause(spec))
        with CaptureQueriesContext(connection) as queries:
            client.get(need.get_absolute_url())
        counted.append(len(queries))
    assert counted[0] == counted[-1] <= 25
