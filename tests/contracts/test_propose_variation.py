"""A variation is proposed with its ground, and what it changes is seen beside the terms now."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from contracts.actions import variations as verbs
from contracts.models import Variation
from contracts.queries.variations import change_set, kpi_changes
from tests.factories import contracts as make
from tests.factories.people import AT
from workflow.door import take
from workflow.lifecycle import NotAllowed, Refused


def test_regime_and_citation_are_recorded(trust, commissioner) -> None:
    made = make.variation(make.agreement(trust))
    assert made.regime == "PA"
    assert made.ground_citation == "Procurement Act 2023 s.74(2)"
    assert (made.number, made.proposed_by) == (1, commissioner)


def test_older_health_services_are_varied_under_the_health_regime(trust) -> None:
    nursing = make.agreement(trust, regime="PCR", health_service=True, start_on=date(2022, 4, 1))
    made = make.variation(nursing, ground_code="psr.authority")
    assert made.regime == "PSR"


def test_the_change_set_beside_the_terms_now(trust) -> None:
    made = make.variation(make.agreement(trust), new_end_on=date(2030, 3, 31))
    value, end = change_set(made)
    assert (value.before, value.after, value.note) == ("£1,200,000", "£1,260,000", "+£60,000")
    assert (end.before, end.after, end.note) == ("31 March 2029", "31 March 2030", "+365 days")
    [kpi] = kpi_changes(made)
    assert (kpi.before, kpi.after) == ("80%, tolerance 5 points", "90%, tolerance 5 points")
    assert kpi.change.from_quarter == "2026-27Q4"


@pytest.mark.parametrize("state", ["drafted", "ended"])
def test_only_a_binding_agreement_is_varied(trust, state) -> None:
    made = make.agreement(trust, state)
    with pytest.raises(Refused, match="signed and has not ended"):
        make.variation(made)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"urgent": True}, "Say why it cannot wait"),
        ({"new_end_on": date(2024, 1, 1)}, "must end after it starts"),
        ({"new_end_on": date(2026, 1, 1)}, "The change would come after the new end"),
        ({"ground_code": "pa.no_such"}, "Choose a ground from the list"),
    ],
)
def test_what_cannot_be_is_refused(trust, facts, sentence) -> None:
    with pytest.raises(Refused, match=sentence):
        make.variation(make.agreement(trust), **facts)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"value_change": Decimal(0), "kpi_change": False}, "Say what changes"),
        ({"ground_code": ""}, "Record the ground relied on, with its citation"),
        ({"ground_reason": " "}, "Say why the ground applies"),
    ],
)
def test_what_the_board_is_not_sent(trust, facts, sentence) -> None:
    given = {"ground_code": "pa.light_touch", "ground_reason": "Light touch.", **facts}
    if not given["ground_reason"].strip():
        made = make.variation(make.agreement(trust))
        Variation._base_manager.filter(pk=made.pk).update(ground_reason="")
        made.refresh_from_db()
    elif not given["ground_code"]:
        made = make.variation(make.agreement(trust))
        Variation._base_manager.filter(pk=made.pk).update(ground_code="", ground_citation="")
        made.refresh_from_db()
    else:
        made = make.variation(make.agreement(trust), **given)
    by, meeting = make.commissioner_of(trust), make.meeting(trust, date(2026, 12, 1))
    with pytest.raises(Refused, match=sentence):
        take(made, "send_to_board", by=by, at=AT, meeting=meeting)


def test_kpi_terms_do_not_change_before_the_variation(trust) -> None:
    made = make.variation(make.agreement(trust), kpi_change=False)
    make.change_kpi(made, from_quarter="2026-27Q2")
    with pytest.raises(Refused, match="the variation begins in 2026-27Q3"):
        take(
            made,
            "send_to_board",
            by=make.commissioner_of(trust),
            at=AT,
            meeting=make.meeting(trust, date(2026, 12, 1)),
        )


def test_it_stays_as_it_is_once_the_board_has_it(trust, commissioner) -> None:
    made = make.variation(make.agreement(trust), "with_board")
    with pytest.raises(Refused, match="can no longer be changed"):
        verbs.change(made, by=commissioner, at=AT, title="Another")
    with pytest.raises(Refused, match="can no longer be changed"):
        make.change_kpi(made, scheduled=made.agreement.kpis.last())


def test_an_approver_does_not_propose(trust, approver) -> None:
    with pytest.raises(NotAllowed):
        verbs.propose(
            make.agreement(trust),
            title="More",
            reasons="Need",
            effective_on=date(2027, 1, 1),
            ground_code="pa.light_touch",
            ground_reason="Light touch.",
            by=approver,
            at=AT,
        )


def test_on_screen(trust, commissioner, signed_in) -> None:
    made = make.agreement(trust)
    client = signed_in(commissioner)
    address = reverse("contracts:variation_new", args=[trust.slug, made.pk])
    shown = client.get(address).content.decode()
    assert "A light touch contract may be modified" in shown
    assert client.post(address, {"value_change": "lots"}).status_code == 422
    posted = {
        "title": "More hubs",
        "reasons": "Demand.",
        "value_change": "60,000",
        "ground_code": "pa.light_touch",
        "ground_reason": "Light touch.",
        **{f"effective_on_{i}": part for i, part in enumerate([1, 1, 2027])},
    }
    assert client.post(address, {**posted, "urgent": "on"}).status_code == 409
    assert client.post(address, {**posted, "ground_code": "pcr.small"}).status_code == 422
    done = client.post(address, posted)
    varied = Variation.objects.get()
    assert done["Location"] == varied.get_absolute_url()
    kpi = reverse("contracts:kpi_change", args=[trust.slug, varied.pk])
    assert client.post(kpi, {"target": "90"}).status_code == 422
    line = made.kpis.first()
    change = {"scheduled": line.pk, "from_quarter": "2026-27Q4", "target": "90", "tolerance": "5"}
    assert client.post(kpi, change).status_code == 302
    again = client.post(kpi, change)
    assert again.status_code == 409
    renamed = {**posted, "title": "Fewer hubs", "value_change": "-5000"}
    change_it = reverse("contracts:variation_change", args=[trust.slug, varied.pk])
    assert client.get(change_it).status_code == 200
    assert client.post(change_it, renamed).status_code == 302
    varied.refresh_from_db()
    assert varied.value_change == -5000
    drop = reverse(
        "contracts:kpi_change_remove", args=[trust.slug, varied.pk, varied.kpi_terms.get().pk]
    )
    assert client.post(drop).status_code == 302
    assert not varied.kpi_terms.exists()
