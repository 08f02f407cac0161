"""What a return asks beside its figures, where the agreement asks for it: every question, once.

The sheets of the workbook, the reader of the file that comes back, the rules, the web form and the
pages that show the answers all go by this list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

#: Characters of an answer in words.
LONGEST_ANSWER = 2000
#: A larger number than this is a slip of the hand.
LARGEST_ANSWER = Decimal(999_999_999)
#: Spending further from its budget than this part of it is explained.
PART_TO_EXPLAIN = Decimal("0.1")
#: Vacancies may differ by this much from funded less filled posts: each is rounded.
ROUNDING = Decimal("0.1")


class Section(StrEnum):
    """What questions are about: the name of a sheet of the workbook, and of a part of the form."""

    NARRATIVE = "Narrative"
    WORKFORCE = "Workforce"
    FINANCE = "Finance"


class Kind(StrEnum):
    """What an answer is."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    MONEY = "money"


LEADS = {
    Section.NARRATIVE: "The period in your own words. Name no child and no family.",
    Section.WORKFORCE: "The people who give this service, on the last day of the period.",
    Section.FINANCE: "What this agreement cost, in pounds, VAT as in the agreement.",
}
_HOW = {
    Kind.WHOLE: "A whole number, 0 or more",
    Kind.DECIMAL: "A number with at most two decimals, 0 or more",
    Kind.MONEY: "Pounds, with pence if you like, 0 or more",
}


@dataclass(frozen=True)
class Question:
    """One question. Its identifier never changes: answers are kept by it."""

    identifier: str
    section: Section
    text: str
    kind: Kind = Kind.TEXT
    required: bool = True
    longest: int = LONGEST_ANSWER

    @property
    def is_number(self) -> bool:
        """Whether it is answered with a number."""
        return self.kind is not Kind.TEXT

    @property
    def how(self) -> str:
        """How to answer it: "Words, at most 2,000 characters. May be left blank."."""
        how = _HOW.get(self.kind, f"Words, at most {self.longest:,} characters")
        return f"{how}." if self.required else f"{how}. May be left blank."


#: Questions that rules compare with each other.
FUNDED, FILLED, VACANT = "workforce.funded", "workforce.filled", "workforce.vacancies"
SUPERVISED, TO_SUPERVISE = "workforce.supervised", "workforce.to-supervise"
WORKFORCE_NOTES = "workforce.notes"
BUDGET, SPENT, FORECAST = "finance.budget", "finance.spent", "finance.forecast"
VARIANCE = "finance.variance"

_N, _W, _F = Section
QUESTIONS: tuple[Question, ...] = (
    Question("narrative.well", _N, "What went well?"),
    Question("narrative.concern", _N, "What is a concern, and for whom?"),
    Question("narrative.plan", _N, "What will you do about it, and by when?"),
    Question("narrative.voice", _N, "What did children and families say, and what has changed since?"),
    Question(FUNDED, _W, "Funded posts (whole-time equivalent)", Kind.DECIMAL),
    Question(FILLED, _W, "Filled posts (whole-time equivalent)", Kind.DECIMAL),
    Question(VACANT, _W, "Vacant posts (whole-time equivalent)", Kind.DECIMAL),
    Question("workforce.leavers", _W, "People who left in the period", Kind.WHOLE),
    Question("workforce.sickness", _W, "Working days lost to sickness in the period", Kind.DECIMAL),
    Question("workforce.caseload", _W, "Caseload per whole-time equivalent", Kind.DECIMAL),
    Question(TO_SUPERVISE, _W, "Practitioners who need safeguarding supervision", Kind.WHOLE),
    Question(SUPERVISED, _W, "Of these, those for whom it is up to date", Kind.WHOLE),
    Question(WORKFORCE_NOTES, _W, "What explains these numbers?", required=False, longest=1000),
    Question(BUDGET, _F, "Budget for the period", Kind.MONEY),
    Question(SPENT, _F, "Spent in the period", Kind.MONEY),
    Question(FORECAST, _F, "Forecast spending for the financial year", Kind.MONEY),
    Question(VARIANCE, _F, "Why spending differs from the budget", required=False, longest=1000),
)  # fmt: skip

BY_IDENTIFIER = {question.identifier: question for question in QUESTIONS}


def sections_of(agreement: Any) -> tuple[Section, ...]:
    """What an agreement's returns tell beside figures."""
    asks = (agreement.asks_narrative, agreement.asks_workforce, agreement.asks_finance)
    return tuple(section for section, asked in zip(Section, asks, strict=True) if asked)


def questions_in(sections: Iterable[Section]) -> tuple[Question, ...]:
    """The questions of these sections, in order."""
    wanted = set(sections)
    return tuple(question for question in QUESTIONS if question.section in wanted)
