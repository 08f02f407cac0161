"""A provider's question, answered for everyone; nobody reads who asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from accounts.models import Partnership
from tenders.models import Question, Tender
from tests.factories.commissioning import commissioner_of
from tests.factories.people import provider
from tests.factories.tenders import certifier_of, tender
from workflow.door import begin


def asked(made: Tender) -> Question:
    """A question of a provider, a day before questions end."""
    bidder = provider("Curious Care")
    at = made.questions_until - timedelta(days=1)
    certifier = certifier_of(bidder)
    row = Question(
        tender=made, provider=bidder, asked_by=certifier, text="Is TUPE in?", asked_at=at
    )
    return begin(row, by=certifier, at=at)


def test_it_is_answered_by_its_page(cumbria: Partnership, signed_in: Callable[..., Client]) -> None:
    question = asked(tender(cumbria, "published"))
    client = signed_in(commissioner_of(cumbria), question.asked_at + timedelta(hours=1))
    url = reverse("tenders:question_answer", args=[cumbria.slug, question.tender_id, question.pk])
    assert b"Is TUPE in?" in client.get(url).content
    assert client.post(url, {"answer": " "}).status_code == 422
    assert client.post(url, {"answer": "Yes."}).status_code == 302
    question.refresh_from_db()
    assert question.answer == "Yes."
    assert question.answered_at is not None


def test_nobody_reads_who_asked(cumbria: Partnership, signed_in: Callable[..., Client]) -> None:
    question = asked(tender(cumbria, "published"))
    client = signed_in(commissioner_of(cumbria), question.asked_at + timedelta(hours=1))
    made = question.tender
    for name in ("tender_questions", "tender_history", "tender"):
        page = client.get(reverse(f"tenders:{name}", args=[cumbria.slug, made.pk])).content
        assert b"Curious Care" not in page
        assert str(question.asked_by).encode() not in page
