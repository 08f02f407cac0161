"""The commissioner asks about single figures; the provider answers each or corrects it."""

from __future__ import annotations

import pytest

from performance.actions.questions import answer_questions, ask_about, withdraw
from performance.models import CellQuestion
from performance.workbook.definition import Entry
from tests.factories import performance as factory
from tests.factories.people import person
from workflow.door import take
from workflow.lifecycle import NotAllowed, Refused


@pytest.fixture
def certified(agreement):
    return factory.kpi_return(agreement, state="certified")


def figure_of(record, code, area):
    return record.figures.select_related("kpi_return__agreement", "kpi_return__upload").get(
        scheduled__kpi__code=code, area__name=area
    )


def asked(record, commissioner, *cells, general=""):
    """The return queried about these figures, and its questions."""
    at = factory.moment(record)
    for code, area in cells:
        ask_about(figure_of(record, code, area), f"Why {code} in {area}?", by=commissioner, at=at)
    record = take(record, "query", by=commissioner, at=at, question=general)
    return record, list(record.questions_with_names())


def certify(record, certifier):
    return take(record, "certify", by=certifier, at=factory.moment(record))


def test_questions_are_sent_together_with_the_query(certified, commissioner):
    at = factory.moment(certified)
    ask_about(figure_of(certified, "HW", "Eden"), "Why so low?", by=commissioner, at=at)
    assert CellQuestion.objects.get().asked_at is None
    record = take(certified, "query", by=commissioner, at=at, question="Who filled this in?")
    cell, general = record.questions_with_names()
    assert (cell.title, cell.was, cell.asked_at) == ("Healthy weight in Eden", "30 of 40", at)
    assert (general.title, general.question) == ("the return as a whole", "Who filled this in?")


def test_a_query_asks_something(certified, commissioner):
    with pytest.raises(Refused, match="Write your question, or choose the figures"):
        take(certified, "query", by=commissioner, at=factory.moment(certified), question=" ")


def test_a_question_is_worded_again_or_withdrawn_until_it_is_sent(certified, commissioner):
    at, figure = factory.moment(certified), figure_of(certified, "HW", "Eden")
    first = ask_about(figure, "Why?", by=commissioner, at=at)
    again = ask_about(figure, "Why so low?", by=commissioner, at=at)
    assert (again.pk, CellQuestion.objects.get().question) == (first.pk, "Why so low?")
    withdraw(again, by=commissioner, at=at)
    assert not CellQuestion.objects.exists()


def test_what_was_written_is_sent_or_removed_before_the_return_is_accepted(certified, commissioner):
    at = factory.moment(certified)
    ask_about(figure_of(certified, "HW", "Eden"), "Why?", by=commissioner, at=at)
    with pytest.raises(Refused, match="written questions and not sent them"):
        take(certified, "accept", by=commissioner, at=at)


@pytest.mark.parametrize("state", ["accepted", "queried", "superseded"])
def test_figures_are_queried_only_while_certified(agreement, commissioner, state):
    record = factory.kpi_return(agreement, state=state)
    with pytest.raises(Refused, match="Figures are queried while it is certified"):
        ask_about(
            figure_of(record, "HW", "Eden"), "Why?", by=commissioner, at=factory.moment(record)
        )


def test_who_may_ask_and_who_may_answer(certified, commissioner, preparer, trust):
    at, figure = factory.moment(certified), figure_of(certified, "HW", "Eden")
    for other in (preparer, person("analyst", trust)):
        with pytest.raises(NotAllowed):
            ask_about(figure, "Why?", by=other, at=at)
    record, (question,) = asked(certified, commissioner, ("HW", "Eden"))
    with pytest.raises(NotAllowed):
        answer_questions(record, {question.pk: "So."}, by=commissioner, at=at)
    assert answer_questions(record, {question.pk: "So."}, by=preparer, at=at) == 1


def test_every_question_is_answered_before_it_is_certified_again(
    certified, commissioner, certifier, preparer
):
    cells = [("HW", "Eden"), ("CON", "Carlisle")]
    record, (first, second) = asked(certified, commissioner, *cells)
    with pytest.raises(Refused) as refused:
        certify(record, certifier)
    assert refused.value.sentences == [
        "Answer the question about Healthy weight in Eden, or correct it.",
        "Answer the question about Families seen in Carlisle, or correct it.",
    ]
    at = factory.moment(record)
    answer_questions(
        record, {first.pk: " A clinic was closed. ", second.pk: ""}, by=preparer, at=at
    )
    with pytest.raises(Refused, match="Families seen in Carlisle"):
        certify(record, certifier)
    answer_questions(record, {second.pk: "They moved."}, by=preparer, at=at)
    record = certify(record, certifier)
    first, second = record.questions_with_names()
    assert (first.answer, first.answered_by, first.became) == ("A clinic was closed.", preparer, "")
    assert first.settled_at == at


def test_a_corrected_figure_answers_its_question_and_no_other(certified, commissioner, certifier):
    record, _both = asked(certified, commissioner, ("HW", "Eden"), ("CON", "Carlisle"))
    factory.send(record, {("HW", "Eden"): Entry(32, 40)})
    with pytest.raises(Refused, match="Families seen in Carlisle"):
        certify(record, certifier)
    factory.send(record, {("HW", "Eden"): Entry(32, 40), ("CON", "Carlisle"): Entry(29)})
    record = certify(record, certifier)
    said = [(q.was, q.became) for q in record.questions_with_names()]
    assert said == [("30 of 40", "32 of 40"), ("30", "29")]


def test_sending_the_same_figures_answers_nothing(certified, commissioner, certifier):
    record, _one = asked(certified, commissioner, ("HW", "Eden"), general="Are you sure?")
    factory.send(record)
    with pytest.raises(Refused) as refused:
        certify(record, certifier)
    assert len(refused.value.sentences) == 2


def test_a_question_about_the_whole_is_answered_by_any_change(certified, commissioner, certifier):
    record, (question,) = asked(certified, commissioner, general="Are you sure?")
    factory.send(record, {("HW", "Eden"): Entry(32, 40), ("HW", "Carlisle"): Entry(31, 40)})
    record = certify(record, certifier)
    question.refresh_from_db()
    assert question.became == "2 figures changed"


def test_a_reason_given_beside_the_figure_is_an_answer(certified, commissioner, certifier):
    record, _one = asked(certified, commissioner, ("HW", "Eden"))
    reason = Entry(30, 40, reason="Two sites were merged.")
    factory.send(record, {("HW", "Eden"): reason})
    question = certify(record, certifier).questions_with_names().get()
    assert question.became == "30 of 40: Two sites were merged."


def test_questions_are_kept_over_rounds(certified, commissioner, certifier, preparer):
    record, (first,) = asked(certified, commissioner, ("HW", "Eden"))
    at = factory.moment(record)
    answer_questions(record, {first.pk: "It is right."}, by=preparer, at=at)
    record, (first, again) = asked(certify(record, certifier), commissioner, ("HW", "Eden"))
    assert (first.answer, first.is_open, again.is_open) == ("It is right.", False, True)
    with pytest.raises(Refused, match="This question is settled"):
        answer_questions(record, {first.pk: "It is wrong."}, by=preparer, at=at)


def test_a_sent_question_stays(certified, commissioner, preparer):
    record, (question,) = asked(certified, commissioner, ("HW", "Eden"))
    for who in (commissioner, preparer):
        with pytest.raises(Refused):
            withdraw(question, by=who, at=factory.moment(record))
