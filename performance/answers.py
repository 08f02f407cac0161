"""What a return says beside its figures: answers by question, each with where it came from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from performance.entries import NONE
from performance.questions import BY_IDENTIFIER, Question, Section, questions_in

#: Where an answer stood that was typed into the form.
TYPED = "Web form"


@dataclass(frozen=True)
class Answer:
    """One answer: as text, a number in plain digits; the sending it came by, and its cell there."""

    said: str
    upload: int = NONE
    place: str = TYPED

    @property
    def was_typed(self) -> bool:
        """Whether it came by the form."""
        return self.place == TYPED


@dataclass(frozen=True)
class Answers:
    """Answers by the identifiers of their questions. A question without one is not among them."""

    given: Mapping[str, Answer] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.given)

    def __iter__(self) -> Iterator[tuple[Question, Answer]]:
        for identifier, question in BY_IDENTIFIER.items():
            if identifier in self.given:
                yield question, self.given[identifier]

    def get(self, question: Question) -> Answer | None:
        """The answer to a question, if there is one."""
        return self.given.get(question.identifier)

    def said(self, question: Question) -> str:
        """What was answered; nothing where nothing was."""
        answer = self.get(question)
        return answer.said if answer else ""

    def without(self, questions: Iterable[Question]) -> list[Question]:
        """Those of these questions that want an answer and have none."""
        return [one for one in questions if one.required and not self.said(one)]

    def gaps(self, sections: Iterable[Section]) -> list[str]:
        """A sentence for each of these sections that has questions without their answers."""
        missing = [(one, self.without(questions_in((one,)))) for one in sections]
        how = "Answer them on the return's page, or in the workbook and send it."
        return [f"{_open(section, questions)} {how}" for section, questions in missing if questions]

    def of_upload(self, upload: int) -> Answers:
        """The same, with the sending written to the answers that came by it (those without one)."""
        came = {
            name: replace(answer, upload=upload) if answer.upload == NONE else answer
            for name, answer in self.given.items()
        }
        return Answers(came)

    def to_json(self) -> dict[str, list[str | int]]:
        """A plain mapping for a JSON column."""
        return {name: [a.said, a.upload, a.place] for name, a in self.given.items()}

    @classmethod
    def from_json(cls, kept: Mapping[str, tuple[str, int, str]]) -> Answers:
        """The answers that `to_json` kept; those to questions nobody asks any more are left out."""
        return cls({name: Answer(*kept[name]) for name in BY_IDENTIFIER if name in kept})

    def digest(self) -> str:
        """SHA-256 of what is said to which question."""
        said = {name: answer.said for name, answer in self.given.items()}
        text = json.dumps(said, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def _open(section: Section, questions: list[Question]) -> str:
    first, more = questions[0].text, len(questions) - 1
    others = f" and {more} more" if more else ""
    return f"{section}: “{first}”{others} still to be answered."


def in_words(question: Question, said: str) -> str:
    """An answer as a page shows it: £1,200.50, 12.5, or the words."""
    if not question.is_number or not said:
        return said
    number = Decimal(said)
    if question.kind == "money":
        return f"£{number:,.2f}".removesuffix(".00")
    return f"{number:,}"
