"""Reading the questions about a return."""

from __future__ import annotations

from performance.models import CellQuestion, KpiReturn


def questions_asked(kpi_return: KpiReturn) -> list[CellQuestion]:
    """Every question that was sent, the latest round first, with what its figure says since."""
    sent = kpi_return.questions_with_names().exclude(asked_at=None)
    return _with_since(kpi_return, list(sent.order_by("-asked_at", "pk")))


def open_questions(kpi_return: KpiReturn) -> list[CellQuestion]:
    """Those that await an answer, or another figure."""
    sent = kpi_return.questions_with_names().exclude(asked_at=None)
    return _with_since(kpi_return, list(sent.filter(settled_at=None)))


def questions_written(kpi_return: KpiReturn) -> list[CellQuestion]:
    """Those not sent yet, for who writes them; then those sent."""
    unsent = kpi_return.questions_with_names().filter(asked_at=None)
    return [*unsent, *questions_asked(kpi_return)]


def _with_since(kpi_return: KpiReturn, questions: list[CellQuestion]) -> list[CellQuestion]:
    since = kpi_return.what_became(q for q in questions if q.is_open)
    for question in questions:
        question.since = since.get(question.pk, "")
    return questions
