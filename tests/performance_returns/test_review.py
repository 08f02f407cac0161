"""What the commissioner sees of a return: target, past, peers, and what is unusual first."""

from __future__ import annotations

import pytest
from django.urls import reverse

from performance.actions.questions import answer_questions, ask_about
from performance.models import Figure
from performance.queries.review import review
from performance.workbook.definition import Entry
from tests.factories import commissioning, contracts, people
from tests.factories import performance as factory
from workflow.addresses import veiled
from workflow.door import take

NOT_AVAILABLE = Figure.Status.NOT_AVAILABLE
PAST = ("2025-26Q1", "2025-26Q2", "2025-26Q3", "2025-26Q4")
NOW = "2026-27Q1"


def of(record, **given):
    """The rows of a page by KPI and area."""
    page = review(record, **given)
    return page, {(r.scheduled.kpi.code, r.area): r for k in page.kpis for r in k.rows}


@pytest.fixture
def with_past(agreement):
    """A certified return with four accepted before it: HW in Carlisle went 20, 21, 22, 23 of 40."""
    for number, quarter in enumerate(PAST, 20):
        factory.kpi_return(agreement, quarter, entries={("HW", "Carlisle"): Entry(number, 40)})
    return factory.kpi_return(
        agreement,
        NOW,
        state="certified",
        entries={
            ("HW", "Carlisle"): Entry(38, 40, reason="A new clinic opened."),
            ("CON", "Eden"): Entry(None, None, NOT_AVAILABLE, "The list was lost."),
        },
    )


def test_a_figure_stands_beside_target_and_past(with_past):
    page, rows = of(with_past)
    row = rows["HW", "Carlisle"]
    assert [str(p) for p in page.periods] == list(reversed(PAST))
    assert str(page.year_before) == "2025-26Q1"
    assert row.before == ("57.5%", "55.0%", "52.5%", "50.0%")
    assert (row.value, row.parts) == ("95.0%", "38 of 40")
    assert (row.target, row.rating) == ("80.0%, tolerance 5", "on")


def test_what_is_unusual_is_set_apart_with_why(with_past):
    page, rows = of(with_past)
    first = {(r.scheduled.kpi.code, r.area): r for r in page.first}
    assert set(first) == {("HW", "Carlisle"), ("CON", "Eden")}
    (asked,) = first["HW", "Carlisle"].asked
    assert asked.reason == "A new clinic opened."
    assert "far from the 4 periods before" in asked.words
    assert first["HW", "Carlisle"].why == ("Outside its usual range, 47.1% to 60.4%",)
    assert first["CON", "Eden"].why == ("Not available",)
    assert rows["CON", "Eden"].reason == "The list was lost."
    only, found = of(with_past, only_unusual=True)
    assert set(found) == set(first)
    assert only.first == []


def test_peers_are_of_the_same_partnership_and_accepted(agreement, trust):
    kpi = agreement.kpis.get(kpi__code="HW").kpi
    peers = {}
    for name, state in (("One", "accepted"), ("Two", "certified")):
        peers[name] = contracts.agreement(trust, "drafted", people.provider(name), kpis=[])
        contracts.schedule(peers[name], kpi)
        peers[name] = contracts.moved(peers[name], "in_force")
        factory.kpi_return(peers[name], state=state, entries={("HW", "Eden"): Entry(20, 40)})
    other_quarter = factory.kpi_return(peers["One"], "2025-26Q1")
    assert other_quarter.counts
    factory.kpi_return(contracts.agreement(people.trust("Stockton", "stockton"), "in_force"))
    record = factory.kpi_return(agreement, state="certified")
    page, rows = of(record)
    (named,) = page.kpis[0].peers
    assert (named.provider, named.agreement) == ("One", peers["One"].reference)
    assert (named.value, named.parts) == ("62.5%", "50 of 80")
    assert [p.value for p in rows["HW", "Eden"].peers] == ["50.0%"]
    assert [p.value for p in rows["HW", "Carlisle"].peers] == ["75.0%"]
    assert all(not kpi.peers for kpi in page.kpis[1:])


def test_the_page_of_a_return_shows_it_all(client, with_past, commissioner):
    ask_about(
        with_past.figures.select_related("kpi_return__agreement").first(),
        "Is this right?",
        by=commissioner,
        at=factory.moment(with_past),
    )
    client.force_login(commissioner)
    page = " ".join(client.get(with_past.get_absolute_url()).content.decode().split())
    for said in (
        "To look at first",
        "2 figures are unusual",
        "A new clinic opened.",
        "Outside its usual range",
        "a year before",
        "Is this right?",
        "Not sent",
        'scope="rowgroup"',
    ):
        assert said in page, said


