"""Recording what answers a gate, and the table that shows where each stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Partnership
from tenders import law
from tenders.actions.tender import record_gate
from tenders.lifecycles.gate_facts import FACTS
from tenders.queries.gates import TOLD, missing, standings
from tests.factories.commissioning import commissioner_of
from tests.factories.people import AT
from tests.factories.tenders import draft, moment_after, record_gates, tender
from workflow.calendar import london_date
from workflow.door import remove
from workflow.lifecycle import Refused


def test_the_system_tells_what_it_knows_of_every_fact() -> None:
    assert set(FACTS) == set(TOLD)


@pytest.mark.parametrize(
    ("before", "codes"),
    [
        ("publish", {"specification_approved", "estimated_value", "criteria_set"}),
        ("decide", {"second_person"}),
        ("award_notice", {"call_in_over", "summaries_sent"}),
        ("sign", {"award_notice", "standstill_over", "nothing_held_open"}),
    ],
)
def test_the_steps_that_matter_stand_behind_gates_of_law(before: str, codes: set[str]) -> None:
    stands = law.gates(before, route=law.Route.LIGHT_TOUCH, on=london_date(AT))
    assert codes <= {gate.code for gate in stands}


def test_what_is_recorded_is_no_longer_missing(cumbria: Partnership) -> None:
    made = draft(cumbria)
    before = missing(made, "publish", at=AT)
    by = commissioner_of(cumbria)
    given = {"statement": "One service in every area.", "on_day": london_date(AT)}
    record_gate(made, "lots_considered", by=by, at=AT, **given)
    after = missing(made, "publish", at=AT)
    assert set(before) - set(after) == {
        "Record the gate “Lots” (statutory: Procurement Act 2023 s.18)."
    }
    record_gate(made, "lots_considered", by=by, at=AT, **{**given, "statement": "Better."})
    assert made.assurances.get().statement == "Better."


@pytest.mark.parametrize(
    ("state", "code", "open_still"),
    [
        ("drafting", "equality_impact", True),
        ("published", "equality_impact", False),
        ("published", "key_decision_notice", True),
        ("decided", "key_decision_notice", False),
        ("decided", "equality_impact", False),
        ("awarded", "key_decision_notice", False),
    ],
)
def test_what_a_step_relied_on_is_not_rewritten(
    cumbria: Partnership,
    signed_in: Callable[..., Client],
    state: str,
    code: str,
    open_still: bool,
) -> None:
    made = tender(cumbria, state)
    at, by = moment_after(made), commissioner_of(cumbria)
    page = reverse("tenders:gate_record", args=[cumbria.slug, made.pk, code])
    shown = signed_in(by, at).get(reverse("tenders:tender_gates", args=[cumbria.slug, made.pk]))
    assert (page in shown.content.decode()) == open_still
    given = {"statement": "Otherwise.", "on_day": london_date(at)}
    if open_still:
        assert record_gate(made, code, by=by, at=at, **given).statement == "Otherwise."
        return
    with pytest.raises(Refused, match="relied on it"):
        record_gate(made, code, by=by, at=at, **given)
    with pytest.raises(Refused, match="relied on it"):
        remove(made.assurances.get(code=code), by=by, at=at)


def test_a_day_in_the_future_is_refused(cumbria: Partnership) -> None:
    made = draft(cumbria)
    day = london_date(AT) + timedelta(days=1)
    with pytest.raises(Refused, match="lies in the future"):
        record_gate(
            made, "engagement", by=commissioner_of(cumbria), at=AT, statement="X", on_day=day
        )


def test_before_signing_only_the_last_check_is_left_after_the_award(cumbria: Partnership) -> None:
    made = tender(cumbria, "awarded")
    at = moment_after(made)
    assert len(missing(made, "sign", at=at)) == 1
    record_gates(made, "sign", at=at)
    assert missing(made, "sign", at=at) == []


def test_the_table_says_by_whom_and_when(cumbria: Partnership) -> None:
    made = tender(cumbria)
    group = standings(made, by=commissioner_of(cumbria), at=AT)[0]
    assert all(one.met for one in group.standings)
    by_code = {one.gate.code: one for one in group.standings}
    assert by_code["lots_considered"].by == str(commissioner_of(cumbria))
    assert "was approved by" in by_code["specification_approved"].said
    assert not by_code["specification_approved"].recordable


@pytest.mark.parametrize(("given", "status"), [({"statement": ""}, 422), ({}, 422)])
def test_a_bad_record_is_refused_by_its_page(
    cumbria: Partnership, signed_in: Callable[..., Client], given: dict[str, str], status: int
) -> None:
    made = draft(cumbria)
    client = signed_in(commissioner_of(cumbria))
    url = reverse("tenders:gate_record", args=[cumbria.slug, made.pk, "lots_considered"])
    assert client.post(url, given).status_code == status
    good = {"statement": "Yes.", "on_day_0": "1", "on_day_1": "11", "on_day_2": "2026"}
    assert client.post(url, good).status_code == 302
    future = {**good, "on_day_2": "2030"}
    assert client.post(url, future).status_code == 409
    unknown = reverse("tenders:gate_record", args=[cumbria.slug, made.pk, "no_such_gate"])
    assert client.get(unknown).status_code == 404
