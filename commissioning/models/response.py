"""What people answered: lean rows without anything that says who they are.

A response is no Record: it is written in thousands by a step of its consultation, whose audit
entry says who loaded how many from which file, and never what anybody said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from commissioning.personal_data import in_words
from workflow.lifecycle import Refused

BATCH = 1000


class ConsultationResponse(models.Model):
    """One person's response: in which role, taken in when, from which file if any.

    `role` is one of the answers to the consultation's question about roles; empty when none was
    given.
    """

    consultation = models.ForeignKey(
        "commissioning.Consultation", on_delete=models.CASCADE, related_name="responses"
    )
    role = models.ForeignKey(
        "commissioning.ConsultationOption",
        null=True,
        on_delete=models.PROTECT,
        related_name="responses",
    )
    file = models.ForeignKey(
        "commissioning.ResponseFile", null=True, on_delete=models.PROTECT, related_name="loaded"
    )
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Response {self.pk}"


class ConsultationReply(models.Model):
    """The answer of one response to one question: an option, or words. No row is no response."""

    response = models.ForeignKey(
        ConsultationResponse, on_delete=models.CASCADE, related_name="replies", db_index=False
    )
    question = models.ForeignKey(
        "commissioning.ConsultationQuestion", on_delete=models.PROTECT, related_name="replies"
    )
    option = models.ForeignKey(
        "commissioning.ConsultationOption",
        null=True,
        on_delete=models.PROTECT,
        related_name="replies",
    )
    words = models.TextField(blank=True)
    taken_out = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "consultation replies"
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="one_reply_each")
        ]

    def __str__(self) -> str:
        return f"Reply {self.pk}"


@dataclass(frozen=True)
class GivenResponse:
    """A response before it is kept.

    `role` is the id of a role or None; `given` has, by the id of each question answered, the id of
    the option chosen or the words written.
    """

    role: int | None
    given: Mapping[int, int | str]

    def to_json(self) -> list[Any]:
        """As it waits in a checked file."""
        return [self.role, {str(question): answer for question, answer in self.given.items()}]

    @classmethod
    def from_json(cls, stored: list[Any]) -> GivenResponse:
        """What `to_json` made."""
        role, given = stored
        return cls(role, {int(question): answer for question, answer in given.items()})


def write_responses(
    consultation: Any, given: Iterable[GivenResponse], *, at: datetime, file: Any = None
) -> None:
    """Keep responses, in the transaction of a step of their consultation.

    Raises Refused for an answer that is none of its question's, for one that holds personal data,
    and for a response that says nothing at all.
    """
    rows = list(given)
    _refuse_strange(consultation, rows)
    responses = ConsultationResponse.objects.bulk_create(
        [
            ConsultationResponse(
                consultation=consultation, role_id=row.role, file=file, taken_at=at
            )
            for row in rows
        ],
        batch_size=BATCH,
    )
    ConsultationReply.objects.bulk_create(
        [
            _reply(response, question, answer)
            for response, row in zip(responses, rows, strict=True)
            for question, answer in row.given.items()
        ],
        batch_size=BATCH,
    )


def blank_words(consultation: Any, reply: Any) -> None:
    """Take an answer in words out for good. Raises Refused when there is none to take out."""
    kept = ConsultationReply.objects.filter(
        pk=reply, response__consultation=consultation, taken_out=False
    ).exclude(words="")
    if not kept.update(words="", taken_out=True):
        raise Refused("That answer has been taken out already.")


def _reply(response: ConsultationResponse, question: int, answer: int | str) -> ConsultationReply:
    if isinstance(answer, str):
        return ConsultationReply(response=response, question_id=question, words=answer)
    return ConsultationReply(response=response, question_id=question, option_id=answer)


def _refuse_strange(consultation: Any, rows: list[GivenResponse]) -> None:
    """Every answer belongs to its question, and every question to the consultation."""
    options: dict[int, set[int] | None] = {}
    roles: set[int] = set()
    for question in consultation.questions.prefetch_related("options"):
        ids = {option.pk for option in question.options.all() if not option.is_no_response}
        if question.is_role:
            roles = ids
        else:
            options[question.pk] = None if question.is_open else ids
    for row in rows:
        if row.role is None and not row.given:
            raise Refused("Answer at least one question.")
        if row.role is not None and row.role not in roles:
            raise Refused("Choose a role of this consultation.")
        for question_id, answer in row.given.items():
            if question_id not in options or not _fits(answer, options[question_id]):
                raise Refused("Choose an answer of this consultation.")
            _refuse_personal(answer)


def _fits(answer: int | str, options: set[int] | None) -> bool:
    """Whether an answer is one of the options; words, where there are none to choose from."""
    return isinstance(answer, str) if options is None else answer in options


def _refuse_personal(answer: int | str) -> None:
    found = in_words(answer) if isinstance(answer, str) else []
    if found:
        raise Refused(*(f"An answer holds {what}. Take it out: it is not kept." for what in found))
