"""The sheet of responses: one definition writes the template and reads what comes back.

One row is one response, one column one question. A finding names its cell and never repeats what
stood in it: in the wrong column that may be somebody's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commissioning.models import (
    Consultation,
    ConsultationOption,
    ConsultationQuestion,
    GivenResponse,
)
from commissioning.personal_data import in_header, in_words
from tabular.book import Book, Sheet
from tabular.cells import CellError, Uncalculated, Value, a1, shown
from tabular.findings import Finding, Severity, ordered
from tabular.plans import Column, SheetPlan, WorkbookPlan
from tabular.writing import csv_bytes, workbook_bytes

SHEET = "Responses"
LONGEST = 4000
MOST_FINDINGS = 500
_HEADERS_WITHIN = 20
_SILENT = frozenset({"no response", "no answer", "not answered"})
_TAKE_OUT = "Nothing that says who answered is kept."


@dataclass(frozen=True)
class Asked:
    """A question as a column: its number and what may stand under it."""

    number: int
    question: ConsultationQuestion
    options: dict[str, ConsultationOption]

    @property
    def header(self) -> str:
        """The column's header in the template: "Q2 Do you agree with the aims?"."""
        return f"Q{self.number} {self.question.text}"

    def is_named(self, header: str) -> bool:
        """Whether a header is this question: by number, by text, or by both."""
        number = f"q{self.number}"
        return _plain(header) in {
            number,
            _plain(self.question.text),
            _plain(self.header),
            _plain(f"{number}. {self.question.text}"),
            _plain(f"{number}: {self.question.text}"),
        }


@dataclass(frozen=True)
class ReadResponses:
    """What a file says, and what is wrong with it."""

    responses: Sequence[GivenResponse]
    findings: Sequence[Finding]

    @property
    def can_be_loaded(self) -> bool:
        """Whether nothing stands in the way."""
        return bool(self.responses) and not any(finding.stops for finding in self.findings)


def columns_of(consultation: Consultation) -> list[Asked]:
    """Its questions as columns, in order."""
    questions = consultation.questions.prefetch_related("options")
    return [
        Asked(
            number,
            question,
            {_plain(o.label): o for o in question.options.all() if not o.is_no_response},
        )
        for number, question in enumerate(questions, 1)
    ]


def template_csv(consultation: Consultation) -> bytes:
    """The headers alone, as CSV."""
    return csv_bytes([[asked.header for asked in columns_of(consultation)]])


def template_workbook(consultation: Consultation) -> bytes:
    """A workbook to type responses into, with the answers to choose from as drop-downs."""
    columns = [
        Column(
            asked.header,
            width=30,
            unlocked=True,
            choices=tuple(option.label for option in asked.options.values()),
        )
        for asked in columns_of(consultation)
    ]
    plan = WorkbookPlan(
        template="consultation responses",
        version="1",
        title=consultation.title,
        instructions=(
            "One row is one response, one column one question.",
            "Leave a cell empty where somebody gave no answer.",
            "Write no name, e-mail address, telephone number, address, postcode or birthday.",
            "Write none of these within an answer in words either.",
        ),
        sheets=(SheetPlan(SHEET, tuple(columns), blank_rows=1000),),
        protected=False,
    )
    return workbook_bytes(plan)


def read_responses(book: Book, consultation: Consultation) -> ReadResponses:
    """Every response in a file that was read, and everything wrong with it at once."""
    columns = columns_of(consultation)
    sheet, row = _headed(book, columns)
    if sheet is None:
        return ReadResponses([], [_stop("", "", _NO_HEADERS), *_personal_columns(book)])
    found = [*book.notes, *_not_read(book, sheet)]
    placed = _placed(sheet, row, columns, found)
    responses = []
    for number in range(row + 1, len(sheet.rows) + 1):
        given = _response(sheet, number, placed, found)
        if given is not None:
            responses.append(given)
    if not responses:
        found.append(_stop(sheet.name, "", "There is no response under the headers."))
    return ReadResponses(responses, shortened(found))


_NO_HEADERS = (
    "No column is headed like a question of this consultation. Download the template, put the "
    "responses under its headers and send that."
)


def says_nothing(text: str) -> bool:
    """Whether these words stand, in a cell, for no answer."""
    return _plain(text) in _SILENT


def shortened(findings: list[Finding]) -> list[Finding]:
    """The findings in order; of very many the first, and how many more there are."""
    found = ordered(findings)
    if len(found) <= MOST_FINDINGS:
        return found
    more = len(found) - MOST_FINDINGS
    said = f"There are {more:,} more like these. Put these right first and send the file again."
    return [*found[:MOST_FINDINGS], _stop("", "", said)]


