"""The schedule and the areas of a draft can be changed; those of a signed agreement cannot."""

from decimal import Decimal

import pytest
from django.urls import reverse

from contracts.actions import schedule as verbs
from tests.factories import commissioning, people
from tests.factories import contracts as make
from workflow.lifecycle import NotAllowed, Refused


def test_terms_of_a_draft_are_changed(trust, commissioner) -> None:
    line = make.agreement(trust, "drafted").kpis.first()
    verbs.set_terms(
        line,
        target=Decimal(85),
        tolerance=Decimal(3),
        baseline=None,
        by_area=False,
        by=commissioner,
        at=make.AT,
    )
    line.refresh_from_db()
    terms = line.terms.get()
    assert (terms.target, terms.tolerance, terms.baseline) == (85, 3, None)
    assert line.by_area is False


def test_a_kpi_is_on_the_schedule_once(trust, commissioner) -> None:
    draft = make.agreement(trust, "drafted")
    with pytest.raises(Refused, match=r"already exists|same KPI"):
        make.schedule(draft, draft.kpis.first().kpi)


def test_a_kpi_of_another_partnership_is_refused(trust, commissioner) -> None:
    foreign = commissioning.kpi(people.trust("Cornwall", "cornwall"))
    with pytest.raises(Refused, match="this partnership's library"):
        make.schedule(make.agreement(trust, "drafted"), foreign)


def test_a_tolerance_below_nothing_is_refused(trust, commissioner) -> None:
    with pytest.raises(Refused, match="cannot be below nothing"):
        make.schedule(make.agreement(trust, "drafted"), tolerance=Decimal(-1))


def test_after_signature_only_a_variation_changes_it(trust, commissioner) -> None:
    signed = make.agreement(trust, "signed")
    for deed in (
        lambda: make.schedule(signed),
        lambda: verbs.drop_kpi(signed.kpis.first(), by=commissioner, at=make.AT),
        lambda: verbs.choose_areas(signed, [], by=commissioner, at=make.AT),
    ):
        with pytest.raises(Refused, match="signed and can no longer be changed"):
            deed()


def test_an_approver_does_not_write_it(trust, approver) -> None:
    draft = make.agreement(trust, "drafted")
    with pytest.raises(NotAllowed):
        verbs.drop_kpi(draft.kpis.first(), by=approver, at=make.AT)


def test_on_screen(trust, commissioner, signed_in) -> None:
    draft, kpi = make.agreement(trust, "drafted", kpis=[]), commissioning.kpi(trust)
    client = signed_in(commissioner)
    add = reverse("contracts:kpi_add", args=[trust.slug, draft.pk])
    assert client.post(add, {"kpi": kpi.pk, "target": "many"}).status_code == 422
    posted = {"kpi": kpi.pk, "target": "80", "tolerance": "5", "by_area": "on"}
    assert client.post(add, posted).status_code == 302
    assert client.post(add, posted).status_code == 422
    line = draft.kpis.get()
    terms = reverse("contracts:kpi_terms", args=[trust.slug, draft.pk, line.pk])
    assert client.post(terms, {"target": "82", "tolerance": "4"}).status_code == 302
    assert line.terms.get().target == 82
    remove = reverse("contracts:kpi_remove", args=[trust.slug, draft.pk, line.pk])
    assert client.post(remove).status_code == 302
    assert not draft.kpis.exists()
    areas = reverse("contracts:areas", args=[trust.slug, draft.pk])
    assert client.post(areas, {}).status_code == 422
    one = commissioning.area(trust, "Furness")
    assert client.post(areas, {"areas": [one.pk]}).status_code == 302
    assert [a.area for a in draft.areas.all()] == [one]


def test_facts_on_screen(trust, commissioner, signed_in) -> None:
    draft = make.agreement(trust, "drafted")
    address = reverse("contracts:change", args=[trust.slug, draft.pk])
    posted = {
        "title": "Renamed",
        "extension_months": "12",
        "value_awarded": "900000",
        "value": "950000",
        **{f"start_on_{i}": part for i, part in enumerate([1, 4, 2025])},
        **{f"end_on_{i}": part for i, part in enumerate([31, 3, 2028])},
        **{f"end_as_awarded_{i}": part for i, part in enumerate([31, 3, 2027])},
    }
    client = signed_in(commissioner)
    assert client.post(address, {**posted, "end_on_2": "2020"}).status_code == 409
    assert client.post(address, posted).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.value, draft.value_awarded) == ("Renamed", 950000, 900000)
