"""What the page of an agreement says, and where its links lead whom."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from accounts.roles import Role
from contracts.queries.schedule import schedule_of, targets_apart
from tests.factories import commissioning, people
from tests.factories import contracts as make
from tests.factories import performance as returns

NOW = "2026-27Q3"


def test_a_name_is_no_link_for_whom_it_leads_nowhere(trust, commissioner, signed_in) -> None:
    made = make.agreement(trust)
    url = returns.kpi_return(made).get_absolute_url()
    board = people.person(Role.BOARD, trust)
    page = signed_in(board).get(made.get_absolute_url())
    assert signed_in(board).get(url).status_code == 403
    assert page.context["returns"]
    assert url not in page.content.decode()
    assert url in signed_in(commissioner).get(made.get_absolute_url()).content.decode()


def test_a_draft_from_an_award_leads_to_the_gates_it_waits_for(trust, commissioner, signed_in):
    made = make.drafted_from_award(trust)
    gates = reverse("tenders:tender_gates", args=[trust.slug, made.award.tender_id])
    assert gates in signed_in(commissioner).get(made.get_absolute_url()).content.decode()
    other = make.agreement(trust, "drafted")
    page = signed_in(commissioner).get(other.get_absolute_url()).content.decode()
    assert "Open the tender" not in page


def test_once_signed_nothing_is_said_of_the_signature(trust, commissioner, signed_in) -> None:
    signed = make.agreement(trust, regime="PSR", route="provider_selection")
    drafted = make.agreement(trust, "drafted")
    said = "Notices are counted from the day of signature"
    for made, wanted in ((signed, False), (drafted, True)):
        page = signed_in(commissioner).get(made.get_absolute_url()).content.decode()
        assert "Nothing falls due." in page
        assert (said in page) is wanted


def standings(made) -> list[str]:
    return [one.standing for line in schedule_of(made, NOW) for one in line.series]


def test_since_when_terms_hold(trust) -> None:
    kpi = [commissioning.kpi(trust)]
    drafted = make.agreement(trust, "drafted", kpis=kpi)
    assert standings(drafted) == ["From the start of the contract"]
    signed = make.agreement(trust, "signed", kpis=kpi, start_on=date(2027, 4, 1))
    assert standings(signed) == ["From 2027-28Q1"]
    running = make.agreement(trust, kpis=kpi)
    make.variation(running, "in_force")
    running.refresh_from_db()
    assert standings(running) == ["In force now", "From 2026-27Q4"]
    assert standings(make.agreement(trust, "ended", kpis=kpi)) == [""]


def test_a_draft_is_told_of_targets_far_from_those_elsewhere(
    trust, commissioner, signed_in
) -> None:
    reach, near = commissioning.kpi(trust), commissioning.kpi(trust)
    running = make.agreement(trust, kpis=[reach, near])
    draft = make.agreement(trust, "drafted", kpis=[near])
    make.schedule(draft, reach, target=Decimal(241))
    [said] = targets_apart(draft, NOW)
    assert said.startswith(f"{reach.code}: 241")
    assert said.endswith(f"in {running.reference}. Is it per area?")
    address = reverse("contracts:kpis", args=[trust.slug, draft.pk])
    assert said in signed_in(commissioner).get(address).content.decode()
    assert targets_apart(running, NOW) == []
    within = make.agreement(trust, "drafted", kpis=[near])
    make.schedule(within, reach, target=Decimal(240))
    assert targets_apart(within, NOW) == []
