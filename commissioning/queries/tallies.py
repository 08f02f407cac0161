"""Counting what people answered: every percentage with its base, no response always apart.

Answers are counted by the database, in a number of queries that does not grow with them. Of a
consultation taken from papers the printed counts stand in their place, and printed percentages
beside what the counts give.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count

from commissioning.models import (
    Consultation,
    ConsultationOption,
    ConsultationQuestion,
    ConsultationReply,
)

Kind = ConsultationOption.Kind


@dataclass(frozen=True)
class Tally:
    """How many answered what, by role: as the database counted it.

    `responses` is by the id of the role (None: no role given); `replies` is by question, option
    (None: in words) and role.
    """

    responses: Mapping[int | None, int]
    replies: Mapping[tuple[int, int | None, int | None], int]

    @property
    def total(self) -> int:
        """All responses."""
        return sum(self.responses.values())


@dataclass(frozen=True)
class AnswerLine:
    """An answer with its count, its base and both in words: "76 of 111, 68.47%"."""

    label: str
    kind: str
    count: int | None
    base: int | None
    as_printed: str = ""
    share: Decimal | None = None
    option: int | None = None

    @property
    def percentage(self) -> str:
        """The share of the base, or nothing where there is none."""
        return "" if self.share is None else f"{self.share}%"

    @property
    def words(self) -> str:
        """What is known, never a percentage without its base."""
        if self.count is not None and self.share is not None:
            return f"{self.count} of {self.base}, {self.percentage}"
        if self.count is not None:
            return f"{self.count}" if self.base == 0 else f"{self.count} (the base is not known)"
        if self.as_printed:
            return f"{_short(self.as_printed)} as printed; the report gives no counts"
        return "Not given"

    @property
    def is_other(self) -> bool:
        """Whether it is what people said instead of the answers offered."""
        return self.kind == Kind.OTHER


@dataclass(frozen=True)
class QuestionTally:
    """A question with its answers, the points put together, its base and who did not answer it."""

    question: ConsultationQuestion
    answers: list[AnswerLine] = field(default_factory=list)
    together: list[AnswerLine] = field(default_factory=list)
    base: int | None = None
    no_response: int | None = None
    in_words: int | None = None
    counted: bool = False

    @property
    def base_words(self) -> str:
        """What the percentages are of."""
        if self.base is None:
            return ""
        if self.question.silent_in_base:
            return (
                f"Percentages are of {self.base}: the report counts those who gave no answer too."
            )
        return f"Percentages are of the {self.base} who answered."


def tally_of(consultation: Consultation) -> Tally:
    """Count every response and reply of a consultation: two queries, however many there are."""
    responses = consultation.responses.order_by().values_list("role").annotate(n=Count("pk"))
    replies = (
        ConsultationReply.objects.filter(response__consultation=consultation)
        .order_by()
        .values_list("question", "option", "response__role")
        .annotate(n=Count("pk"))
    )
    return Tally(dict(responses), {(q, o, role): n for q, o, role, n in replies})


def questions_of(consultation: Consultation, tally: Tally | None = None) -> list[QuestionTally]:
    """Each question with its answers counted against those who answered it."""
    tally = tally or tally_of(consultation)
    asked = consultation.questions.prefetch_related("options")
    return [_counted(q, tally) if tally.total else _printed(q) for q in asked]


def percentage(count: int, base: int) -> Decimal:
    """A share of a base in per cent, to two decimals, halves up: 68.47."""
    return (Decimal(count) * 100 / Decimal(base)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def by_option(
    question: ConsultationQuestion, tally: Tally, roles: Iterable[int | None] | None = None
) -> dict[int, int]:
    """How many chose each option: everybody, or only those in these roles."""
    wanted = None if roles is None else set(roles)
    found: dict[int, int] = defaultdict(int)
    if question.is_role:
        for role, number in tally.responses.items():
            if role is not None:
                found[role] += number
        return found
    for (asked, option, role), number in tally.replies.items():
        if asked == question.pk and option is not None and (wanted is None or role in wanted):
            found[option] += number
    return found


def lines_of(options: Sequence[ConsultationOption], counts: Mapping[int, int]) -> list[AnswerLine]:
    """Counted answers as lines, with the base they share."""
    base = sum(counts.get(option.pk, 0) for option in options)
    return [_line(option, counts.get(option.pk, 0), base) for option in options]


def _counted(question: ConsultationQuestion, tally: Tally) -> QuestionTally:
    if question.is_open:
        written = sum(n for (asked, _, _), n in tally.replies.items() if asked == question.pk)
        silent = tally.total - written
        return QuestionTally(question, no_response=silent, in_words=written, counted=True)
    options = [o for o in question.options.all() if o.kind != Kind.NO_RESPONSE]
    answers = lines_of(options, by_option(question, tally))
    base = sum(line.count or 0 for line in answers)
    return QuestionTally(
        question, answers, _together(question, answers), base, tally.total - base, counted=True
    )


def _printed(question: ConsultationQuestion) -> QuestionTally:
    given = list(question.options.all())
    said = [o for o in given if o.kind != Kind.NO_RESPONSE]
    silent = [o.printed_count for o in given if o.kind == Kind.NO_RESPONSE]
    counts = [o.printed_count for o in said]
    known = [count for count in counts if count is not None]
    base = sum(known) if known and len(known) == len(said) else None
    no_response = next((count for count in silent if count is not None), None)
    if base is not None and question.silent_in_base:
        base = None if no_response is None else base + no_response
    answers = [_line(option, option.printed_count, base) for option in said]
    return QuestionTally(question, answers, _together(question, answers), base, no_response)


def _line(option: ConsultationOption, count: int | None, base: int | None) -> AnswerLine:
    printed = "" if option.printed_percentage is None else f"{option.printed_percentage:f}%"
    share = percentage(count, base) if count is not None and base else None
    return AnswerLine(option.label, option.kind, count, base, printed, share, option.pk)


def _together(question: ConsultationQuestion, answers: Sequence[AnswerLine]) -> list[AnswerLine]:
    points = [line for line in answers if line.kind == Kind.ANSWER]
    first, last = question.first_together, question.last_together
    ends = [(question.first_words, points[:first])]
    ends += [(question.last_words, points[-last:] if last else [])]
    return [_sum(words, lines) for words, lines in ends if lines]


def _sum(words: str, lines: Sequence[AnswerLine]) -> AnswerLine:
    counts = [line.count for line in lines if line.count is not None]
    base = lines[0].base
    count = sum(counts) if len(counts) == len(lines) else None
    share = percentage(count, base) if count is not None and base else None
    return AnswerLine(words, Kind.ANSWER, count, base, share=share)


def _short(printed: str) -> str:
    return printed.replace(".00%", "%")
