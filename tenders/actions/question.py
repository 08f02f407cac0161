"""Questions about a tender: a provider asks, the partnership answers, every provider reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from accounts.models import Organisation, User
from accounts.roles import PROVIDER_ROLES
from tenders.lifecycles.bid_states import LIVE
from tenders.models import Question, Tender
from workflow.door import amend, begin
from workflow.lifecycle import Refused
from workflow.notices import tell


def ask(tender: Tender, provider: Organisation, text: str, *, by: User, at: datetime) -> Question:
    """Ask a question. Raises Refused when it is empty or the time for questions has ended."""
    if not text.strip():
        raise Refused("Write your question.")
    question = Question(
        tender=tender, provider=provider, asked_by=by, text=text.strip(), asked_at=at
    )
    return begin(question, by=by, at=at)


def answer(question: Question, text: str, *, by: User, at: datetime) -> Question:
    """Answer a question, or better the answer; providers concerned with the tender are told.

    Nobody is told who asked. Raises Refused when the answer is empty.
    """
    if not text.strip():
        raise Refused("Write the answer. Every provider will read it.")
    with transaction.atomic():
        answered = amend(question, answer=text.strip(), answered_at=at, by=by, at=at)
        tender = answered.tender
        sentence = f"{tender}: a question about this tender was answered."
        concerned = [(person, sentence) for person in people_concerned(tender, at)]
        tell(tender, concerned, at=at, but=by)
    return answered


def people_concerned(tender: Tender, at: datetime) -> Iterator[User]:
    """The people of every provider that asked about the tender or has a bid for it."""
    providers = set(tender.questions.values_list("provider", flat=True))
    providers |= set(tender.bids.filter(state__in=LIVE).values_list("provider", flat=True))
    people = User.objects.filter(
        memberships__organisation__in=providers, memberships__role__in=sorted(PROVIDER_ROLES)
    )
    for person in people.distinct().prefetch_related("memberships"):
        if any(person.roles_in_organisation(provider, at) for provider in providers):
            yield person
