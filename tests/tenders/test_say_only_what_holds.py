"""Pages of a tender show a ranking, a warning or a task only while it holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Partnership
from tests.factories.commissioning import commissioner_of
from tests.factories.tenders import moderate_all, moment_after, score_all, tender
from workflow.door import take


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
