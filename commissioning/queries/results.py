"""What a consultation's page and its file of counts show of its answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from commissioning.models import Consultation, ConsultationQuestion, ConsultationReply
from commissioning.queries.by_role import ByRole, by_role
from commissioning.queries.tallies import AnswerLine, QuestionTally, Tally, questions_of, tally_of
from pages.charts import Bar, BarChart, bar_chart
from tabular.writing import csv_bytes

RESTRICTION = "OFFICIAL-SENSITIVE: counts of people who answered. Small numbers are among them."
#: Characters of a label that a chart has room for.
LABEL = 30
HEADERS = (
    "Question",
    "How people answer",
    "Role",
    "Answer",
    "Kind",
    "Count",
    "Base: who answered the question",
    "Percentage of the base",
    "Percentage as printed",
    "No response, in no percentage unless said",
)


@dataclass(frozen=True)
class Result:
    """A question with its answers, its picture and the roles side by side."""

    table: QuestionTally
    chart: BarChart | None
    by_role: ByRole | None


def results_of(consultation: Consultation) -> tuple[int, list[Result]]:
    """How many responses there are, and every question: a constant number of queries."""
    tally = tally_of(consultation)
    tables = questions_of(consultation, tally)
    roles = _roles(tables)
    found = [Result(table, _chart(table), by_role(table, tally, roles)) for table in tables]
    return _responses(consultation, tally), found


def words_of(question: ConsultationQuestion) -> QuerySet[ConsultationReply]:
    """What people wrote, in the order they came in; who wrote it is not known."""
    return question.replies.select_related("response__role").order_by("pk")


def counts_csv(consultation: Consultation) -> bytes:
    """Counts with their bases as CSV; small groups are put together as on the page."""
    total, results = results_of(consultation)
    rows: list[Any] = [
        (RESTRICTION,),
        (f"{consultation.title}: {total} responses",),
        HEADERS,
    ]
    for result in results:
        rows.extend(_lines(result))
    return csv_bytes(rows)


def _lines(result: Result) -> Iterator[tuple[Any, ...]]:
    table = result.table
    asked = (table.question.text, table.question.get_kind_display())
    if table.question.is_open:
        yield (*asked, "All", "In words", "", table.in_words, "", "", "", table.no_response)
    for line in table.answers:
        yield (*asked, "All", *_cells(line), table.no_response)
    for line in table.together:
        yield (*asked, "All", f"{line.label} (put together)", *_cells(line)[1:], table.no_response)
    for column in result.by_role.columns if result.by_role else ():
        for line in column.lines:
            yield (*asked, column.label, *_cells(line), "")


def _cells(line: AnswerLine) -> tuple[Any, ...]:
    kind = "Other" if line.is_other else "Answer"
    return (line.label, kind, line.count, line.base, line.share, line.as_printed)


def _responses(consultation: Consultation, tally: Tally) -> int:
    return consultation.printed_responses or tally.total


def _roles(tables: list[QuestionTally]) -> dict[int, str]:
    for table in tables:
        if table.question.is_role:
            return {line.option: line.label for line in table.answers if line.option is not None}
    return {}


def _short(label: str) -> str:
    """A label as long as a chart has room for; the table beside it has the whole of it."""
    return label if len(label) <= LABEL else f"{label[: LABEL - 1].rstrip()}…"


def _chart(table: QuestionTally) -> BarChart | None:
    """A bar for each answer, where there is a base and more than one."""
    if not table.base or len(table.answers) < 2:
        return None
    bars = [Bar(_short(line.label), line.share, why="not given") for line in table.answers]
    return bar_chart(
        f"question-{table.question.pk}",
        f"{table.question.text} ({table.base} answered)",
        bars,
        unit="%",
        label_head="Answer",
        value_head=f"Share of {table.base}",
    )
