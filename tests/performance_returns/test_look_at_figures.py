"""A return of many rows: totals first, then page by page, in as many queries as a small one."""

import pytest
from django.urls import reverse

from performance.queries.said import said_by
from tests.factories import commissioning, contracts
from tests.factories import performance as factory


def many(trust, provider, areas, state="received", entries=None, **kpi):
    """A received return of two KPIs in so many areas."""
    named = [commissioning.area(trust, f"Area {n:03}") for n in range(areas)]
    made = contracts.agreement(trust, "drafted", provider, areas=named, kpis=[])
    for code in ("BF", "HW"):
        given = {"name": f"Measure {code}", **(kpi if code == "HW" else {})}
        contracts.schedule(made, commissioning.kpi(trust, f"{code}{areas}", **given))
    return factory.kpi_return(contracts.moved(made, "in_force"), state=state, entries=entries)


def get(client, record, query="", step=""):
    args = [record.agreement.provider.slug, record.pk]
    return client.get(reverse("performance:portal_return", args=args) + step + query)


@pytest.mark.parametrize("step", ["", "step/certify/"])
def test_it_costs_as_many_queries_as_a_small_one(
    sign_in, trust, provider, certifier, django_assert_max_num_queries, step
):
    client = sign_in(certifier)
    for areas in (3, 120):
        record = many(trust, provider, areas)
        with django_assert_max_num_queries(52):
            answer = get(client, record, step=step)
        assert answer.status_code == 200
    page = answer.content.decode()
    assert page.count("Return H") == 50
    assert page.index(">Totals</caption>") < page.index(">Figures</caption>")
    assert "Showing 1 to 50 of 240" in page
    assert get(client, record, "?page=5", step).content.decode().count("Return H") == 40


def test_totals_are_sums_over_areas(trust, provider):
    record = many(trust, provider, 3, entries={("BF3", "Area 001"): (10, 20)})
    first, second = said_by(record).totals
    assert (first.line.code, first.rows, first.given) == ("BF3", 3, 3)
    assert (first.parts, first.value) == ("70 of 100", "70.0%")
    assert (second.parts, second.value) == ("90 of 120", "75.0%")


def test_what_is_not_additive_has_no_total(trust, provider):
    record = many(trust, provider, 3, roll_up="not_additive")
    _first, second = said_by(record).totals
    assert "never totalled" in second.parts
    assert second.value == ""


def test_nothing_sent_yet_is_said_of_each_row(trust, provider):
    record = many(trust, provider, 3, state="expected")
    said = said_by(record)
    assert [row.said for row in said[:]] == ["Nothing"] * 6
    assert [total.given for total in said.totals] == [0, 0]
