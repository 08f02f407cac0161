"""The grid, one of its cells, and one KPI over time."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from commissioning.models import Area
from commissioning.quarters import Quarter
from performance.models import Reading
from tests.factories import commissioning, people, performance
from tests.factories.figures import accepted, certified, kpi, service_of

Q = "2025-26Q2"
GRID = "/p/cumbria/oversight/"
MAY = (Role.COMMISSIONER, Role.ANALYST, Role.APPROVER, Role.BOARD)


@pytest.fixture
def wait(trust):
    return kpi(trust, "WAIT")


@pytest.fixture
def service(trust, wait, areas):
    return service_of(trust, [wait], areas)


@pytest.fixture
def figures(service):
    return accepted(service, Q, {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): (35, 50)})


def cell_of(wait, area="whole", quarter=Q):
    return f"{GRID}{wait.outcome_id}/{area}/{quarter}/"


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("role", MAY)
def test_those_who_oversee_see_every_page(visit, figures, wait, role):
    client = visit(role)
    for page in (GRID, cell_of(wait), f"{GRID}kpi/{wait.pk}/"):
        assert client.get(page).status_code == 200


def test_an_evaluator_does_not(visit, figures, wait):
    assert visit(Role.EVALUATOR).get(GRID).status_code == 403


def test_another_partnership_finds_nothing(visit, figures, wait):
    people.trust("Stockton", "stockton")
    client = visit(Role.COMMISSIONER)
    assert client.get("/p/stockton/oversight/").status_code == 404


def test_a_cell_counts_kpis_and_never_adds_them_up(visit, figures):
    heat = visit(Role.BOARD).get(GRID).context["heat"]
    assert heat.columns == ["Whole partnership", "Carlisle", "Eden"]
    cells = dict(zip(heat.columns, heat.rows[0].cells, strict=True))
    counted = {n: [(r.key, k) for r, k in c.counts] for n, c in cells.items()}
    assert counted == {
        "Whole partnership": [("near", 1)],
        "Carlisle": [("on", 1)],
        "Eden": [("off", 1)],
    }
    assert cells["Eden"].coverage == "1 of 1 figures in"


def test_a_sum_with_a_part_missing_is_counted_as_not_rated(trust, visit, service, areas):
    north = commissioning.area(trust, "North", reported=False)
    Area.objects.filter(pk__in=[area.pk for area in areas]).update(parent=north)
    accepted(service, Q, {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): None})
    heat = visit(Role.BOARD).get(GRID).context["heat"]
    cell = dict(zip(heat.columns, heat.rows[0].cells, strict=True))["North"]
    assert [(rating.key, count) for rating, count in cell.counts] == [("none", 1)]
    assert cell.coverage == "1 of 2 figures in"


def test_returns_not_accepted_are_shown_apart(trust, visit, figures, wait, areas):
    other = service_of(trust, [wait], areas)
    certified(other, Q, {("WAIT", "Carlisle"): (1, 100), ("WAIT", "Eden"): (1, 50)})
    page = text_of(visit(Role.COMMISSIONER).get(GRID))
    assert "1 of 2 returns" in page
    assert "1 return certified, not yet accepted" in page


def test_a_cell_opens_to_kpis_and_their_figures(visit, figures, wait, areas):
    page = text_of(visit(Role.BOARD).get(cell_of(wait, areas[1].pk)))
    assert "70.0%" in page
    assert "35 of 50" in page
    figure = figures.figures.get(area=areas[1])
    assert f"/p/cumbria/returns/{figure.kpi_return_id}/figures/{figure.number}/" in page


def test_a_cell_where_nothing_is_expected_does_not_exist(visit, figures, wait):
    assert visit(Role.BOARD).get(cell_of(wait, quarter="2024-25Q1")).status_code == 404
    assert visit(Role.BOARD).get(cell_of(wait, area="nowhere")).status_code == 404
    history = f"{GRID}kpi/{wait.pk}/"
    assert visit(Role.BOARD).get(f"{history}?area={'9' * 5000}").status_code == 404
    assert visit(Role.BOARD).get(f"{GRID}{wait.outcome_id}/whole/autumn/").status_code == 404


def test_a_kpi_over_time_has_its_limits_and_every_quarter(visit, service, wait):
    for quarter, value in zip(
        Quarter(2025, 1).until(Quarter(2025, 4)), (60, 70, 60, 70), strict=True
    ):
        accepted(
            service,
            str(quarter),
            {("WAIT", "Carlisle"): (value, 100), ("WAIT", "Eden"): (value, 100)},
        )
    response = visit(Role.BOARD).get(f"{GRID}kpi/{wait.pk}/")
    history = response.context["history"]
    assert [row.reading.shown for row in history.rows] == ["70.0%", "60.0%", "70.0%", "60.0%"]
    assert [row.reading.rating for row in history.rows] == ["off"] * 4
    # moving ranges 10, 10, 10; mean 65; limits 65 ± 26.6
    assert history.chart.rows[0][1][2][0] == "38.4% to 91.6%"
    assert history.assurance.startswith("The target lies between")


def test_no_figures_yet_says_so(visit):
    assert "No figures yet" in text_of(visit(Role.COMMISSIONER).get(GRID))


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_queries_do_not_grow_with_quarters_and_contracts(
    trust, visit, figures, wait, service, areas
):
    client = visit(Role.BOARD)
    pages = (GRID + f"?quarter={Q}", cell_of(wait), f"{GRID}kpi/{wait.pk}/?quarter={Q}")
    before = [queries(client, page) for page in pages]
    numbers = {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): (35, 50)}
    for quarter in ("2025-26Q1", "2025-26Q3", "2025-26Q4"):
        accepted(service, quarter, numbers)
    for _ in range(2):
        accepted(service_of(trust, [wait], areas, target=Decimal(60)), Q, numbers)
    after = [queries(client, page) for page in pages]
    assert after == before
    assert max(after) <= 20


def test_the_latest_quarter_with_figures_is_shown_first(visit, figures, service):
    performance.expected(service, "2025-26Q3")
    client = visit(Role.ANALYST)
    assert client.get(GRID).context["quarter"] == Q
    assert client.get(GRID + "?quarter=2025-26Q3").context["quarter"] == "2025-26Q3"
    assert Reading.objects.filter(quarter="2025-26Q3", accepted=0).exists()
