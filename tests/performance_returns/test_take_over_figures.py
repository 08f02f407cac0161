"""A figure entered for the same children elsewhere is offered, confirmed, and seen by nobody else."""

import pytest
from django.urls import reverse

from commissioning.models import Area, PartnershipArea
from performance.models import Figure, Upload
from performance.queries.elsewhere import offered
from performance.workbook.asking import asked_of
from performance.workbook.definition import Entry
from tests.factories import commissioning, contracts, people
from tests.factories import performance as factory
from workflow.door import take


@pytest.fixture
def shared(trust, other_trust):
    """A national area that two partnerships look at."""
    area = Area.objects.create(code="E06000064", name="Westmorland", kind=Area.Kind.AUTHORITY)
    for one in (trust, other_trust):
        PartnershipArea.objects.create(partnership=one, area=area, reported=True)
    return area


def agreement_of(trust, provider, area, code="BF", title="Health visiting", **kpi):
    made = contracts.agreement(trust, "drafted", provider, areas=[area], kpis=[], title=title)
    contracts.schedule(made, commissioning.kpi(trust, code, **{"name": "Breastfeeding", **kpi}))
    return contracts.moved(made, "in_force")


@pytest.fixture
def other_trust(db):
    return people.trust("Stockton", "stockton")


@pytest.fixture
def here(trust, provider, shared):
    """What is asked for here, of a measure published as C7."""
    return factory.expected(agreement_of(trust, provider, shared, national_code="C7"))


@pytest.fixture
def there(other_trust, provider, shared):
    """The same measure, received for another partnership under a code of its own."""
    made = agreement_of(
        other_trust, provider, shared, "FEED", "Feeding service", national_code="C7"
    )
    return factory.kpi_return(made, state="received", entries={("FEED", "Westmorland"): (33, 44)})


def offers(record):
    return offered(record, asked_of(record))


def form(client, record, data=None):
    args = [record.agreement.provider.slug, record.pk]
    url = reverse("performance:portal_form", args=args)
    return client.get(url) if data is None else client.post(url, data)


def test_the_same_measure_in_the_same_area_and_period_is_offered(here, there):
    (offer,) = offers(here).values()
    assert offer.words == "33 of 44 (75.0%)"
    partnership = there.agreement.partnership
    assert offer.source == f"You entered it for Feeding service, {partnership}."


def test_what_is_taken_over_is_typed_by_whoever_confirmed_it(client, preparer, here, there):
    client.force_login(preparer)
    page = " ".join(form(client, here).content.decode().split())
    assert "Use 33 of 44 (75.0%)" in page
    assert "You entered it for Feeding service" in page
    answer = form(client, here, {"use-1": "on", "status-1": "Reported"})
    here.refresh_from_db()
    assert (answer.status_code, here.state_label) == (302, "Received")
    entries = here.entries
    assert (entries.numerator[0], entries.denominator[0]) == (3300, 4400)
    assert (entries.upload[0], entries.row[0]) == (here.upload_id, 1)
    assert (here.upload.was_typed, here.upload.sent_by) == (True, preparer)
    assert "Use 33 of 44" not in form(client, here).content.decode()


def test_nothing_is_taken_over_that_was_not_confirmed(client, preparer, here, there):
    client.force_login(preparer)
    assert form(client, here, {"status-1": "Reported"}).status_code == 422
    answer = form(client, here, {"use-1": "on", "numerator-1": "20", "denominator-1": "40",
                                 "status-1": "Reported"})  # fmt: skip
    here.refresh_from_db()
    assert answer.status_code == 302
    assert here.entries.numerator[0] == 2000


def test_a_local_measure_is_the_same_by_code_and_definition(other_trust, trust, provider, shared):
    record = factory.expected(agreement_of(trust, provider, shared))
    factory.kpi_return(agreement_of(other_trust, provider, shared), state="received")
    assert len(offers(record)) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"numerator_definition": "Something else counted."},
        {"code": "OTHER"},
        {"unit": "average"},
    ],
    ids=str,
)
def test_another_measure_is_not_offered(other_trust, trust, provider, shared, other):
    record = factory.expected(agreement_of(trust, provider, shared))
    factory.kpi_return(agreement_of(other_trust, provider, shared, **other), state="received")
    assert offers(record) == {}


def test_another_area_period_or_provider_is_not_offered(other_trust, trust, provider, shared, here):
    elsewhere = commissioning.area(other_trust, "Stockton-on-Tees")
    area = agreement_of(other_trust, provider, elsewhere, national_code="C7")
    factory.kpi_return(area, state="received")
    period = agreement_of(other_trust, provider, shared, "BG", national_code="C7")
    factory.kpi_return(period, "2025-26Q1", state="received")
    rival = agreement_of(
        other_trust, people.provider("Someone Else"), shared, "BH", national_code="C7"
    )
    factory.kpi_return(rival, state="received")
    assert offers(here) == {}


def test_what_says_no_number_is_not_offered(other_trust, provider, shared, here):
    made = agreement_of(other_trust, provider, shared, national_code="C7")
    gone = Entry(status=Figure.Status.NOT_AVAILABLE, reason="The system was down.")
    factory.kpi_return(made, state="received", entries={("BF", "Westmorland"): gone})
    assert offers(here) == {}


def test_queries_do_not_grow(other_trust, provider, shared, here, django_assert_max_num_queries):
    for code in ("A1", "A2", "A3", "A4"):
        made = agreement_of(other_trust, provider, shared, code, national_code="C7")
        factory.kpi_return(made, state="received")
    asked = asked_of(here)
    with django_assert_max_num_queries(7):
        assert len(offered(here, asked)) == 1


def test_neither_commissioner_sees_anything_of_the_other(client, preparer, here, there):
    client.force_login(preparer)
    form(client, here, {"use-1": "on", "status-1": "Reported"})
    here.refresh_from_db()
    certified = take(
        here,
        "certify",
        by=factory.certifier_of(here.agreement.provider),
        at=factory.moment(here),
    )
    trust = here.agreement.partnership
    client.force_login(commissioning.commissioner_of(trust))
    pages = [
        reverse("performance:return", args=[trust.slug, here.pk]),
        reverse("performance:figure", args=[trust.slug, here.pk, 1]),
        reverse("performance:return_file", args=[trust.slug, here.pk, here.upload_id]),
    ]
    kept = certified.certificates.get()
    pages.append(reverse("performance:return_certificate", args=[trust.slug, here.pk, kept.pk]))
    theirs = there.agreement
    for url in pages:
        answer = client.get(url)
        said = answer.content.decode("utf-8-sig")
        assert answer.status_code == 200
        for word in ("Feeding service", str(theirs.partnership), theirs.reference + " ", "FEED"):
            assert word not in said.replace(here.agreement.reference, ""), (url, word)
    their_file = Upload.objects.filter(kpi_return=there).get()
    for pk, upload in ((there.pk, their_file.pk), (here.pk, their_file.pk)):
        url = reverse("performance:return_file", args=[trust.slug, pk, upload])
        assert client.get(url).status_code == 404
