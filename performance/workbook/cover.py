"""The sheets around the figures: the cover, the questions, and the guidance made from the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from performance.questions import (
    LARGEST_ANSWER,
    LEADS,
    Kind,
    Question,
    Section,
    questions_in,
)
from performance.workbook.definition import CHECK, SHEET, AnswerCol, Asked
from performance.workbook.left_to_do import LOOK, TO_DO
from performance.workbook.return_sheet import FIRST_ROW, letter
from tabular import plans
from tabular.plans import Column, Content, Formula, PlannedRow, SheetPlan
from workflow import words

COVER_SHEET, GUIDANCE_SHEET = "Start here", "Guidance"
_KINDS = {
    Kind.TEXT: plans.Kind.TEXT,
    Kind.WHOLE: plans.Kind.WHOLE,
    Kind.DECIMAL: plans.Kind.NUMBER,
    Kind.MONEY: plans.Kind.NUMBER,
}
_SEND = (
    "Save the workbook as it is and send it on the page it came from. Every mistake is shown at once, "
    "with its cell, and nothing is submitted until it has been certified."
)


@dataclass(frozen=True)
class Cover:
    """What stands on the cover beside what is asked: who does what, and what was told already."""

    preparers: tuple[str, ...] = ()
    certifiers: tuple[str, ...] = ()
    one_person: bool = False
    told: Mapping[str, str] = field(default_factory=dict)
    """Answers given so far, by question."""


def cover_sheet(asked: Asked, cover: Cover, figures: SheetPlan) -> SheetPlan:
    """What this return is, what is to be filled in, who certifies it and how it is sent."""
    rows = [(what, said) for what, said in _facts(asked, cover, figures) if said]
    return SheetPlan(
        name=COVER_SHEET,
        columns=(Column("This return", 26), Column("In words", 96)),
        rows=tuple(PlannedRow(row) for row in rows),
        title=f"KPI return: {asked.heading}",
        guidance="Read this sheet first, then fill in the yellow cells of the sheets that follow.",
        table="About_this_return",
    )


def question_sheets(asked: Asked, cover: Cover) -> Iterator[SheetPlan]:
    """A sheet for each section asked beside the figures."""
    for section in asked.sections:
        questions = questions_in((section,))
        yield SheetPlan(
            name=section,
            columns=_QUESTION_COLUMNS,
            rows=tuple(
                _asked_in_a_row(one, cover.told.get(one.identifier, "")) for one in questions
            ),
            title=f"{section}: {asked.heading}",
            guidance=f"{LEADS[section]} Answer in the yellow cells.",
            table=f"{section}_answers",
        )


def guidance_sheet(asked: Asked, rules: Sequence[str]) -> SheetPlan:
    """How to fill the workbook in: the rules it is checked by, and the cohorts of its KPIs."""
    cohorts = dict.fromkeys(
        (f"Who is counted: {line.name}", line.definition.cohort_rule)
        for line in asked.lines
        if line.definition.cohort_rule
    )
    rows = [*_HOW_TO_FILL, *((f"Rule {n}", rule) for n, rule in enumerate(rules, 1)), *cohorts]
    return SheetPlan(
        name=GUIDANCE_SHEET,
        columns=(Column("About", 34), Column("Guidance", 88)),
        rows=tuple(PlannedRow(row) for row in rows),
        title="How to fill in this workbook",
        guidance="The rules are those the file is checked by when you send it.",
        table="Guidance_rows",
    )


_HOW_TO_FILL = (
    ("Yellow cells", "Type in the yellow cells alone. Other cells are locked: they were agreed."),
    ("Blank and nil", "A blank is not a nil. If there was truly none, enter 0 and choose Nil."),
    (
        "Not available",
        "Choose Not available or Not applicable, leave the numbers blank and give the reason.",
    ),
    ("Period before", "What you stand by for the period before, to compare with."),
    (
        "Check",
        f"“{TO_DO}” says what is still blank; “{LOOK}” what cannot be right. Sending checks more.",
    ),
    ("Copying", "Paste values only (Paste special), so that the cells keep what they take."),
)
#: Lines that an answer in words has room for before its row grows.
_ROOM = 6
_QUESTION_COLUMNS = (
    Column(AnswerCol.QUESTION, 44),
    Column(AnswerCol.HOW, 28),
    Column(AnswerCol.ANSWER, 80, unlocked=True),
    Column(AnswerCol.IDENTIFIER, 8, hidden=True),
)


def _asked_in_a_row(question: Question, told: str) -> PlannedRow:
    said: Content = Decimal(told) if told and question.is_number else told or None
    cell = Column(
        AnswerCol.ANSWER, 80, _KINDS[question.kind], unlocked=True,
        minimum=0 if question.is_number else None,
        maximum=int(LARGEST_ANSWER) if question.is_number else None,
        longest=None if question.is_number else question.longest,
        prompt_title="Answer", prompt=question.how,
    )  # fmt: skip
    values = (question.text, question.how, said, question.identifier)
    return PlannedRow(values, {2: cell}, lines=1 if question.is_number else _ROOM)


def _facts(asked: Asked, cover: Cover, figures: SheetPlan) -> Iterator[tuple[str, Content]]:
    yield "Agreement", f"{asked.agreement} {asked.title}"
    yield "Lot", asked.lot
    yield "Provider", asked.provider
    yield "Commissioned by", asked.partnership
    yield "Period", f"{asked.period_in_words} ({asked.period})"
    yield "Due by", words.day(asked.due_on)
    yield "Version", f"{asked.version}: a correction" if asked.version > 1 else ""
    yield "Final return", "Yes: no return follows it." if asked.is_final else "No"
    yield "Who prepares it", _names(cover.preparers)
    yield "Who may certify it", _names(cover.certifiers)
    yield "Two people", _two_people(cover)
    sheets = ", ".join(f"“{name}”" for name in (SHEET, *asked.sections))
    yield "To be filled in", f"The yellow cells of {sheets}: {_quantity(asked)}"
    yield from _progress(figures)
    yield "Not at hand?", _without_a_sheet(asked.sections)
    yield "How to send it", _SEND


def _names(names: Sequence[str]) -> str:
    return ", ".join(names)


def _two_people(cover: Cover) -> str:
    if not cover.certifiers:
        return ""
    if cover.one_person:
        return "One person may both prepare and certify this return."
    return "Somebody else than who sends it certifies it."


def _quantity(asked: Asked) -> str:
    count = len(asked.slots)
    questions = len(questions_in(asked.sections))
    more = f", and {questions} questions" if questions else ""
    return f"{count:,} row{'' if count == 1 else 's'} of figures{more}."


def _without_a_sheet(sections: Sequence[Section]) -> str:
    if not sections:
        return ""
    return "Questions can also be answered in the form on the return's page, by another person."


def _progress(figures: SheetPlan) -> Iterator[tuple[str, Content]]:
    """How many rows are left, counted by the spreadsheet program as they are filled in."""
    last = [row.values[-1] for row in figures.rows]
    said = [value.value for value in last if isinstance(value, Formula)]
    if not said:
        return
    column = letter(CHECK)
    cells = f"{SHEET}!${column}${FIRST_ROW}:${column}${FIRST_ROW + len(said) - 1}"
    for name, mark in (("Rows still to do", TO_DO), ("Rows to look at again", LOOK)):
        count = sum(str(value).startswith(mark) for value in said)
        yield name, Formula(f'=COUNTIF({cells},"{mark}*")', count)
