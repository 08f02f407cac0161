"""An agreement made elsewhere is put on the register, of any kind, under the law of its day."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from contracts.actions import agreements as verbs
from contracts.models import Agreement
from contracts.queries.agreements import known_to
from tests.factories import commissioning, people, tenders
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


def test_the_service_is_of_the_same_partnership(trust) -> None:
    theirs = commissioning.service(people.trust("Elsewhere", "elsewhere"))
    with pytest.raises(Refused, match="this partnership's own"):
        make.agreement(trust, "drafted", service=theirs)


def test_the_kpis_of_the_specification_can_be_copied(trust) -> None:
    spec = commissioning.specification(trust)
    made = make.agreement(
        trust, "drafted", specification=spec, service=spec.service, copy_kpis=True, kpis=[]
    )
    assert made.kpis.count() == spec.kpis.count()


def test_a_reference_is_used_once(trust) -> None:
    make.agreement(trust, "drafted", reference="HDFT-2020-01")
    with pytest.raises(Refused, match="has that reference"):
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


def posted(trust, **more):
    """What the screen sends for a contract of a provider that has to be named."""
    return {
        "kind": "contract",
        "title": "Short breaks",
        "service": commissioning.service(trust).pk,
        "regime": "PCR",
        "regime_note": "Light touch under the regulations of 2015, notice of 2021.",
        "route": "light touch",
        "value_awarded": "£1,100,000",
        "areas": [commissioning.area(trust).pk],
        **{f"start_on_{i}": part for i, part in enumerate([1, 4, 2022])},
        **{f"end_on_{i}": part for i, part in enumerate([31, 3, 2028])},
        **more,
    }


def test_on_screen(trust, commissioner, provider, signed_in) -> None:
    make.agreement(trust, "drafted", provider)
    client = signed_in(commissioner)
    address = reverse("contracts:new", args=[trust.slug])
    assert client.post(address, {}).status_code == 422
    sent = posted(trust, provider=provider.pk)
    refused = client.post(address, {**sent, "route": ""})
    assert refused.status_code == 409
    assert "Say which route was followed" in refused.content.decode()
    done = client.post(address, sent)
    made = Agreement.objects.get(title="Short breaks")
    assert done["Location"] == made.get_absolute_url()
    assert made.law_words == "Public Contracts Regulations 2015, light touch"


@pytest.mark.parametrize("kind", ["sla", "in_house", "grant", "section_75"])
def test_other_kinds_say_no_law_on_screen(trust, commissioner, signed_in, kind) -> None:
    council = trust.members.get().organisation
    sent = posted(trust, kind=kind, regime="", route="", regime_note="", provider=council.pk)
    address = reverse("contracts:new", args=[trust.slug])
    assert signed_in(commissioner).post(address, sent).status_code == 302
    made = Agreement.objects.get()
    assert (made.regime, made.route, made.kind) == ("none", "none", kind)


def test_a_contract_says_its_law(trust, commissioner, signed_in) -> None:
    council = trust.members.get().organisation
    sent = posted(trust, regime="", provider=council.pk)
    page = signed_in(commissioner).post(reverse("contracts:new", args=[trust.slug]), sent)
    assert page.status_code == 422
    assert "Choose the law the contract was made under" in page.content.decode()


def test_a_year_beyond_the_calendar_is_a_mistake(trust, commissioner, signed_in) -> None:
    council = trust.members.get().organisation
    sent = posted(trust, provider=council.pk, start_on_2=9999, end_on_2=9999)
    page = signed_in(commissioner).post(reverse("contracts:new", args=[trust.slug]), sent)
    assert page.status_code == 422
    assert "Year must be 2999 or earlier" in page.content.decode()


def test_an_in_house_service_is_provided_by_a_member(trust) -> None:
    with pytest.raises(Refused, match="Choose a member organisation of this partnership"):
        make.agreement(
            trust, "drafted", people.provider(), kind="in_house", regime="none", route=""
        )


def numbered(name: str, number: str):
    made = people.provider(name)
    type(made).objects.filter(pk=made.pk).update(registration_number=number)
    return made


def test_nobody_beyond_those_it_knows_is_named(trust, commissioner, provider, signed_in) -> None:
    make.agreement(trust, "drafted", provider)
    away = people.trust("Elsewhere", "elsewhere")
    marked = numbered("Marked Minds", "Charity 7654321")
    make.agreement(away, provider=marked)
    client, address = signed_in(commissioner), reverse("contracts:new", args=[trust.slug])
    page = client.get(address).content.decode()
    assert "Cumbria Council" in page
    assert "Fellside Families" in page
    assert "Marked" not in page
    assert "Elsewhere" not in page
    answers = [
        client.post(address, posted(trust, provider_number=given)).content.decode()
        for given in ("Marked Minds", "7654321", "Charity 765432", "Charity 0000000")
    ]
    sentence = "No organisation is on record with exactly this number"
    assert all(sentence in said and "Marked Minds Ltd" not in said for said in answers)
    by_id = client.post(address, posted(trust, provider=marked.pk)).content.decode()
    nobody = client.post(address, posted(trust, provider=999_999)).content.decode()
    assert "Select a valid choice" in by_id
    assert "Select a valid choice" in nobody
    done = client.post(address, posted(trust, provider_number=" charity  7654321 "))
    assert done.status_code == 302
    assert Agreement.objects.get(partnership=trust, title="Short breaks").provider == marked


def test_two_with_the_same_number_are_none(trust, commissioner, signed_in) -> None:
    for name in ("Marked Minds", "Marked Moors"):
        numbered(name, "Charity 7654321")
    address = reverse("contracts:new", args=[trust.slug])
    sent = posted(trust, provider_number="Charity 7654321")
    assert signed_in(commissioner).post(address, sent).status_code == 422


def test_a_bidder_is_not_named_before_the_bids_are_opened(trust) -> None:
    quiet = people.provider("Quietwater")
    tenders.tender(trust, "published", bidders=[quiet])
    assert quiet not in known_to(trust)
    heard = people.provider("Heard")
    tenders.tender(trust, "evaluating", bidders=[heard])
    assert heard in known_to(trust)


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
