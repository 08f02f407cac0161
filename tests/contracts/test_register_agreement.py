"""An agreement made elsewhere is put on the register, of any kind, under the law of its day."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from contracts.actions import agreements as verbs
from contracts.models import Agreement
from tests.factories import commissioning
from tests.factories import contracts as make
from workflow.lifecycle import NotAllowed, Refused


def test_public_health_nursing_waits_for_its_route(trust, commissioner, signed_in) -> None:
    made = make.agreement(
        trust,
        "in_force",
        title="0-19 public health nursing",
        regime="PSR",
        route="",
        regime_note="Direct Award Process C, notice of March 2025.",
    )
    assert made.route == "provider selection"
    assert made.law_words == "Provider Selection Regime"
    assert not made.obligations.exists()
    page = signed_in(commissioner).get(made.get_absolute_url()).content.decode()
    assert "Awarding this agreement anew waits for that route" in page


@pytest.mark.parametrize("kind", ["sla", "in_house", "grant", "section_75"])
def test_every_other_kind_carries_no_procurement_law(trust, kind) -> None:
    made = make.agreement(trust, "signed", kind=kind, regime="none", route="", regime_note="")
    assert made.route == "none"
    assert not made.obligations.exists()


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"end_on": date(2025, 3, 1)}, "must end after it starts"),
        ({"route": ""}, "Say which route was followed"),
        ({"value_awarded": Decimal(0)}, "Enter a value above nothing"),
        ({"kind": "club"}, "not a valid choice"),
        ({"kind": "grant"}, "Only a contract is made under procurement law"),
    ],
)
def test_what_cannot_be_is_refused(trust, facts, sentence) -> None:
    with pytest.raises(Refused, match=sentence):
        make.agreement(trust, "drafted", **facts)


def test_the_specification_is_for_the_same_service(trust) -> None:
    spec = commissioning.specification(trust)
    with pytest.raises(Refused, match="for another service"):
        make.agreement(trust, "drafted", specification=spec)


def test_the_kpis_of_the_specification_can_be_copied(trust) -> None:
    spec = commissioning.specification(trust)
    made = make.agreement(
        trust, "drafted", specification=spec, service=spec.service, copy_kpis=True, kpis=[]
    )
    assert made.kpis.count() == spec.kpis.count()


def test_a_reference_is_used_once(trust) -> None:
    make.agreement(trust, "drafted", reference="HDFT-2020-01")
    with pytest.raises(Refused, match="already exists"):
        make.agreement(trust, "drafted", reference="HDFT-2020-01")


def test_only_a_commissioner_registers(trust, approver, provider) -> None:
    with pytest.raises(NotAllowed):
        verbs.register(
            trust,
            kind="grant",
            provider=provider,
            title="Play",
            service=commissioning.service(trust),
            regime="none",
            value_awarded=Decimal(1000),
            start_on=make.START,
            end_on=make.END,
            by=approver,
            at=make.AT,
        )


def test_on_screen(trust, commissioner, provider, signed_in) -> None:
    client = signed_in(commissioner)
    address = reverse("contracts:new", args=[trust.slug])
    assert client.post(address, {}).status_code == 422
    posted = {
        "kind": "contract",
        "title": "Short breaks",
        "provider": provider.pk,
        "service": commissioning.service(trust).pk,
        "regime": "PCR",
        "regime_note": "Light touch under the regulations of 2015, notice of 2021.",
        "value_awarded": "£1,100,000",
        "areas": [commissioning.area(trust).pk],
        **{f"start_on_{i}": part for i, part in enumerate([1, 4, 2022])},
        **{f"end_on_{i}": part for i, part in enumerate([31, 3, 2028])},
    }
    refused = client.post(address, posted)
    assert refused.status_code == 409
    assert "Say which route was followed" in refused.content.decode()
    done = client.post(address, {**posted, "route": "light touch"})
    made = Agreement.objects.get()
    assert done["Location"] == made.get_absolute_url()
    assert made.law_words == "Public Contracts Regulations 2015, light touch"


def test_a_draft_made_by_mistake_is_removed_with_its_reason(trust, commissioner, signed_in) -> None:
    made = make.agreement(trust, "drafted")
    address = reverse("contracts:discard", args=[trust.slug, made.pk])
    client = signed_in(commissioner)
    assert client.post(address, {"reasons": ""}).status_code == 422
    assert client.post(address, {"reasons": "Registered twice."}).status_code == 302
    assert not Agreement.objects.exists()


def test_a_signed_agreement_is_not_removed(trust, commissioner) -> None:
    made = make.agreement(trust, "signed")
    with pytest.raises(Refused, match="signed and can no longer be changed"):
        verbs.discard(made, by=commissioner, at=make.AT, reasons="No longer wanted.")
