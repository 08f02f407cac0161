"""Pages of a tender show a ranking, a warning or a task only while it holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Partnership
from tenders.actions.tender import change_timetable, draft_tender
from tenders.models import Tender
from tenders.queries.timetable import suggested
from tests.factories.commissioning import commissioner_of
from tests.factories.people import AT
from tests.factories.tenders import (
    moderate_all,
    moment_after,
    regime_choice,
    score_all,
    tender,
)
from workflow.calendar import london_date
from workflow.door import amend, take
from workflow.lifecycle import Refused


@pytest.mark.parametrize("ended", [False, True])
def test_there_is_no_ranking_before_every_mark_is_moderated(
    cumbria: Partnership, signed_in: Callable[..., Client], ended: bool
) -> None:
    made = tender(cumbria, "evaluating")
    at, by = moment_after(made), commissioner_of(cumbria)
    score_all(made, at=at)
    if ended:
        take(made, "abandon", by=by, at=at, reasons="No longer wanted.")
    url = reverse("tenders:tender_bids", args=[cumbria.slug, made.pk])
    page = signed_in(by, at).get(url).content.decode()
    assert "Total of 100" not in page
    assert "3 marks of" in page, "it says what is missing"
    if not ended:
        moderate_all(made, at=at)
        page = signed_in(by, at).get(url).content.decode()
        assert "Total of 100" in page
        assert "Why there is no ranking" not in page


def test_a_past_deadline_is_a_fault_of_a_draft_alone(
    cumbria: Partnership, signed_in: Callable[..., Client]
) -> None:
    past = "The deadline for bids lies in the past"
    made = tender(cumbria)
    by = commissioner_of(cumbria)
    url = reverse("tenders:tender_timetable", args=[cumbria.slug, made.pk])
    assert past in signed_in(by, made.deadline).get(url).content.decode()
    made = tender(cumbria, "closed")
    url = reverse("tenders:tender_timetable", args=[cumbria.slug, made.pk])
    assert past not in signed_in(by, moment_after(made)).get(url).content.decode()


def test_dates_in_the_wrong_order_are_refused_at_once(cumbria: Partnership) -> None:
    dates = suggested(london_date(AT), None)
    given = {"by": commissioner_of(cumbria), "at": AT}
    words = {"title": "Early Help", "description": "Help."}
    choice = regime_choice(cumbria)
    for publish_on, said in (
        (london_date(dates["deadline"]), "must come after the day of publication"),
        (dates["end_on"], "must come after the day of publication"),
    ):
        with pytest.raises(Refused, match=said):
            draft_tender(choice, **given, **words, **dates | {"publish_on": publish_on})
    with pytest.raises(Refused, match="lies in the past"):
        draft_tender(choice, **given, **words, **dates | {"deadline": AT - timedelta(days=1)})
    assert not Tender.objects.exists()
    made = draft_tender(choice, **given, **words, **dates)
    with pytest.raises(Refused, match="must end after it starts"):
        change_timetable(made, **given, **dates | {"end_on": made.start_on})
    made.refresh_from_db()
    assert made.end_on == dates["end_on"]


def test_a_worksheet_without_a_value_is_refused(cumbria: Partnership) -> None:
    nothing = {"health_value": Decimal(0), "other_value": Decimal(0)}
    with pytest.raises(Refused, match="Enter the value"):
        regime_choice(cumbria, state="proposed", **nothing)
    choice = regime_choice(cumbria, state="proposed")
    with pytest.raises(Refused, match="Enter the value"):
        amend(choice, by=commissioner_of(cumbria), at=AT, **nothing)
