"""The ledger of expected returns: what came of each, counts and rates, by period and provider."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.urls import reverse

from accounts.roles import Role
from performance.actions import extensions
from performance.actions.expected import expect_returns
from performance.queries.expected import ledger_of, years_of
from performance.queries.ledger import Found
from tests.factories import commissioning, contracts, people
from tests.factories import performance as factory
from workflow.calendar import london_time
from workflow.clock import start_at
from workflow.door import take

#: Q1 was due on 28 July 2025, Q2 on 28 October 2025; Q3 has not ended.
AT = london_time(date(2025, 11, 4), 10)


def found_in(ledger, quarter):
    index = [str(q) for q in ledger.quarters].index(quarter)
    return [row.found for line in ledger.lines for row in line.places[index].rows]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("expected", Found.LATE),
        ("received", Found.LATE),
        ("certified", Found.CERTIFIED),
        ("queried", Found.QUERIED),
        ("accepted", Found.ACCEPTED),
        ("superseded", Found.ACCEPTED),
        ("waived", Found.WAIVED),
    ],
)
def test_what_came_of_it_in_one_word(agreement, state, found):
    factory.kpi_return(agreement, state=state)
    (line,) = ledger_of(agreement.partnership, 2025, AT).lines
    (row,) = line.places[1].rows
    assert row.found is found
    assert ("received, not certified" in row.notes) == (state == "received")


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2025, 9, 30), Found.NOT_DUE),
        (date(2025, 10, 1), Found.DUE),
        (date(2025, 10, 28), Found.DUE),
        (date(2025, 10, 29), Found.LATE),
        (date(2025, 11, 25), Found.MISSING),
    ],
)
def test_what_has_not_come_is_told_by_the_clock(record, day, found):
    at = london_time(day, 12)
    assert found_in(ledger_of(record.agreement.partnership, 2025, at), "2025-26Q2") == [found]


def test_what_was_read_and_not_certified_is_received_until_it_is_late(agreement):
    factory.kpi_return(agreement, state="received")
    trust = agreement.partnership
    assert found_in(ledger_of(trust, 2025, london_time(date(2025, 10, 28), 9)), "2025-26Q2") == [
        Found.RECEIVED
    ]


def test_what_nobody_reported_on_is_seen_and_why_nothing_is_expected_is_said(trust):
    never = contracts.agreement(trust)
    late = contracts.agreement(trust, "signed", start_on=date(2026, 1, 1))
    contracts.agreement(trust, "drafted")
    over = contracts.agreement(
        trust, "in_force", start_on=date(2024, 4, 1), end_on=date(2025, 6, 30)
    )
    expect_returns(AT)
    lines = {line.agreement: line for line in ledger_of(trust, 2025, AT).lines}
    assert set(lines) == {never, late, over}
    words = [[r.found for r in place.rows] or place.why_none for place in lines[never].places]
    assert words == [[Found.MISSING], [Found.LATE], [Found.NOT_DUE], "To come"]
    assert lines[late].places[0].why_none == "Reports from 1 January 2026"
    assert [row.notes for row in lines[over].places[0].rows] == [["final"]]
    assert lines[over].places[1].why_none == "Ended on 30 June 2025"
    before = london_time(date(2025, 5, 1), 9)
    [still] = [one for one in ledger_of(trust, 2025, before).lines if one.agreement == over]
    assert still.places[1].why_none == "Ends on 30 June 2025"


def test_on_time_is_counted_of_those_due_so_far(trust, agreement):
    expect_returns(AT)
    first = agreement.returns.get(period_code="2025-26Q1")
    factory.moved(first, "accepted")  # ten days after the quarter
    ledger = ledger_of(trust, 2025, AT)
    whole = ledger.whole.coverage
    assert (whole.expected, whole.settled, whole.on_time) == (3, 2, 1)
    assert whole.percent_on_time == 50
    assert [(t.label, t.coverage.percent_on_time, t.late) for t in ledger.by_period] == [
        ("April to June 2025", 100, 0),
        ("July to September 2025", 0, 1),
        ("October to December 2025", None, 0),
    ]


def test_counts_by_provider_add_up(trust):
    for name, state in (("Zenith", "accepted"), ("Alder", "expected"), ("Alder", "waived")):
        provider = people.Organisation.objects.filter(name=name).first() or people.provider(name)
        factory.kpi_return(contracts.agreement(trust, provider=provider), state=state)
    tallies = ledger_of(trust, 2025, AT).by_provider
    assert [(t.label, t.coverage.expected, t.late, t.waived) for t in tallies] == [
        ("Alder", 1, 1, 1),
        ("Zenith", 1, 0, 0),
    ]


def test_periods_are_told_apart_by_their_words(trust):
    kpis = [commissioning.kpi(trust, frequency=f) for f in ("month", "quarter", "academic_year")]
    contracts.agreement(trust, kpis=kpis)
    expect_returns(AT)
    ledger = ledger_of(trust, 2025, AT)
    (line,) = ledger.lines
    assert [row.first.period.label for row in line.places[1].rows] == [
        *("July 2025", "August 2025", "Academic year 2024/25"),
        *("September 2025", "July to September 2025"),
    ]
    assert len({tally.label for tally in ledger.by_period}) == len(ledger.by_period)
    monthly = ledger_of(trust, 2025, AT, often="month")
    assert {row.first.frequency for row in monthly.rows} == {"month"}


def test_it_is_narrowed_by_what_came_of_it_and_by_provider(trust, agreement):
    factory.kpi_return(agreement, state="accepted")
    other = contracts.agreement(trust)
    factory.expected(other)
    late = ledger_of(trust, 2025, AT, found="late")
    assert [line.agreement for line in late.lines] == [other]
    assert late.whole.coverage.expected == 2  # the rate stays the rate of all
    own = ledger_of(trust, 2025, AT, party=agreement.provider_id)
    assert [line.agreement for line in own.lines] == [agreement]
    assert own.whole.coverage.expected == 1


def test_a_provider_sees_its_own_over_all_partnerships_and_nobody_elses(trust, agreement):
    elsewhere = people.trust("Stockton", "stockton")
    theirs = contracts.agreement(elsewhere, provider=agreement.provider)
    contracts.agreement(trust)
    contracts.agreement(trust, "drafted", provider=agreement.provider)
    expect_returns(AT)
    ledger = ledger_of(agreement.provider, 2025, AT)
    assert {line.agreement for line in ledger.lines} == {agreement, theirs}
    only = ledger_of(agreement.provider, 2025, AT, party=elsewhere.pk)
    assert [line.agreement for line in only.lines] == [theirs]


def test_the_years_are_those_with_returns_and_the_present_one(agreement):
    factory.expected(agreement, "2023-24Q1")
    assert years_of(agreement.partnership, AT) == [2025, 2023]


def test_the_page_has_headings_for_rows_and_columns(client, agreement, commissioner):
    start_at(AT)
    expect_returns(AT)
    client.force_login(commissioner)
    page = client.get(reverse("performance:ledger", args=[agreement.partnership.slug]))
    words = page.content.decode()
    assert words.count('<th scope="row"') >= 3
    assert '<th scope="col">Periods ending in July to September 2025</th>' in words
    assert "Download these returns (CSV)" in words
    assert "Late" in words
    assert "0 of 2" in words


@pytest.mark.parametrize(
    "query", ["year=1800", "year=x", "party=999999", "party=x", "found=gone", "often=daily"]
)
def test_a_filter_that_is_not_on_offer_narrows_nothing(client, agreement, commissioner, query):
    start_at(AT)
    expect_returns(AT)
    client.force_login(commissioner)
    url = reverse("performance:ledger", args=[agreement.partnership.slug])
    page = client.get(f"{url}?{query}")
    assert page.status_code == 200
    assert agreement.reference in page.content.decode()


def test_the_file_says_the_same_and_where_the_day_was_moved(client, agreement, commissioner):
    start_at(AT)
    expect_returns(AT)
    record = agreement.returns.get(period_code="2025-26Q2")
    later = {"kind": "later", "reason": "Illness.", "until": date(2025, 11, 14)}
    extensions.grant(record, by=commissioner, at=AT, **later)
    client.force_login(commissioner)
    url = reverse("performance:ledger_csv", args=[agreement.partnership.slug])
    answer = client.get(f"{url}?year=2025")
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 3
    moved = next(row for row in rows if row["Period"] == "2025-26Q2")
    assert (moved["Due"], moved["Due at first"]) == ("2025-11-14", "2025-10-28")
    assert (moved["How it stands"], moved["On time"]) == ("Due", "")
    assert rows[0]["How it stands"] == "Missing"
    assert rows[0]["On time"] == "No"


def test_the_providers_page_leads_to_its_own_returns(client, agreement, preparer):
    start_at(AT)
    expect_returns(AT)
    client.force_login(preparer)
    url = reverse("performance:portal_ledger", args=[agreement.provider.slug])
    record = agreement.returns.get(period_code="2025-26Q2")
    own = reverse("performance:portal_return", args=[agreement.provider.slug, record.pk])
    assert f'href="{own}"' in client.get(url).content.decode()
    file = reverse("performance:portal_ledger_csv", args=[agreement.provider.slug])
    assert "2025-26Q2" in client.get(file).content.decode("utf-8-sig")


def test_a_correction_under_way_does_not_hide_what_counts(agreement, certifier):
    record = factory.kpi_return(agreement)
    factory.correction(record)
    (line,) = ledger_of(agreement.partnership, 2025, AT).lines
    (row,) = line.places[1].rows
    assert (row.found, row.notes) == (Found.ACCEPTED, ["correction under way"])


def test_late_then_accepted_still_says_that_it_came_late(agreement, certifier, commissioner):
    record = factory.expected(agreement)
    late = london_time(date(2025, 11, 3), 10)
    factory.send(record, at=late)
    record = take(record, "certify", by=certifier, at=late)
    take(record, "accept", by=commissioner, at=late)
    (line,) = ledger_of(agreement.partnership, 2025, AT).lines
    (row,) = line.places[1].rows
    assert (row.found, row.notes, row.late) == (Found.ACCEPTED, ["came late"], True)


@pytest.mark.parametrize("whose", ["trust", "provider"])
def test_three_and_thirty_contracts_cost_the_same(
    client, trust, provider, django_assert_max_num_queries, whose
):
    start_at(AT)
    place = trust if whose == "trust" else provider
    who = people.person(Role.ANALYST if whose == "trust" else Role.PREPARER, place)
    client.force_login(who)
    name = "performance:ledger" if whose == "trust" else "performance:portal_ledger"
    url = reverse(name, args=[place.slug])
    for wanted in (3, 30):
        while trust.agreements.count() < wanted:
            factory.expected(contracts.agreement(trust, "drafted", provider, kpis=[]))
        with django_assert_max_num_queries(11):
            page = client.get(url)
        assert page.content.decode().count("CUM-2025-0") >= wanted
