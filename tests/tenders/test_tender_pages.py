"""Every page of a tender answers, in every state, for those it is for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Partnership
from accounts.roles import Role
from tests.factories.commissioning import approver_of, board_member_of, commissioner_of
from tests.factories.people import person, trust
from tests.factories.tenders import STATES, evaluators_of, moment_after, regime_choice, tender

PAGES = (
    "tender",
    "tender_gates",
    "tender_timetable",
    "tender_criteria",
    "tender_panel",
    "tender_questions",
    "tender_bids",
    "tender_history",
)
FORMS = (
    "tender_edit",
    "timetable_edit",
    "criterion_new",
    "lot_new",
    "panel_new",
    "challenge_new",
)
OPEN_TO_BOARD = {"tender", "tender_timetable", "tender_criteria", "tender_questions"}


@pytest.mark.parametrize("state", STATES)
def test_pages_answer_in_every_state(
    cumbria: Partnership, signed_in: Callable[..., Client], state: str
) -> None:
    made = tender(cumbria, state)
    at = moment_after(made)
    for who in (commissioner_of(cumbria), approver_of(cumbria), evaluators_of(cumbria)[0]):
        client = signed_in(who, at)
        for name in PAGES:
            url = reverse(f"tenders:{name}", args=[cumbria.slug, made.pk])
            assert client.get(url).status_code == 200, (name, who)
    client = signed_in(commissioner_of(cumbria), at)
    for name in FORMS:
        url = reverse(f"tenders:{name}", args=[cumbria.slug, made.pk])
        assert client.get(url).status_code == 200, name
    assert client.get(reverse("tenders:tenders", args=[cumbria.slug])).status_code == 200


def test_the_board_reads_nothing_of_bids(
    cumbria: Partnership, signed_in: Callable[..., Client]
) -> None:
    made = tender(cumbria, "evaluating")
    client = signed_in(board_member_of(cumbria), moment_after(made))
    for name in PAGES:
        answer = client.get(reverse(f"tenders:{name}", args=[cumbria.slug, made.pk]))
        assert answer.status_code == (200 if name in OPEN_TO_BOARD else 403), name
        assert b"Bidder" not in answer.content


def test_another_partnership_is_told_it_does_not_exist(
    cumbria: Partnership, signed_in: Callable[..., Client]
) -> None:
    made = tender(cumbria, "published")
    cornwall = trust("Cornwall", "cornwall")
    stranger = person(Role.COMMISSIONER, cornwall)
    client = signed_in(stranger, moment_after(made))
    for name in PAGES + FORMS:
        own = reverse(f"tenders:{name}", args=[cornwall.slug, made.pk])
        theirs = reverse(f"tenders:{name}", args=[cumbria.slug, made.pk])
        assert client.get(own).status_code == client.get(theirs).status_code == 404, name


@pytest.mark.parametrize("state", ["published", "awarded"])
def test_bid_pages(cumbria: Partnership, signed_in: Callable[..., Client], state: str) -> None:
    made = tender(cumbria, state)
    client = signed_in(commissioner_of(cumbria), moment_after(made))
    expected = 404 if state == "published" else 200
    for bid in made.bids.all():
        for name in ("opened_bid", "bid_moderate"):
            url = reverse(f"tenders:{name}", args=[cumbria.slug, made.pk, bid.pk])
            assert client.get(url).status_code == expected, name
        document = bid.documents.get()
        url = reverse("tenders:opened_document", args=[cumbria.slug, made.pk, bid.pk, document.pk])
        answer = client.get(url)
        assert answer.status_code == expected
        if expected == 200:
            assert answer.content.startswith(b"How Bidder")


def test_regime_pages(cumbria: Partnership, signed_in: Callable[..., Client]) -> None:
    choice = regime_choice(cumbria)
    client = signed_in(commissioner_of(cumbria))
    assert client.get(reverse("tenders:regime_new", args=[cumbria.slug])).status_code == 200
    for name in ("regime", "regime_edit", "tender_new"):
        answer = client.get(reverse(f"tenders:{name}", args=[cumbria.slug, choice.pk]))
        assert answer.status_code == 200, name
