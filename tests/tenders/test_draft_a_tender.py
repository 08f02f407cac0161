"""Drafting a tender from an approved regime choice, and putting it together by its pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Partnership
from tenders.actions.tender import draft_tender
from tenders.models import Tender
from tenders.queries.timetable import suggested
from tests.factories.commissioning import commissioner_of
from tests.factories.people import AT, trust
from tests.factories.tenders import draft, evaluators_of, regime_choice
from workflow.calendar import london_date


def begun(trust: Partnership) -> Tender:
    dates = suggested(london_date(AT), None)
    return draft_tender(
        regime_choice(trust),
        by=commissioner_of(trust),
        at=AT,
        title="Early Help",
        description="Help, early.",
        **dates,
    )


def test_a_draft_has_criteria_from_its_specification_that_make_the_whole(
    cumbria: Partnership,
) -> None:
    made = begun(cumbria)
    criteria = list(made.criteria.all())
    assert sum(c.weight for c in criteria) == 100
    measured = set(made.specification.kpis.values_list("kpi_id", flat=True))
    assert {c.kpi_id for c in criteria if c.kind == "quality"} == measured
    assert made.rules_as_at == made.regime_choice.as_at
    assert (made.regime, made.route) == ("PA", "light touch")
    assert not list(made.timetable_faults(AT)), "the suggested dates hold"


def test_numbers_run_on_in_each_partnership(cumbria: Partnership) -> None:
    cornwall = trust("Cornwall", "cornwall")
    references = [begun(t).reference for t in (cumbria, cornwall, cumbria)]
    assert references == ["CUMBRIA-2026-001", "CORNWALL-2026-001", "CUMBRIA-2026-002"]


def day(name: str, value: object) -> dict[str, str]:
    """A date as its three boxes post it."""
    return {f"{name}_{i}": str(getattr(value, p)) for i, p in enumerate(("day", "month", "year"))}


def test_a_draft_by_its_page(cumbria: Partnership, signed_in: Callable[..., Client]) -> None:
    choice = regime_choice(cumbria)
    client = signed_in(commissioner_of(cumbria))
    url = reverse("tenders:tender_new", args=[cumbria.slug, choice.pk])
    assert client.post(url, {"title": ""}).status_code == 422
    given = {"title": "Early Help", "description": "Help.", "extension_months": "24"}
    for name, value in suggested(london_date(AT), None).items():
        if name != "extension_months":
            given |= day(name, value)
    given |= {"questions_until_3": "5pm", "deadline_3": "midday"}
    answer = client.post(url, given)
    made = Tender.objects.get()
    assert answer.status_code == 302, answer.content
    assert answer["Location"] == made.get_absolute_url()
    assert client.post(url, given).status_code == 409, "one tender under one choice"


@pytest.mark.parametrize(
    ("name", "given", "status"),
    [
        ("tender_edit", {"title": "New", "description": "Words.", "award_rule": "Marks."}, 302),
        ("tender_edit", {"title": ""}, 422),
        ("lot_new", {"number": "1", "title": "Carlisle"}, 302),
        ("lot_new", {"number": "0.5", "title": ""}, 422),
        ("criterion_new", {"name": "Reach", "kind": "quality", "weight": "60",
                           "description": "Show how."}, 302),
        ("criterion_new", {"name": "Reach", "kind": "quality", "weight": "101",
                           "description": "Show how."}, 422),
        ("criterion_new", {"name": "Reach", "kind": "luck", "weight": "10",
                           "description": "Show how."}, 422),
        ("panel_new", {"person": "99999"}, 422),
        ("challenge_new", {"provider": "1"}, 422),
    ],
)  # fmt: skip
def test_parts_by_their_pages(
    cumbria: Partnership,
    signed_in: Callable[..., Client],
    name: str,
    given: dict[str, str],
    status: int,
) -> None:
    made = draft(cumbria)
    client = signed_in(commissioner_of(cumbria))
    answer = client.post(reverse(f"tenders:{name}", args=[cumbria.slug, made.pk]), given)
    assert answer.status_code == status


def test_the_same_lot_twice_is_refused(
    cumbria: Partnership, signed_in: Callable[..., Client]
) -> None:
    made = draft(cumbria)
    client = signed_in(commissioner_of(cumbria))
    url = reverse("tenders:lot_new", args=[cumbria.slug, made.pk])
    assert client.post(url, {"number": "1", "title": "Carlisle"}).status_code == 302
    assert client.post(url, {"number": "1", "title": "Eden"}).status_code == 409


def test_an_evaluator_is_named_and_declares(
    cumbria: Partnership, signed_in: Callable[..., Client]
) -> None:
    made = draft(cumbria)
    member, other = evaluators_of(cumbria)
    client = signed_in(commissioner_of(cumbria))
    url = reverse("tenders:panel_new", args=[cumbria.slug, made.pk])
    assert client.post(url, {"person": member.pk}).status_code == 302
    declare = reverse("tenders:panel_declare", args=[cumbria.slug, made.pk])
    assert client.get(declare).status_code == 403, "a commissioner declares for nobody"
    assert signed_in(other).get(declare).status_code == 404, "not on this panel"
    client = signed_in(member)
    assert client.post(declare, {"declaration": ""}).status_code == 422
    assert client.post(declare, {"declaration": "None"}).status_code == 302
    assert made.panel.get().has_declared
