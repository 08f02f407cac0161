"""Planning a consultation: its questions with their answers, its figures as printed, its findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from commissioning.actions.response_sheets import says_nothing
from commissioning.models import (
    Consultation,
    ConsultationFinding,
    ConsultationOption,
    ConsultationQuestion,
    FindingSource,
    Outcome,
)
from workflow.door import amend, begin, remove
from workflow.lifecycle import Actor, Refused

Kind = ConsultationQuestion.Kind
OptionKind = ConsultationOption.Kind
OTHER = "Other"
NO_RESPONSE = "No response"


@transaction.atomic
def ask(
    question: ConsultationQuestion,
    *,
    answers: Sequence[str] = (),
    other: bool = False,
    by: Actor,
    at: datetime,
) -> ConsultationQuestion:
    """Add a question to a planned consultation, after those it has.

    `answers` are what people choose from, in order (points of a scale from one end to the other);
    with `other` they may also say something else. A vote on outcomes offers the partnership's own.
    """
    last = question.consultation.questions.order_by("-order").first()
    question.order = last.order + 1 if last else 1
    _refuse_mismatch(question, answers)
    made = begin(question, by=by, at=at)
    _write_options(made, answers, other, by, at)
    return made


@transaction.atomic
def ask_otherwise(
    question: ConsultationQuestion,
    *,
    answers: Sequence[str] = (),
    other: bool = False,
    by: Actor,
    at: datetime,
    **fields: Any,
) -> ConsultationQuestion:
    """Change a question, and what people choose from, while its consultation is planned."""
    fresh = amend(question, by=by, at=at, **fields)
    _refuse_mismatch(fresh, answers)
    _write_options(fresh, answers, other, by, at)
    return fresh


@transaction.atomic
def write_printed(
    question: ConsultationQuestion,
    printed: Mapping[int, tuple[int | None, Decimal | None]],
    *,
    no_response: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Write what a printed report says: count and percentage by the id of each answer.

    Those who gave no answer are an entry of their own, apart from every answer and from "other".
    """
    options = list(question.options.all())
    for option in options:
        if option.pk in printed:
            count, share = printed[option.pk]
            amend(option, by=by, at=at, printed_count=count, printed_percentage=share)
    silent = next((o for o in options if o.kind == OptionKind.NO_RESPONSE), None)
    if silent is not None:
        amend(silent, by=by, at=at, printed_count=no_response)
    elif no_response is not None:
        made = ConsultationOption(
            question=question,
            label=NO_RESPONSE,
            kind=OptionKind.NO_RESPONSE,
            printed_count=no_response,
            order=len(options),
        )
        begin(made, by=by, at=at)


@transaction.atomic
def write_finding(
    finding: ConsultationFinding,
    questions: Iterable[ConsultationQuestion],
    *,
    by: Actor,
    at: datetime,
) -> ConsultationFinding:
    """Write what people said, with the questions it came from."""
    finding.order = finding.consultation.findings.count()
    made = begin(finding, by=by, at=at)
    _tie(made, questions, by, at)
    return made


@transaction.atomic
def rewrite_finding(
    finding: ConsultationFinding,
    questions: Iterable[ConsultationQuestion],
    *,
    by: Actor,
    at: datetime,
    **fields: Any,
) -> ConsultationFinding:
    """Change a finding and the questions it came from, until it is reported."""
    fresh = amend(finding, by=by, at=at, **fields)
    _tie(fresh, questions, by, at)
    return fresh


def outcomes_to_vote_on(consultation: Consultation) -> list[Outcome]:
    """The partnership's outcomes, of its frameworks that have not ended; each name once."""
    found = consultation.partnership.outcomes.filter(framework__until_day=None)
    return list({outcome.name: outcome for outcome in found}.values())


def _refuse_mismatch(question: ConsultationQuestion, answers: Sequence[str]) -> None:
    offered = [answer.casefold() for answer in answers]
    if len(set(offered)) != len(offered):
        raise Refused("The same answer stands there twice. Leave one of them out.")
    if silent := [answer for answer in answers if says_nothing(answer)]:
        raise Refused(f"Leave out “{silent[0]}”: whoever answers nothing is counted apart.")
    if question.kind == Kind.OPEN and answers:
        raise Refused("A question answered in words has no answers to choose from.")
    if question.kind == Kind.OUTCOME:
        if answers:
            raise Refused("Leave the answers empty: people choose one of our outcomes.")
        if not outcomes_to_vote_on(question.consultation):
            raise Refused("Record the partnership's outcomes first.")
    if question.first_together + question.last_together > len(answers):
        raise Refused("More points are put together than the scale has.")


def _write_options(
    question: ConsultationQuestion, answers: Sequence[str], other: bool, by: Actor, at: datetime
) -> None:
    """Make the answers to choose from what they should be; those that stay keep their place."""
    wanted: dict[str, tuple[str, Outcome | None]] = dict.fromkeys(
        answers, (OptionKind.ANSWER, None)
    )
    if question.kind == Kind.OUTCOME:
        outcomes = outcomes_to_vote_on(question.consultation)
        wanted = {outcome.name: (OptionKind.ANSWER, outcome) for outcome in outcomes}
    if other and question.kind != Kind.OPEN:
        wanted.setdefault(OTHER, (OptionKind.OTHER, None))
    known = {option.label: option for option in question.options.all()}
    for label, option in known.items():
        if label not in wanted and option.kind != OptionKind.NO_RESPONSE:
            remove(option, by=by, at=at)
    for order, (label, (kind, outcome)) in enumerate(wanted.items()):
        if label in known:
            amend(known[label], by=by, at=at, kind=kind, outcome=outcome, order=order)
        else:
            made = ConsultationOption(
                question=question, label=label, kind=kind, outcome=outcome, order=order
            )
            begin(made, by=by, at=at)


def _tie(
    finding: ConsultationFinding,
    questions: Iterable[ConsultationQuestion],
    by: Actor,
    at: datetime,
) -> None:
    wanted = {question.pk: question for question in questions}
    known = {source.question_id: source for source in finding.sources.all()}
    for pk, source in known.items():
        if pk not in wanted:
            remove(source, by=by, at=at)
    for pk, question in wanted.items():
        if pk not in known:
            begin(FindingSource(finding=finding, question=question), by=by, at=at)
