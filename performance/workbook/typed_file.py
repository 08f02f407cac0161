"""What was typed into the web form, as a file that is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from performance.questions import Section, questions_in
from performance.workbook.definition import FILLED, LOCKED, AnswerCol, Asked, Col
from tabular.writing import csv_bytes


def typed_csv(typed: Mapping[str, Mapping[Col, str]], asked: Asked) -> bytes:
    """The figures typed, by row identifier, with what each row asks for. No row that was not typed."""
    heads = [*LOCKED, *FILLED]
    slots = asked.slots
    rows = [
        [*_locked(asked, place), *(typed.get(name, {}).get(column, "") for column in FILLED)]
        for place, name in enumerate(slots.identifiers)
        if name in typed
    ]
    return csv_bytes([[str(head) for head in heads], *rows])


def answers_csv(typed: Mapping[str, str], sections: Iterable[Section]) -> bytes:
    """The answers typed, by question, with the questions."""
    rows = [
        [one.text, one.how, typed.get(one.identifier, ""), one.identifier]
        for one in questions_in(sections)
    ]
    return csv_bytes([[str(column) for column in AnswerCol], *rows])


def _locked(asked: Asked, place: int) -> list[str]:
    locked = asked.line_at(place).locked | {Col.GROUP: asked.group_at(place)}
    return [locked[column] for column in LOCKED]
