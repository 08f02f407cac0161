"""The register: filters, the CSV file, and a price in queries that does not grow."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from contracts.queries.agreements import HEADERS
from tests.factories import commissioning, people
from tests.factories import contracts as make

CEILING = 16


def address(trust, name: str = "register") -> str:
    return reverse(f"contracts:{name}", args=[trust.slug])


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, {"Hubs", "Play"}),
        ({"kind": "grant"}, {"Play"}),
        ({"state": "drafted"}, {"Hubs"}),
        ({"state": "expiring"}, set()),
        ({"text": "pla"}, {"Play"}),
        ({"text": "fellside"}, {"Hubs"}),
        ({"provider": "0"}, {"Hubs", "Play"}),
    ],
)
def test_filters(trust, provider, commissioner, signed_in, query, titles) -> None:
    make.agreement(trust, "drafted", provider, title="Hubs")
    make.agreement(trust, title="Play", kind="grant", regime="none", route="")
    page = signed_in(commissioner).get(address(trust), query)
    assert {a.title for a, *_ in page.context["rows"]} == titles


def test_the_csv_file(trust, provider, commissioner, signed_in) -> None:
    made = make.agreement(trust, "in_force", provider, title="=HUBS()")
    make.agreement(trust, "drafted")
    answer = signed_in(commissioner).get(address(trust, "register_csv"))
    assert "contracts-register-cumbria-2026-11-24.csv" in answer["Content-Disposition"]
    head, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert head == list(HEADERS)
    found = dict(zip(head, row, strict=True))
    assert found["Reference number"] == made.reference
    assert found["Title of agreement"] == "'=HUBS()"
    assert found["Start date"] == "2025-04-01"
    assert found["Voluntary or community sector organisation"] == "Yes"
    assert found["Law it was made under"] == "Procurement Act 2023, light touch"


@pytest.mark.parametrize("number", [3, 30])
def test_queries_do_not_grow(trust, provider, commissioner, signed_in, number) -> None:
    service = commissioning.service(trust)
    for _ in range(number):
        make.agreement(trust, "drafted", provider, kpis=[], service=service)
    client = signed_in(commissioner)
    for name in ("register", "register_csv"):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address(trust, name)).status_code == 200
        assert len(seen) <= CEILING, name


@pytest.mark.parametrize("number", [3, 30])
def test_a_provider_s_list_does_not_grow(trust, provider, signed_in, number) -> None:
    service, kpi = commissioning.service(trust), commissioning.kpi(trust)
    for _ in range(number):
        make.agreement(trust, "signed", provider, kpis=[kpi], service=service)
    client = signed_in(people.person(Role.PREPARER, provider))
    with CaptureQueriesContext(connection) as seen:
        page = client.get(reverse("contracts:provided", args=[provider.slug]))
    assert len(page.context["rows"]) == number
    assert len(seen) <= CEILING
