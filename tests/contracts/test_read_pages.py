"""Every page of the app: shown to those it is for, refused to the others."""

import pytest
from django.urls import reverse

from accounts.models import Organisation, Partnership
from accounts.roles import Role
from tests.factories import contracts as make
from tests.factories import people

COMMISSIONER = {Role.COMMISSIONER}
READERS = {Role.COMMISSIONER, Role.APPROVER, Role.BOARD, Role.ANALYST}
INSIDE = sorted(set(Role) - {Role.PREPARER, Role.CERTIFIER})


def addresses(trust: Partnership, provider: Organisation) -> dict[str, tuple[str, set[Role]]]:
    """Every page inside the partnership: name, address, who may see it."""
    draft = make.agreement(trust, "drafted")
    running = make.agreement(trust, "in_force", provider)
    varied = make.variation(running)
    award = make.award(trust)
    line, change = draft.kpis.first(), varied.kpi_terms.first()
    obligation = running.obligations.first()
    places = {
        "register": ([], READERS),
        "register_csv": ([], COMMISSIONER),
        "new": ([], COMMISSIONER),
        "awards": ([], COMMISSIONER),
        "draft": ([award.pk], COMMISSIONER),
        "agreement": ([running.pk], READERS),
        "kpis": ([running.pk], READERS),
        "varied": ([running.pk], READERS),
        "history": ([running.pk], READERS),
        "change": ([draft.pk], COMMISSIONER),
        "discard": ([draft.pk], COMMISSIONER),
        "areas": ([draft.pk], COMMISSIONER),
        "kpi_add": ([draft.pk], COMMISSIONER),
        "kpi_terms": ([draft.pk, line.pk], COMMISSIONER),
        "kpi_remove": ([draft.pk, line.pk], COMMISSIONER),
        "obligation": ([running.pk, obligation.pk], COMMISSIONER),
        "variation_new": ([running.pk], COMMISSIONER),
        "agreement_step": ([draft.pk, "sign"], COMMISSIONER),
        "variation": ([varied.pk], READERS),
        "variation_change": ([varied.pk], COMMISSIONER),
        "kpi_change": ([varied.pk], COMMISSIONER),
        "kpi_change_remove": ([varied.pk, change.pk], COMMISSIONER),
        "variation_step": ([varied.pk, "send_to_board"], COMMISSIONER),
    }
    return {
        name: (reverse(f"contracts:{name}", args=[trust.slug, *args]), roles)
        for name, (args, roles) in places.items()
    }


def test_each_page_is_for_its_roles(trust, provider, signed_in) -> None:
    found = addresses(trust, provider)
    for role in INSIDE:
        client = signed_in(people.person(role, trust))
        for name, (address, roles) in found.items():
            wanted = 200 if role in roles else 403
            assert client.get(address).status_code == wanted, (role, name)


def test_another_partnership_is_told_there_is_no_such_page(trust, provider, signed_in) -> None:
    found = addresses(trust, provider)
    elsewhere = people.trust("Cornwall", "cornwall")
    client = signed_in(people.person(Role.COMMISSIONER, elsewhere))
    for name, (address, _roles) in found.items():
        assert client.get(address).status_code == 404, name
        own = address.replace("/cumbria/", "/cornwall/")
        wanted = {"register": 200, "register_csv": 200, "new": 200, "awards": 200}.get(name, 404)
        assert client.get(own).status_code == wanted, name


def test_nobody_reads_without_signing_in(trust, provider, client) -> None:
    for address, _roles in addresses(trust, provider).values():
        assert client.get(address).status_code == 302


@pytest.mark.parametrize("state", make.STATES)
def test_an_agreement_in_every_state(trust, commissioner, signed_in, state: str) -> None:
    made = make.agreement(trust, state)
    page = signed_in(commissioner).get(made.get_absolute_url())
    assert page.status_code == 200
    assert made.state_label in page.content.decode()


@pytest.mark.parametrize(
    "state", ["proposed", "with_board", "approved", "in_force", "refused", "withdrawn"]
)
def test_a_variation_in_every_state(trust, commissioner, signed_in, state: str) -> None:
    made = make.variation(make.agreement(trust), state)
    page = signed_in(commissioner).get(made.get_absolute_url())
    assert page.status_code == 200
    assert made.state_label in page.content.decode()


def test_a_provider_sees_its_own_signed_agreements(trust, provider, signed_in) -> None:
    made = make.agreement(trust, "in_force", provider)
    make.variation(made, "in_force", at=make.london_time(make.START, 9), reasons="Our own doubts.")
    draft = make.agreement(trust, "drafted", provider)
    other = make.agreement(trust, "in_force")
    client = signed_in(people.person(Role.PREPARER, provider))
    listed = client.get(reverse("contracts:provided", args=[provider.slug])).content.decode()
    assert made.title in listed
    assert draft.title not in listed
    assert other.title not in listed
    page = client.get(reverse("contracts:provided_agreement", args=[provider.slug, made.pk]))
    text = page.content.decode()
    assert "Variation 1" in text
    assert "£1,260,000" in text
    assert "Our own doubts" not in text
    for hidden in (draft, other):
        address = reverse("contracts:provided_agreement", args=[provider.slug, hidden.pk])
        assert client.get(address).status_code == 404
    stranger = signed_in(people.person(Role.PREPARER, people.provider("Another")))
    address = reverse("contracts:provided_agreement", args=[provider.slug, made.pk])
    assert stranger.get(address).status_code == 404
