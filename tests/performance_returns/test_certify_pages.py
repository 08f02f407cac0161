"""Two people at the provider: what the certifier sees, who may not, and the document that is kept."""

import hashlib

import pytest
from django.urls import reverse

from accounts.roles import Role
from performance.actions import returns as deeds
from performance.workbook.asking import asked_of
from performance.workbook.definition import Col
from tests.factories import contracts, people
from tests.factories import performance as factory
from workflow.door import take
from workflow.lifecycle import Refused

TYPED = {Col.NUMERATOR: "30", Col.DENOMINATOR: "40", Col.STATUS: "Reported"}


@pytest.fixture
def received(agreement):
    factory.kpi_return(agreement, "2025-26Q1")
    return factory.kpi_return(agreement, state="received")


def portal(record, step=""):
    return (
        reverse("performance:portal_return", args=[record.agreement.provider.slug, record.pk])
        + step
    )


def text(answer):
    return " ".join(answer.content.decode().split())


def test_the_certifier_sees_each_figure_beside_target_and_period_before(
    sign_in, certifier, received
):
    page = text(sign_in(certifier).get(portal(received, "step/certify/")))
    assert "30 of 40 (75.0%)" in page
    assert "80.0%" in page
    assert "prepared these figures, received 10 October 2025" in page
    assert "from “return.xlsx”, Return H4" in page
    assert "I certify that these figures are complete" in page


def test_whoever_prepared_it_is_told_to_ask_another(sign_in, agreement, provider, preparer):
    people.also(preparer, Role.CERTIFIER, provider)
    record = factory.kpi_return(agreement, state="received")
    client = sign_in(preparer)
    words = "You prepared some of these figures, and this agreement asks a second person"
    assert words in text(client.get(portal(record)))
    answer = client.post(portal(record, "step/certify/"), {"declared": "on", "seen": "x"})
    assert answer.status_code == 409
    assert words in text(answer)


def test_sending_the_last_of_it_through_another_person_makes_no_second_one(
    agreement, provider, preparer, certifier
):
    people.also(preparer, Role.CERTIFIER, provider)
    record = factory.kpi_return(agreement, state="received")
    asked = asked_of(record)
    typed = {line.identifier(): dict(TYPED) for line in asked.lines}
    typed[asked.lines[0].identifier()] |= {Col.NUMERATOR: "31"}
    for line in asked.lines:
        if not line.has_denominator:
            typed[line.identifier()] |= {Col.DENOMINATOR: ""}
    at = factory.moment(record)
    assert deeds.send_form(record, typed, by=certifier, at=at).outcome == "taken"
    record.refresh_from_db()
    assert record.prepared_by == certifier
    for person in (preparer, certifier):
        with pytest.raises(Refused, match="You prepared some of these figures"):
            take(record, "certify", by=person, at=at)


def test_who_may_certify_is_named_and_that_two_are_asked(sign_in, preparer, certifier, received):
    page = text(sign_in(preparer).get(portal(received)))
    assert f'May certify</dt><dd class="govuk-summary-list__value">{certifier}</dd>' in page
    assert "Whoever prepared the figures asks somebody else to certify them." in page


def test_one_person_where_the_agreement_allows_shows_to_both(
    sign_in, trust, provider, preparer, commissioner
):
    people.also(preparer, Role.CERTIFIER, provider)
    made = contracts.agreement(trust, provider=provider, one_person_may_certify=True)
    record = factory.kpi_return(made, state="received")
    client = sign_in(preparer)
    page = text(client.get(portal(record, "step/certify/")))
    assert "You prepared these figures yourself." in page
    seen = page.partition('name="seen" value="')[2][:64]
    answer = client.post(portal(record, "step/certify/"), {"declared": "on", "seen": seen})
    assert answer.status_code == 302
    words = "certified by one person, as the agreement allows"
    assert words in text(client.get(portal(record)))
    client.force_login(commissioner)
    assert words in text(client.get(reverse("performance:return", args=[trust.slug, record.pk])))


