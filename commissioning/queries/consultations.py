"""Reading consultations: percentages never without their base."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Prefetch

from commissioning.models import (
    Clause,
    Consultation,
    ConsultationAnswer,
    ConsultationFinding,
    ConsultationQuestion,
)

Kind = ConsultationAnswer.Kind


@dataclass(frozen=True)
class AnswerLine:
    """An answer in words: "68.47% (76 of 111 who answered)"."""

    label: str
    count: int | None
    words: str
    as_printed: str


@dataclass(frozen=True)
class QuestionTable:
    """A question, its answers, and how many did not answer it."""

    question: ConsultationQuestion
    answers: list[AnswerLine]
    base: int | None
    no_response: int | None


def questions_of(consultation: Consultation) -> list[QuestionTable]:
    """Each question with its answers counted against those who answered it."""
    return [_table(q) for q in consultation.questions.prefetch_related("answers")]


def findings_of(consultation: Consultation) -> list[ConsultationFinding]:
    """What people said, with the clauses that answer it."""
    clauses = Clause.objects.select_related("specification__partnership")
    return list(consultation.findings.prefetch_related(Prefetch("clauses", clauses)))


def percentage(count: int, base: int) -> str:
    """A share of a base to two decimals: "68.47%"."""
    share = (Decimal(count) * 100 / Decimal(base)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{share}%"


def _table(question: ConsultationQuestion) -> QuestionTable:
    given = list(question.answers.all())
    said = [a for a in given if a.kind != Kind.NO_RESPONSE]
    silent = [a.count for a in given if a.kind == Kind.NO_RESPONSE and a.count is not None]
    counts = [a.count for a in said if a.count is not None]
    base = sum(counts) if counts and len(counts) == len(said) else None
    lines = [_line(answer, base) for answer in said]
    return QuestionTable(question, lines, base, sum(silent) if silent else None)


def _line(answer: ConsultationAnswer, base: int | None) -> AnswerLine:
    printed = "" if answer.printed_percentage is None else f"{answer.printed_percentage}%"
    if answer.count is not None and base:
        words = f"{percentage(answer.count, base)} ({answer.count} of {base} who answered)"
    elif answer.count is not None:
        words = f"{answer.count} (the base is not known)"
    elif printed:
        words = f"{_short(answer.printed_percentage)} as printed; the paper gives no counts"
    else:
        words = "Not given"
    return AnswerLine(answer.label, answer.count, words, printed)


def _short(share: Decimal | None) -> str:
    return f"{share:f}".removesuffix(".00") + "%"
