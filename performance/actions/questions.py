"""Questions about figures: the commissioner writes them, the provider answers them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from performance.models import CellQuestion, Figure, KpiReturn
from performance.models.question import said_of
from workflow.door import amend, begin, remove
from workflow.lifecycle import Actor, Refused


def ask_about(figure: Figure, question: str, *, by: Actor, at: datetime) -> CellQuestion:
    """Write a question about a figure of a certified return, or another wording of it.

    It is sent with the step `query`. Raises Refused where the return is not with the commissioner or
    nothing was written.
    """
    text = question.strip()
    if not text:
        raise Refused("Write your question.")
    written = unsent_about(figure)
    if written is not None:
        return amend(written, by=by, at=at, question=text)
    kpi_return = figure.kpi_return
    asked = CellQuestion(
        kpi_return=kpi_return,
        scheduled_id=figure.scheduled_id,
        area_id=figure.area_id,
        group_id=figure.group_id,
        question=text,
        upload=kpi_return.upload,
        asked_by=by,
    )
    asked.was = said_of(kpi_return.entries, asked.key)[:600]
    return begin(asked, by=by, at=at)


def unsent_about(figure: Figure) -> CellQuestion | None:
    """The question about a figure that is written and not sent."""
    same = CellQuestion.objects.filter(
        kpi_return=figure.kpi_return_id,
        scheduled=figure.scheduled_id,
        area=figure.area_id,
        group=figure.group_id,
        asked_at=None,
    )
    return same.select_related("kpi_return__agreement").first()


def withdraw(question: CellQuestion, *, by: Actor, at: datetime) -> None:
    """Remove a question that has not been sent. Raises Refused once it has."""
    remove(question, by=by, at=at)


def answer_questions(
    kpi_return: KpiReturn, answers: Mapping[int, str], *, by: Actor, at: datetime
) -> int:
    """Keep the provider's answers, by question; how many were given. All of them or none.

    A text left out or blank leaves the question as it is. Raises Refused where a question is settled
    or nothing was written.
    """
    given = {pk: text.strip() for pk, text in answers.items() if text.strip()}
    if not given:
        raise Refused("Write an answer to at least one question.")
    asked = kpi_return.questions.filter(pk__in=given).exclude(asked_at=None).order_by("pk")
    with transaction.atomic():
        for question in asked.select_related("kpi_return__agreement"):
            if question.answer != given[question.pk]:
                said = {"answer": given[question.pk], "answered_by": by, "answered_at": at}
                amend(question, by=by, at=at, **said)
    return len(given)
