"""A provider reads what was found: all of it, in the file's order, grouped, filtered, by pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from performance.actions import returns as deeds
from performance.queries.findings import PER_PAGE
from performance.workbook.asking import asked_of
from performance.workbook.definition import Entry
from tabular.findings import Finding, Severity
from tests.factories import commissioning, contracts
from tests.factories import performance as factory

EDEN, CARLISLE = ("HW", "Eden"), ("HW", "Carlisle")


def address(record, upload, query=""):
    args = [record.agreement.provider.slug, record.pk, upload.pk]
    return reverse("performance:portal_upload", args=args) + query


@pytest.fixture
def reader(client, preparer):
    """What a preparer reads at an address."""
    client.force_login(preparer)

    def read(record, upload, query=""):
        return client.get(address(record, upload, query)).content.decode()

    read.client = client
    return read


@pytest.fixture
def wrong(agreement):
    """A return and its file in which two figures stop, and one asks for a reason."""
    factory.kpi_return(agreement, "2025-26Q1")
    record = factory.expected(agreement)
    said = {CARLISLE: (50, 40), EDEN: (300, 400), ("WAIT", "Eden"): Entry(-1, 40)}
    return record, factory.send(record, said)


def test_each_names_its_cell_what_was_found_and_what_would_be_right(reader, wrong):
    page = reader(*wrong)
    for finding in wrong[1].found:
        assert f'class="ws-cell">{finding.cell}</th>' in page
        assert finding.message.replace("'", "&#x27;") in page
        assert finding.right in page
    at = [page.index(f">{cell}</th>") for cell in ("H4", "I5", "H9")]
    assert at == sorted(at)
    for words in ("Put right", "Give a reason", "Sheet “Return”"):
        assert words in page


def test_they_are_counted_at_the_top(reader, wrong):
    page = " ".join(reader(*wrong).split())
    assert '<span class="ws-tile__value">2</span>' in page
    assert 'severity=query#findings">Give a reason</a>' in page


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("?severity=query", "I5", "H4"),
        ("?severity=blocker", "H4", "I5"),
        ("?kpi=WAIT", "H9", "H4"),
        ("?rule=row.negative", "H9", "H4"),
        ("?kpi=WAIT&severity=query", "Nothing of that kind", "H9"),
    ],
)
def test_they_are_filtered_by_severity_kpi_and_rule(reader, wrong, query, shown, hidden):
    page = reader(*wrong, query)
    assert shown in page
    assert f">{hidden}</th>" not in page


@pytest.mark.parametrize("query", ["?severity=odd", "?rule=none.such", "?by=moon", "?page=x"])
def test_an_odd_choice_counts_as_none(reader, wrong, query):
    assert ">H4</th>" in reader(*wrong, query)


@pytest.mark.parametrize(("by", "title"), [("kpi", ">WAIT</caption>"), ("rule", ">A part is ")])
def test_they_are_grouped(reader, wrong, by, title):
    page = reader(*wrong, f"?by={by}")
    assert page.count("<caption") >= 2
    if by == "kpi":
        assert title in page


def test_a_reason_is_given_in_place(reader, wrong):
    record, _sent = wrong
    right = factory.send(record, {EDEN: (300, 400)})
    page = reader(record, right)
    assert 'name="reason-1"' in page
    answer = reader.client.post(address(record, right), {"reason-1": "New houses were built."})
    record.refresh_from_db()
    assert (answer.status_code, record.state_label) == (302, "Received")
    assert record.upload.was_typed


def test_what_is_shown_at_once_leads_to_the_page_of_the_sending(reader, agreement):
    """Shown in answer to the file, under the return's own address."""
    factory.kpi_return(agreement, "2025-26Q1")
    record = factory.expected(agreement)
    content = factory.filled_workbook(record, {CARLISLE: (50, 40), EDEN: (300, 400)})
    file = SimpleUploadedFile("return.xlsx", content, content_type=deeds.XLSX)
    url = reverse("performance:portal_return", args=[agreement.provider.slug, record.pk])
    page = reader.client.post(url, {"file": file}).content.decode()
    sent = record.uploads.get()
    here = address(record, sent)
    assert f'<form method="post" action="{here}"' in page
    assert f'<form class="ws-filter" method="get" action="{here}"' in page
    assert f'href="{here}?severity=query#findings"' in page


