"""What a return tells beside its figures, for a page, a document and the cover of the workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.roles import Role
from performance.answers import Answer, Answers, in_words
from performance.models import KpiReturn, Upload
from performance.questions import LEADS, Question, Section, questions_in, sections_of
from performance.workbook.cover import Cover
from workflow.calendar import london_date


@dataclass(frozen=True)
class ToldRow:
    """One question with what was answered, and where that came from."""

    question: Question
    answer: Answer | None
    upload: Upload | None

    @property
    def said(self) -> str:
        """The answer in words."""
        return in_words(self.question, self.answer.said) if self.answer else ""

    @property
    def came_from(self) -> str:
        """ "Narrative C4 of return.xlsx", or who typed it."""
        if self.answer is None or self.upload is None:
            return ""
        if self.answer.was_typed:
            return f"Typed by {self.upload.sent_by}"
        return f"{self.answer.place} of {self.upload.file.name}"


@dataclass(frozen=True)
class ToldSection:
    """The questions of one section with their answers."""

    section: Section
    rows: tuple[ToldRow, ...]

    @property
    def lead(self) -> str:
        """What its questions are about."""
        return LEADS[self.section]


def told_by(kpi_return: KpiReturn) -> list[ToldSection]:
    """What a return tells beside its figures, or is asked to tell; nothing where nothing is asked."""
    told = kpi_return.told
    answered = {question.section for question, _answer in told}
    sections = [
        one for one in Section if one in answered or one in sections_of(kpi_return.agreement)
    ]
    uploads = _uploads(told)
    return [ToldSection(one, tuple(_rows(questions_in((one,)), told, uploads))) for one in sections]


def questions_left(kpi_return: KpiReturn) -> int:
    """How many questions still want their answer, by what was told so far."""
    asked = questions_in(sections_of(kpi_return.agreement))
    return len(kpi_return.told_so_far().without(asked))


def cover_of(kpi_return: KpiReturn, at: datetime | None = None) -> Cover:
    """The cover of a return's workbook: people at a moment, and what was told so far."""
    told = {question.identifier: a.said for question, a in kpi_return.told_so_far()}
    one_person = kpi_return.agreement.one_person_may_certify
    if at is None:
        return Cover(one_person=one_person, told=told)
    return Cover(
        _people(kpi_return, Role.PREPARER, at),
        _people(kpi_return, Role.CERTIFIER, at),
        one_person,
        told,
    )


def _people(kpi_return: KpiReturn, role: Role, at: datetime) -> tuple[str, ...]:
    held = kpi_return.agreement.provider.memberships.filter(role=role).select_related("person")
    day = london_date(at)
    return tuple(sorted({one.person.name for one in held if one.holds_on(day)}))


def _uploads(told: Answers) -> dict[int, Upload]:
    keys = {answer.upload for _question, answer in told}
    if not keys:
        return {}
    return Upload.objects.select_related("file", "sent_by").in_bulk(keys)


def _rows(
    questions: Iterable[Question], told: Answers, uploads: dict[int, Upload]
) -> list[ToldRow]:
    answers = [(question, told.get(question)) for question in questions]
    return [ToldRow(q, a, uploads.get(a.upload) if a else None) for q, a in answers]
