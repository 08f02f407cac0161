"""Several returns accepted at once: what is usual is ticked, what is not says why, each by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from performance.actions.accepting import accept_several
from performance.actions.questions import answer_questions, ask_about
from performance.models import Figure, KpiReturn
from performance.queries.waiting import waiting_returns, weighed
from performance.workbook.definition import Entry
from tests.factories import commissioning, contracts, people
from tests.factories import performance as factory
from workflow.door import take
from workflow.lifecycle import NotAllowed

BEFORE = "2025-26Q1"


def certified(made, entries=None, by=None):
    """A certified return of an agreement with an accepted one before it."""
    factory.kpi_return(made, BEFORE)
    record = factory.kpi_return(made, state="received", entries=entries)
    by = by or factory.certifier_of(made.provider)
    return take(record, "certify", by=by, at=factory.moment(record))


def other(trust):
    """An agreement with a provider of its own."""
    return contracts.agreement(trust)


def why(record, at=None):
    """Why a return is set apart; nothing when it is as usual."""
    returns = [r for r in waiting_returns(record.partnership_id) if r.pk == record.pk]
    usual, unusual = weighed(returns, at or factory.moment(record))
    return list(unusual[0].why) if unusual else [] if usual else None


def test_what_is_as_usual_is_not_set_apart(agreement):
    assert why(certified(agreement)) == []


def test_what_cannot_be_compared_and_what_is_not_given_are_set_apart(trust):
    first = factory.kpi_return(other(trust), state="certified")
    assert why(first) == ["Nothing to compare it with: no earlier period was reported"]
    made = other(trust)
    not_given = Entry(None, None, Figure.Status.NOT_AVAILABLE, "The list was lost.")
    missing = certified(made, {(made.kpis.first().kpi.code, "Eden"): not_given})
    assert why(missing) == ["1 figure not given"]


def test_a_correction_is_set_apart(agreement):
    record = factory.moved(factory.correction(factory.kpi_return(agreement)), "certified")
    assert why(record)[0] == "A correction, version 2, material"


def test_one_person_alone_is_set_apart(trust, certifier, provider):
    made = contracts.agreement(trust, "in_force", provider, one_person_may_certify=True)
    record = certified(made, by=factory.preparer_of(provider) and _both(provider))
    assert why(record) == ["Prepared and certified by one person"]


def _both(provider):
    """The preparer, who certifies too."""
    return people.also(factory.preparer_of(provider), "certifier", provider)


def test_what_came_late_is_set_apart(agreement, certifier):
    factory.kpi_return(agreement, BEFORE)
    record = factory.kpi_return(agreement, state="received")
    late = factory.moment(record) + timedelta(days=60)
    record = take(record, "certify", by=certifier, at=late)
    assert why(record) == ["It came late"]


def test_what_was_asked_about_is_set_apart(agreement, commissioner, certifier, preparer):
    record = certified(agreement)
    at = factory.moment(record)
    figure = record.figures.select_related("kpi_return__agreement").first()
    ask_about(figure, "Why?", by=commissioner, at=at)
    record = take(record, "query", by=commissioner, at=at)
    answer_questions(record, {record.questions.get().pk: "So."}, by=preparer, at=at)
    assert why(take(record, "certify", by=certifier, at=at)) == ["You asked 1 question about it"]


def test_each_is_accepted_by_itself(agreement, trust, commissioner):
    good, changed = certified(agreement), certified(other(trust))
    at = factory.moment(good)
    seen = {good.pk: good.figures_sha256, changed.pk: "0" * 64, 987_654: "0" * 64}
    tried = accept_several(trust, seen, by=commissioner, at=at)
    assert [(one.kpi_return.pk, bool(one.refused)) for one in tried] == [
        (good.pk, False),
        (changed.pk, True),
    ]
    assert "The figures have changed since you opened this page" in tried[1].refused[0]
    assert KpiReturn.objects.get(pk=good.pk).counts
    assert not KpiReturn.objects.get(pk=changed.pk).counts
    again = accept_several(trust, {good.pk: good.figures_sha256}, by=commissioner, at=at)
    assert "has been done already" in again[0].refused[0]


def test_nobody_else_accepts_and_nothing_of_another_partnership(agreement, trust, commissioner):
    record = certified(agreement)
    seen, at = {record.pk: record.figures_sha256}, factory.moment(record)
    (tried,) = accept_several(trust, seen, by=people.person("analyst", trust), at=at)
    assert tried.refused
    elsewhere = people.trust("Stockton", "stockton")
    by = commissioning.commissioner_of(elsewhere)
    assert accept_several(elsewhere, seen, by=by, at=at) == []
    with pytest.raises(NotAllowed):
        take(record, "accept", by=by, at=at)


def test_on_the_page(client, agreement, trust, commissioner):
    usual, odd = certified(agreement), factory.kpi_return(other(trust), state="certified")
    client.force_login(commissioner)
    url = reverse("performance:returns_waiting", args=[trust.slug])
    page = " ".join(client.get(url).content.decode().split())
    assert f'value="{usual.pk}:{usual.figures_sha256}" id="return-{usual.pk}" checked' in page
    assert f'value="{odd.pk}:{odd.figures_sha256}" id="return-{odd.pk}">' in page
    assert "Nothing to compare it with" in page
    for nonsense in ({}, {"seen": "x"}, {"seen": f"{usual.pk}:nothing"}):
        assert client.post(url, nonsense).status_code == 422
    answer = client.post(url, {"seen": [f"{usual.pk}:{usual.figures_sha256}"]})
    assert "1 return was accepted" in answer.content.decode()
    assert KpiReturn.objects.get(pk=usual.pk).counts
    again = client.post(url, {"seen": [f"{usual.pk}:{usual.figures_sha256}"]})
    assert again.status_code == 409
    assert "has been done already" in again.content.decode()


def test_the_page_costs_the_same_at_three_and_at_twenty(
    client, trust, commissioner, django_assert_max_num_queries
):
    client.force_login(commissioner)
    url = reverse("performance:returns_waiting", args=[trust.slug])
    for wanted in (3, 20):
        while trust.agreements.count() < wanted:
            factory.kpi_return(other(trust), state="certified")
        with django_assert_max_num_queries(14):
            page = client.get(url).content.decode()
        assert page.count('name="seen"') == wanted