@pytest.mark.parametrize("state", ["expected", "received", "certified", "queried", "accepted"])
def test_the_page_opens_in_every_state(client, agreement, commissioner, state):
    record = factory.kpi_return(agreement, state=state)
    client.force_login(commissioner)
    page = client.get(record.get_absolute_url()).content.decode()
    assert "All figures" in page
    assert ("Ask about it" in page) is (state == "certified")


def test_a_page_costs_the_same_at_three_rows_and_at_three_hundred(
    client, trust, provider, commissioner, django_assert_max_num_queries
):
    client.force_login(commissioner)
    for areas in (3, 300):
        served = [commissioning.area(trust, f"Area {areas} {n:03}") for n in range(areas)]
        made = contracts.agreement(trust, "drafted", provider, kpis=[], areas=served)
        contracts.schedule(made, commissioning.kpi(trust, f"K{areas}"))
        made = contracts.moved(made, "in_force")
        for quarter in PAST:
            factory.kpi_return(made, quarter)
        record = factory.kpi_return(made, NOW, state="certified")
        with django_assert_max_num_queries(45):
            page = client.get(record.get_absolute_url()).content.decode()
        assert page.count('<th scope="row">Area') == min(areas, 50)
        assert ("1 to 50 of 300 figures" in page) is (areas == 300)


def test_asking_on_the_page(client, agreement, commissioner, preparer):
    record = factory.kpi_return(agreement, state="certified")
    client.force_login(commissioner)
    slug, number = agreement.partnership.slug, record.figures.first().number
    url = reverse("performance:return_ask", args=[slug, record.pk, number])
    assert "75.0%" in client.get(url).content.decode()
    assert client.post(url, {"question": ""}).status_code == 422
    assert client.post(url, {"question": "Why?"}).status_code == 302
    page = client.get(reverse("performance:return_step", args=[slug, record.pk, "query"]))
    assert "Why?" in page.content.decode()
    question = record.questions.get()
    gone = reverse("performance:return_unask", args=[slug, record.pk, question.pk])
    assert client.get(gone).status_code == 405
    assert client.post(gone).status_code == 302
    assert not record.questions.exists()
    client.post(url, {"question": "Why?"})
    sent = reverse("performance:return_step", args=[slug, record.pk, "query"])
    assert client.post(sent, {"question": ""}).status_code == 302
    assert client.get(url).status_code == 409
    assert client.post(gone).status_code == 404


def test_answering_on_the_page(client, agreement, commissioner, preparer):
    record = factory.kpi_return(agreement, state="queried")
    client.force_login(preparer)
    own = reverse("performance:portal_return", args=[agreement.provider.slug, record.pk])
    url = reverse("performance:portal_questions", args=[agreement.provider.slug, record.pk])
    name = f"answer-{veiled(record.questions.get().pk)}"
    assert f'name="{name}"' in client.get(own).content.decode()
    assert client.post(url, {name: " "}).status_code == 409
    assert client.post(url, {name: "x" * 4001}).status_code == 422
    assert client.post(url, {name: "A clinic closed."}).status_code == 302
    assert record.questions.get().answer == "A clinic closed."
    assert "A clinic closed." in client.get(own).content.decode()
    client.force_login(commissioner)
    assert "A clinic closed." in client.get(record.get_absolute_url()).content.decode()


def test_a_page_opened_before_the_questions_were_settled_answers_no_other(
    client, agreement, commissioner, certifier
):
    record = factory.kpi_return(agreement, state="queried")
    (first,), at = record.questions.all(), factory.moment(record)
    answer_questions(record, {first.pk: "A clinic closed."}, by=certifier, at=at)
    record = take(record, "certify", by=certifier, at=at)
    record = take(record, "query", by=commissioner, at=at, question="And Carlisle?")
    client.force_login(certifier)
    url = reverse("performance:portal_questions", args=[agreement.provider.slug, record.pk])
    answer = client.post(url, {f"answer-{veiled(first.pk)}": "A clinic closed."})
    assert answer.status_code == 409
    assert record.questions.get(settled_at=None).answer == ""


def test_the_provider_sees_no_question_before_it_is_sent(client, agreement, commissioner, preparer):
    record = factory.kpi_return(agreement, state="certified")
    figure = record.figures.select_related("kpi_return__agreement").first()
    ask_about(figure, "A secret doubt?", by=commissioner, at=factory.moment(record))
    client.force_login(preparer)
    for name in ("portal_return", "portal_questions"):
        url = reverse(f"performance:{name}", args=[agreement.provider.slug, record.pk])
        assert "A secret doubt?" not in client.get(url).content.decode()


def test_a_return_without_figures_compares_nothing(client, agreement, commissioner):
    """What earlier quarters were is not said to be unreported because this one is not here yet."""
    factory.kpi_return(agreement, "2025-26Q1")
    record = factory.expected(agreement)
    client.force_login(commissioner)
    url = reverse("performance:return", args=[agreement.partnership.slug, record.pk])
    page = client.get(url).content.decode()
    assert "No figures have been received." in page
    assert "not reported" not in page
