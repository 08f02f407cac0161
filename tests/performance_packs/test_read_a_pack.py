"""A pack on screen: what matters first, its numbers, and what was corrected since."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from commissioning.quarters import Quarter
from performance.actions import packs
from performance.pack_content.snapshot import snapshot_of
from tests.factories import commissioning, performance
from tests.factories.commissioning import commissioner_of
from tests.factories.figures import accepted, kpi, service_of
from tests.factories.people import AT
from workflow.door import take

Q = "2026-27Q1"


@pytest.fixture
def service(trust, areas):
    return service_of(trust, [kpi(trust, "WAIT")], areas)


@pytest.fixture
def latest(service):
    """Carlisle is on target; Eden, and with it the whole, has been off for five quarters."""
    for quarter in Quarter(2025, 1).until(Quarter(2026, 1)):
        made = accepted(
            service, str(quarter), {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): (30, 50)}
        )
    return made


@pytest.fixture
def pack(trust, latest, do_jobs):
    return made(trust, do_jobs)


def made(trust, do_jobs):
    by = commissioner_of(trust)
    frozen = take(packs.prepare(trust, Q, by=by, at=AT), "freeze", by=by, at=AT)
    do_jobs()
    return take(frozen, "issue", by=by, at=AT)


def read(client, pack):
    return client.get(f"{pack.get_absolute_url()}read/")


def test_a_correction_does_not_make_a_return_late(trust, latest):
    before = snapshot_of(trust, Q, AT, "")
    again = {("WAIT", "Carlisle"): (79, 100), ("WAIT", "Eden"): (30, 50)}
    record = performance.correction(latest)
    long_after = performance.moment(record) + timedelta(days=200)
    accepted(latest.agreement, Q, again, record, at=long_after)
    after = snapshot_of(trust, Q, AT, "")
    assert after["coverage"] == before["coverage"]
    assert (after["returns"][0]["version"], after["returns"][0]["late"]) == (2, False)


def matters(response):
    return [(one.kind, one.sentence) for one in response.context["read"].matters]


def test_targets_missed_again_and_again_are_said_first(pack, visit):
    assert matters(read(visit(Role.BOARD), pack)) == [
        (
            "Off target",
            (
                "Measure WAIT (WAIT), the whole partnership: 73.3% against a target of 80.0%, off "
                "target 5 quarters in a row. The same holds for Eden."
            ),
        )
    ]


def test_a_missing_return_and_a_signal_are_said(trust, service, areas, do_jobs, visit):
    other = service_of(trust, [kpi(trust, "LATE")], areas, "Late Provider")
    performance.expected(other, Q)
    for quarter, value in zip(
        Quarter(2025, 1).until(Quarter(2026, 1)), (80, 82, 81, 83, 40), strict=True
    ):
        pair = (value, 100)
        accepted(service, str(quarter), {("WAIT", "Carlisle"): pair, ("WAIT", "Eden"): pair})
    said = matters(read(visit(Role.BOARD), made(trust, do_jobs)))
    assert [kind for kind, _sentence in said] == ["Concern", "Coverage"]
    assert (
        "40.0%, a signal of concern (outside the limits, on trial limits: fewer than 12 points)"
        in said[0][1]
    )
    assert said[1][1].endswith("(Late Provider) is expected and late: its figures are not counted.")


def test_open_actions_of_earlier_meetings_are_listed(trust, latest, do_jobs, visit):
    commissioning.action(trust, text="Ask why Eden waits", meeting=commissioning.meeting(trust))
    page = read(visit(Role.BOARD), made(trust, do_jobs)).content.decode()
    assert "Ask why Eden waits" in page
    assert "due 15 December 2026" in page


def test_every_number_leads_to_its_figures(pack, visit, latest, areas):
    client = visit(Role.BOARD)
    outcome = read(client, pack).context["read"].outcomes[0]
    eden = next(one for one in outcome.kpis[0].lines if one.line["area_name"] == "Eden")
    page = client.get(eden.number_url)
    figure = latest.figures.get(area=areas[1])
    assert [origin.figure for origin, _replaced in page.context["behind"]] == [
        f"{figure.kpi_return_id}-{figure.number}"
    ]
    assert (
        f"/p/cumbria/returns/{figure.kpi_return_id}/figures/{figure.number}/"
        in page.content.decode()
    )
    assert page.context["behind"][0][0].certified_by == str(latest.certified_by)


def test_the_whole_is_made_of_every_area(pack, visit):
    whole = pack.numbers.get(sheet="Children are safe", cell="D6")
    assert (whole.shown, len(whole.figures)) == ("73.3%", 2)


def test_a_decision_is_recorded_from_a_number(trust, pack, visit):
    held = commissioning.meeting(trust)
    url = f"{pack.get_absolute_url()}numbers/Children are safe/D6/"
    link = f"/p/cumbria/board/meetings/{held.pk}/decisions/add/?outcome="
    assert link in visit(Role.BOARD).get(url).content.decode()
    assert link not in visit(Role.ANALYST).get(url).content.decode()


def test_nothing_is_corrected_at_first(pack, visit):
    assert read(visit(Role.BOARD), pack).context["read"].corrected == []


def test_what_a_correction_changed_is_listed(pack, latest, service, visit):
    again = performance.correction(latest)
    numbers = {("WAIT", "Carlisle"): (80, 100), ("WAIT", "Eden"): (40, 50)}
    accepted(service, Q, numbers, again)
    response = read(visit(Role.BOARD), pack)
    listed = [(one.label, one.was, one.now) for one in response.context["read"].corrected]
    assert listed == [
        (f"WAIT Measure WAIT, Whole partnership, {Q}", "73.3%", "80.0%"),
        (f"WAIT Measure WAIT, Eden, {Q}", "60.0%", "80.0%"),
    ]
    assert "Corrected since: 2 numbers" in " ".join(response.content.decode().split())


def test_a_pack_being_prepared_cannot_be_read(trust, latest, visit):
    draft = packs.prepare(trust, Q, by=commissioner_of(trust), at=AT)
    assert read(visit(Role.COMMISSIONER), draft).status_code == 404


def test_reading_takes_few_queries(pack, visit):
    client = visit(Role.BOARD)
    read(client, pack)
    with CaptureQueriesContext(connection) as seen:
        read(client, pack)
    assert len(seen) <= 12
