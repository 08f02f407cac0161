"""Reading the answers beside the figures: out of the sheets that came back, or out of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from performance.answers import TYPED, Answer, Answers
from performance.questions import BY_IDENTIFIER, Question, Section, questions_in
from performance.workbook.definition import AnswerCol
from tabular.book import Book, Sheet
from tabular.cells import CellError, Uncalculated, Value, a1, shown
from tabular.findings import Finding, Severity

_WRITTEN = re.compile(r"-?£?-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_FINEST = 6


def number_in(value: Value | None) -> Decimal | None:
    """The number in a cell or a field, also as text ("£1,200.50"); None for anything else."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return round(Decimal(repr(value)), _FINEST)
    text = shown(value).replace(" ", "").removesuffix(".")
    return Decimal(re.sub("[£,]", "", text)) if _WRITTEN.fullmatch(text) else None


@dataclass(frozen=True)
class Came:
    """What stood in the place of one answer."""

    value: Value | None
    sheet: str
    cell: str

    @property
    def text(self) -> str:
        """As a person sees it, its lines kept."""
        return shown(self.value).replace("\r\n", "\n").replace("\r", "\n").strip()

    @property
    def is_broken(self) -> bool:
        """Whether it shows an error or a formula that was never worked out."""
        return isinstance(self.value, CellError | Uncalculated)


@dataclass(frozen=True)
class Told:
    """The answers of one sending over those before it.

    `cells` are by question; `came` are the sections it has a place for: what it does not say of
    others stays as it was. A blank cell leaves what was typed, a blank field takes it away.
    """

    sections: tuple[Section, ...]
    cells: Mapping[str, Came] = field(default_factory=dict)
    came: frozenset[Section] = frozenset()
    earlier: Answers = field(default_factory=Answers)
    is_form: bool = False
    part_way: bool = False
    lost: tuple[tuple[str, str], ...] = ()
    """Sheets without a column they were sent with, and the column."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """Those asked that this sending has a place for."""
        return questions_in(section for section in self.sections if section in self.came)

    @cached_property
    def answers(self) -> Answers:
        """What is said by it."""
        found: dict[str, Answer] = {}
        for question in questions_in(self.sections):
            answer = self._answer(question)
            if answer is not None:
                found[question.identifier] = answer
        return Answers(found)

    def _answer(self, question: Question) -> Answer | None:
        before, came = self.earlier.get(question), self.cells.get(question.identifier)
        if question.section not in self.came:
            return before
        said = "" if came is None else _plain(question, came)
        if not said:
            return before if before and before.was_typed and not self.is_form else None
        if before and before.said == said:
            return before
        place = TYPED if self.is_form or came is None else f"{came.sheet} {came.cell}"
        return Answer(said, place=place)

    def filled(self) -> Iterator[tuple[Question, Came]]:
        """The questions something stands beside, and what."""
        for question in self.questions:
            came = self.cells.get(question.identifier)
            if came is not None and came.text:
                yield question, came

    def number(self, identifier: str) -> Decimal | None:
        """The number answered to a question; None where there is none."""
        return number_in(self.answers.said(BY_IDENTIFIER[identifier]) or None)

    def says(
        self, question: Question, words: str, right: str = "", severity: Severity = Severity.BLOCKER
    ) -> Finding:
        """A finding at the place of an answer."""
        came = self.cells.get(question.identifier)
        return Finding(
            severity,
            sheet=came.sheet if came else (TYPED if self.is_form else question.section.value),
            cell=came.cell if came else "",
            message=f"{question.text} {words}"
            if question.text[-1] == "?"
            else f"{question.text}: {words}",
            value=came.text[:200] if came else "",
            right=right,
        )

    def asks(self, question: Question, words: str, explained_in: Question) -> Finding:
        """A finding that asks for the answer to another question; a note once that is given."""
        reason = self.answers.said(explained_in)
        if reason:
            return self.says(question, f"{words} Explained: “{reason}”", severity=Severity.NOTE)
        right = f"Correct it, or answer “{explained_in.text}”."
        return self.says(question, f"{words} {right}", right, Severity.QUERY)


def told_by_book(book: Book, sections: tuple[Section, ...], earlier: Answers | None = None) -> Told:
    """The answers in a workbook. A CSV has the figures alone, so it says nothing of any."""
    cells: dict[str, Came] = {}
    came: set[Section] = set()
    lost: list[tuple[str, str]] = []
    for section in sections if book.kind != "csv" else ():
        sheet = book.sheet(section)
        missing = _missing(sheet) if sheet else None
        if sheet is None:
            continue
        if missing:
            lost.append((sheet.name, missing))
            continue
        came.add(section)
        cells |= _cells(sheet)
    return Told(sections, cells, frozenset(came), earlier or Answers(), lost=tuple(lost))


def told_by_form(
    typed: Mapping[str, str],
    sections: tuple[Section, ...],
    earlier: Answers | None = None,
    *,
    part_way: bool = False,
) -> Told:
    """The answers typed into the form, by question."""
    cells = {
        question.identifier: Came(typed.get(question.identifier, ""), TYPED, field_of(question))
        for question in questions_in(sections)
    }
    earlier = earlier or Answers()
    return Told(sections, cells, frozenset(sections), earlier, is_form=True, part_way=part_way)


def field_of(question: Question) -> str:
    """What the field of a question is called in the form, and in findings about it: "Answer 3"."""
    return f"Answer {list(BY_IDENTIFIER).index(question.identifier) + 1}"


def _missing(sheet: Sheet) -> str:
    """The first column of those needed that a sheet has not; nothing where it has them."""
    if sheet.header_row((AnswerCol.ANSWER, AnswerCol.IDENTIFIER)):
        return ""
    return AnswerCol.ANSWER if not sheet.header_row((AnswerCol.ANSWER,)) else AnswerCol.IDENTIFIER


def _cells(sheet: Sheet) -> dict[str, Came]:
    header = sheet.header_row((AnswerCol.ANSWER, AnswerCol.IDENTIFIER)) or 0
    places = sheet.columns(header)
    answer, identifier = places[AnswerCol.ANSWER], places[AnswerCol.IDENTIFIER]
    found: dict[str, Came] = {}
    for row in range(header + 1, len(sheet.rows) + 1):
        name = shown(sheet.value(row, identifier)).strip()
        if name in BY_IDENTIFIER:
            found.setdefault(name, Came(sheet.value(row, answer), sheet.name, a1(row, answer)))
    return found


def _plain(question: Question, came: Came) -> str:
    """An answer as it is kept: a number in plain digits, or the words."""
    number = number_in(came.value) if question.is_number else None
    if number is None:
        return came.text
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