def _headed(book: Book, columns: Sequence[Asked]) -> tuple[Sheet | None, int]:
    """The sheet and row with the most headers that are questions."""
    best: tuple[int, Sheet | None, int] = (0, None, 0)
    for sheet in book.sheets:
        for row, values in enumerate(sheet.rows[:_HEADERS_WITHIN], 1):
            named = sum(any(a.is_named(shown(v)) for a in columns) for v in values if v is not None)
            if not sheet.hidden and named > best[0]:
                best = (named, sheet, row)
    return best[1], best[2]


def _placed(
    sheet: Sheet, row: int, columns: Sequence[Asked], found: list[Finding]
) -> dict[int, Asked]:
    """Which column of the sheet is which question; what is no question is said."""
    placed: dict[int, Asked] = {}
    for column in range(1, max(map(len, sheet.rows)) + 1):
        header = shown(sheet.value(row, column)).strip()
        asked = next((a for a in columns if header and a.is_named(header)), None)
        cell = a1(row, column)
        if asked is None:
            found.extend(_of_no_question(sheet, row, column, header))
        elif asked in placed.values():
            found.append(_stop(sheet.name, cell, "This question has a column already."))
        else:
            placed[column] = asked
    for asked in columns:
        if asked not in placed.values():
            said = (
                f"There is no column for question {asked.number}. All count as no response to it."
            )
            found.append(Finding(Severity.NOTE, sheet.name, a1(row, 1), message=said))
    return placed


def _of_no_question(sheet: Sheet, row: int, column: int, header: str) -> Iterator[Finding]:
    filled = any(sheet.value(r, column) is not None for r in range(row + 1, len(sheet.rows) + 1))
    cell = a1(row, column)
    if what := in_header(header):
        said = f"This column looks as if it held {what}. Delete the column. {_TAKE_OUT}"
        yield _stop(sheet.name, cell, said)
    elif not header and filled:
        yield _stop(sheet.name, cell, "Something is written in this column, which has no header.")
    elif header:
        said = "This column is none of the questions. It is left out."
        yield Finding(Severity.NOTE, sheet.name, cell, message=said)


def _personal_columns(book: Book) -> Iterator[Finding]:
    """What looks like personal data in the first row of a file without a question."""
    for sheet in book.sheets:
        for column, value in enumerate(sheet.rows[0] if sheet.rows else (), 1):
            if what := in_header(shown(value)):
                said = f"This column looks as if it held {what}. Delete it. {_TAKE_OUT}"
                yield _stop(sheet.name, a1(1, column), said)


def _not_read(book: Book, used: Sheet) -> Iterator[Finding]:
    for sheet in book.sheets:
        if sheet is not used and not sheet.hidden and len(sheet.rows) > _HEADERS_WITHIN:
            said = "This sheet was not read: the responses stand on another."
            yield Finding(Severity.NOTE, sheet.name, message=said)


def _response(
    sheet: Sheet, row: int, placed: dict[int, Asked], found: list[Finding]
) -> GivenResponse | None:
    """The response of one row; None where the row answers nothing."""
    role: int | None = None
    given: dict[int, int | str] = {}
    for column, asked in placed.items():
        value = sheet.value(row, column)
        if value is None or says_nothing(shown(value)):
            continue
        answer = _answer(asked, value)
        if isinstance(answer, list):
            found.extend(_stop(sheet.name, a1(row, column), said) for said in answer)
        elif asked.question.is_role and isinstance(answer, int):
            role = answer
        else:
            given[asked.question.pk] = answer
    return GivenResponse(role, given) if given or role is not None else None


def _answer(asked: Asked, value: Value) -> int | str | list[str]:
    """The option's id or the words; sentences when the cell cannot be taken."""
    if isinstance(value, CellError | Uncalculated):
        return ["This cell shows an error or was never worked out. Write the answer itself."]
    text = shown(value).strip()
    if asked.question.is_open:
        if len(text) > LONGEST:
            return [f"This answer is longer than {LONGEST:,} characters. Shorten it."]
        return [
            f"This answer holds {what}. Take it out. {_TAKE_OUT}" for what in in_words(text)
        ] or text
    option = asked.options.get(_plain(text))
    if option is not None:
        return option.pk
    offered = ", ".join(o.label for o in asked.options.values())
    return [f"This is none of the answers to the question. Write one of: {offered}."]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _stop(sheet: str, cell: str, message: str) -> Finding:
    return Finding(Severity.BLOCKER, sheet=sheet, cell=cell, message=message)
