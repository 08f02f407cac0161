"""The list of indicators: grouped, searched, and the same number of queries for any length."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commissioning.actions.indicator_loads import load_shared
from commissioning.models import Area, Indicator, PartnershipArea
from commissioning.queries.areas import area_lines
from tests.commissioning import published
from tests.factories import commissioning as make
from tests.factories.people import AT
from workflow.door import amend
from workflow.lifecycle import SYSTEM


@pytest.fixture
def stability(cumbria):
    name = published.STABILITY
    lines = published.path_of(name).read_bytes().splitlines(keepends=True)
    latest = [line for line in lines[1:] if line.startswith(b"2024,")]
    load_shared(b"".join([lines[0], *latest]), name=name, at=AT)
    for place in ("Cumberland", "Westmorland and Furness"):
        PartnershipArea.objects.create(partnership=cumbria, area=Area.objects.get(name=place))


@pytest.fixture
def client(commissioner, signed_in):
    return signed_in(commissioner)


def text_of(client, query=""):
    return client.get(f"/p/cumbria/needs/{query}").content.decode()


def test_grouped_by_publication_and_family(stability, client):
    page = text_of(client)
    assert page.count("Children looked after in England including adoptions: 2024</h3>") == 1
    assert "Placements during 2 years</caption>" in page
    assert "Long-term placements</caption>" in page


def test_searched_and_narrowed(stability, client):
    page = text_of(client, "?words=carer")
    assert "1 indicator found." in page
    heading = (
        "Children+looked+after+in+England+including+adoptions:+2024+|+Placements+during+2+years"
    )
    assert "2 indicators found." in text_of(client, f"?heading={heading}")
    assert "No indicator matches." in text_of(client, "?words=cats")
    assert "6 indicators." in text_of(client, "?heading=cats")  # not a heading: not narrowed


def test_an_objective_says_what_it_lacks(stability, cumbria, client):
    first, second = make.framework(cumbria) and list(cumbria.objectives.order_by("pk"))
    empty = Indicator.objects.create(code="empty", name="Empty one", unit="%", source="Nobody")
    amend(first, by=SYSTEM, at=AT, indicator=empty)
    page = text_of(client)
    assert "(no figures loaded)" in text_of(client, "outcomes/")
    assert "No published indicator measures it yet" in text_of(client, "outcomes/")
    assert "No figures are loaded for its indicator, Empty one." in page
    assert "No published indicator measures this objective yet." in page
    measured = Indicator.objects.get(code="placements-3-or-more-in-the-year")
    amend(second, by=SYSTEM, at=AT, indicator=measured)
    assert "No published indicator measures" not in text_of(client)


def test_the_best_quarter_stands_in_the_list(stability, client):
    assert "or lower</td>" in text_of(client)
    assert "No judgement</td>" in text_of(client)


def test_the_number_of_queries_does_not_grow(stability, cumbria, client):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            text_of(client)
        return len(queries)

    few = asked()
    for number in range(24):
        make.indicator(f"more-{number}")
    assert asked() == few <= 16


def test_areas_say_what_came_before_and_what_is_published(stability, cumbria, client):
    make.area(cumbria, "Eden", reported=True)
    lines = {str(line.area): line for line in area_lines(cumbria)}
    assert lines["Cumberland"].took_the_place_of == "Cumbria (E10000006)"
    assert lines["Cumbria"].was_succeeded_by == (
        "Cumberland (E06000063) and Westmorland and Furness (E06000064)"
    )
    assert lines["Eden"].published.startswith("for the council as a whole")
    page = client.get("/p/cumbria/needs/areas/").content.decode()
    assert "31 March 2023" in page
    assert "Took the place of Cumbria (E10000006)." in page


def test_the_list_of_areas_asks_the_same_for_any_number(stability, cumbria, client):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get("/p/cumbria/needs/areas/")
        return len(queries)

    for number in range(3):
        make.area(cumbria, f"Place {number}")
    few = asked()
    for number in range(3, 30):
        make.area(cumbria, f"Place {number}")
    assert asked() == few <= 12