def test_the_document_is_kept_and_had_by_both_with_its_digest(
    client, agreement, preparer, commissioner
):
    record = factory.kpi_return(agreement, state="certified")
    kept = record.certificates.get()
    trust, provider = agreement.partnership, agreement.provider
    ways = [
        (preparer, portal(record), "portal_certificate", provider.slug),
        (
            commissioner,
            reverse("performance:return", args=[trust.slug, record.pk]),
            "return_certificate",
            trust.slug,
        ),
    ]
    for who, page, name, slug in ways:
        client.force_login(who)
        url = reverse(f"performance:{name}", args=[slug, record.pk, kept.pk])
        shown = client.get(page).content.decode()
        assert f'href="{url}"' in shown
        assert kept.file.sha256 in shown
        content = client.get(url).content
        assert hashlib.sha256(content).hexdigest() == kept.file.sha256
        assert "Healthy weight" in content.decode("utf-8-sig")


def test_a_document_of_another_return_is_not_there(client, agreement, preparer):
    first = factory.kpi_return(agreement, "2025-26Q1")
    second = factory.kpi_return(agreement, state="certified")
    client.force_login(preparer)
    args = [agreement.provider.slug, first.pk, second.certificates.get().pk]
    assert client.get(reverse("performance:portal_certificate", args=args)).status_code == 404


def test_a_new_file_voids_the_certification_and_leaves_its_document(client, agreement, preparer):
    record = factory.kpi_return(agreement, state="queried")
    client.force_login(preparer)
    assert "Anything you send now voids that" in text(client.get(portal(record)))
    factory.send(record, {("HW", "Eden"): (29, 40)})
    record.refresh_from_db()
    assert record.certified_by is None
    page = text(client.get(portal(record)))
    assert "(earlier figures)" in page
    assert "Anything you send now voids that" not in page


def test_a_correction_shows_the_provider_what_it_changes(sign_in, agreement, certifier):
    second = factory.correction(factory.kpi_return(agreement))
    factory.send(second, {("HW", "Eden"): (28, 40)})
    page = text(sign_in(certifier).get(portal(second)))
    assert "What this version corrects" in page
    assert "28 of 40 (70.0%)" in page
    assert "Material: somebody who saw the old figures" in page
    assert "pack" not in page.partition("<main")[2].partition("</main>")[0].lower()


def test_a_commissioner_has_what_it_was_certified_from_and_no_more(
    client, agreement, commissioner, provider
):
    record = factory.expected(agreement)
    wrong = factory.send(record, {("HW", "Eden"): (50, 40)})
    assert wrong.rejected
    draft = factory.send(record)
    trust = agreement.partnership
    client.force_login(commissioner)

    def status(upload):
        url = reverse("performance:return_file", args=[trust.slug, record.pk, upload.pk])
        return client.get(url).status_code

    page = text(client.get(reverse("performance:return", args=[trust.slug, record.pk])))
    assert "nobody has certified them yet" in page
    assert "return.xlsx" not in page
    assert (status(wrong), status(draft)) == (404, 404)
    record.refresh_from_db()
    take(record, "certify", by=factory.certifier_of(provider), at=factory.moment(record))
    assert (status(wrong), status(draft)) == (404, 200)


def test_a_figure_a_correction_left_as_it_was_leads_to_the_file_it_came_in(
    client, agreement, commissioner, preparer, certifier
):
    accepted = factory.kpi_return(agreement)
    version = factory.correction(accepted)
    first = asked_of(version).lines[0].identifier()
    at = factory.moment(version)
    typed = {first: {**TYPED, Col.NUMERATOR: "31"}}
    assert deeds.send_form(version, typed, by=preparer, at=at).outcome == "taken"
    version.refresh_from_db()
    take(version, "certify", by=certifier, at=at)
    client.force_login(commissioner)
    for figure in version.figures.all():
        slug = agreement.partnership.slug
        url = reverse("performance:figure", args=[slug, version.pk, figure.number])
        page = text(client.get(url))
        link = page.partition("/files/")[0].rpartition('href="')[2] + "/files/"
        link += page.partition("/files/")[2].partition('"')[0]
        assert client.get(link).status_code == 200, figure
