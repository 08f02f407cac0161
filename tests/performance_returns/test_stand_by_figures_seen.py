"""Whoever certifies or accepts stands by the figures the page showed, and by no others."""

from __future__ import annotations

import pytest
from django.urls import reverse

from performance.workbook.definition import Entry
from tests.factories import performance as factory
from workflow.door import take
from workflow.models import AuditEntry

CHANGED = "The figures have changed since you opened this page"


def seen_on(page):
    return page.context["form"]["seen"].value()


@pytest.fixture
def to_certify(agreement):
    return factory.kpi_return(agreement, state="received")


def certifying(record):
    provider = record.agreement.provider.slug
    return reverse("performance:portal_step", args=[provider, record.pk, "certify"])


def test_the_page_shows_the_figures_it_asks_about(client, certifier, to_certify):
    client.force_login(certifier)
    page = client.get(certifying(to_certify))
    assert "30 of 40" in page.content.decode()
    assert seen_on(page) == to_certify.figures_sha256


def test_figures_that_came_meanwhile_are_not_certified(client, certifier, to_certify):
    client.force_login(certifier)
    given = {"declared": "on", "seen": seen_on(client.get(certifying(to_certify)))}
    factory.send(to_certify, {("HW", "Eden"): Entry(32, 40)})
    answer = client.post(certifying(to_certify), given)
    assert answer.status_code == 409
    assert CHANGED in answer.content.decode()
    given["seen"] = seen_on(client.get(certifying(to_certify)))
    assert client.post(certifying(to_certify), given).status_code == 302


def test_the_trail_says_which_figures_were_certified(client, certifier, to_certify):
    client.force_login(certifier)
    seen = seen_on(client.get(certifying(to_certify)))
    client.post(certifying(to_certify), {"declared": "on", "seen": seen})
    entry = AuditEntry.objects.get(record_type="performance.kpireturn", step="certify")
    assert entry.facts["given"]["seen"] == to_certify.figures_sha256


def test_figures_corrected_after_a_query_are_not_accepted_unseen(
    client, agreement, commissioner, certifier
):
    record = factory.kpi_return(agreement, state="certified")
    at = factory.moment(record)
    url = reverse("performance:return_step", args=[agreement.partnership.slug, record.pk, "accept"])
    client.force_login(commissioner)
    seen = seen_on(client.get(url))
    record = take(record, "query", by=commissioner, at=at, question="Why?")
    factory.send(record, {("HW", "Eden"): Entry(32, 40)})
    record.refresh_from_db()
    take(record, "certify", by=certifier, at=at)
    answer = client.post(url, {"seen": seen})
    assert answer.status_code == 409
    assert CHANGED in answer.content.decode()