def test_a_reason_refused_says_why_and_keeps_what_was_written(reader, wrong):
    record, sent = wrong
    answer = reader.client.post(address(record, sent), {"reason-1": "x" * 501})
    assert answer.status_code == 409
    assert "A reason has at most 500 characters." in answer.content.decode()
    assert "x" * 501 in answer.content.decode()
    answer = reader.client.post(address(record, sent), {"reason-²": "x", "reason-": "y"})
    assert answer.status_code == 409


def test_reasons_that_leave_what_stops_show_what_is_left(reader, wrong):
    record, sent = wrong
    answer = reader.client.post(address(record, sent), {"reason-1": "New houses."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert ">H4</th>" in page
    assert "1 reason added or changed" in " ".join(page.split())


def test_an_earlier_sending_asks_for_no_reasons(reader, wrong):
    record, sent = wrong
    factory.send(record, {EDEN: (300, 400)})
    assert "reason-1" not in reader(record, sent)


def test_a_corrected_file_shows_what_changed(reader, wrong):
    record, _sent = wrong
    again = factory.send(record, {EDEN: (300, 400)})
    page = " ".join(reader(record, again).split())
    assert "What changed since you sent before" in page
    assert "2 figures changed; 4 rows the same." in page
    assert "50 of 40" in page


@pytest.fixture
def many(trust, provider):
    """A return of 500 rows of which everything was found wrong ten times: 5,000 findings."""
    areas = [commissioning.area(trust, f"Area {n}") for n in range(50)]
    made = contracts.agreement(trust, "drafted", provider, areas=areas, kpis=[])
    for n in range(10):
        contracts.schedule(made, commissioning.kpi(trust, f"K{n}", name=f"Measure {n}"))
    return factory.expected(contracts.moved(made, "in_force"))


@pytest.fixture
def found_in(monkeypatch):
    """A sending in which so many things were found, as long in words as the longest are."""
    monkeypatch.setattr(deeds, "READ_AT_ONCE", 0)

    def send(record, count):
        sent = factory.send_bytes(record, b"x")
        checked = deeds.Checked(tuple(_found(record, count)))
        return deeds.settle(sent, checked, by=sent.sent_by, at=sent.sent_at)

    return send


def _found(record, count):
    slots = asked_of(record).slots
    severities = [Severity.BLOCKER, Severity.QUERY, Severity.QUERY, Severity.NOTE]
    return [
        Finding(
            severities[n % 4],
            sheet="Return",
            cell=f"H{n // 10 + 4}",
            kpi=f"K{n % 10}",
            message=f"Row {n // 10 + 4}, Measure in Area: {'this is found to be wrong ' * 8}",
            value="1,234.5",
            rule=f"row.rule-{n % 20}",
            right="A whole number, 0 or more, and no larger than the denominator.",
            about=slots.identifiers[n % len(slots)],
        )
        for n in range(count)
    ]


def test_five_thousand_open_in_as_many_queries_and_under_300_kb(
    reader, many, found_in, django_assert_max_num_queries
):
    for count in (50, 5_000):
        sent = found_in(many, count)
        with django_assert_max_num_queries(24):
            answer = reader.client.get(address(many, sent))
        page = answer.content.decode()
        assert page.count('<th scope="row" class="ws-cell">H') == min(count, PER_PAGE)
    assert len(answer.content) < 300_000
    assert "of 5,000" in page
    last = reader(many, sent, "?page=50")
    assert last.count('<th scope="row" class="ws-cell">H') == PER_PAGE


def test_one_that_is_taken_with_notes_says_so(reader, agreement):
    record = factory.kpi_return(agreement, state="received")
    page = reader(record, record.upload)
    assert "Your figures were taken" in page
    assert "Nothing was found to put right." in page
