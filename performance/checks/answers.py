"""Answers ring: the questions beside the figures are answered, and their numbers can be right."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from performance.checks.rule import Ring, rule
from performance.questions import (
    BUDGET,
    BY_IDENTIFIER,
    FILLED,
    FORECAST,
    FUNDED,
    LARGEST_ANSWER,
    PART_TO_EXPLAIN,
    ROUNDING,
    SPENT,
    SUPERVISED,
    TO_SUPERVISE,
    VACANT,
    VARIANCE,
    WORKFORCE_NOTES,
    Kind,
    Question,
)
from performance.workbook.told import Came, Told, number_in
from tabular.findings import Finding, Severity


@rule(
    "answer.sheet-missing",
    Ring.ANSWERS,
    Severity.NOTE,
    example="A CSV, which has the sheet of figures alone.",
)
def sheets_of_questions_are_there(told: Told) -> Iterator[Finding]:
    """Questions whose sheet is not in the file (a CSV has none) are answered in the form."""
    for section in told.sections:
        if section not in told.came and section not in {name for name, _column in told.lost}:
            words = f"The sheet “{section}” is not in this file. Answer its questions in the form."
            yield Finding(Severity.NOTE, message=words)


@rule("answer.columns-missing", Ring.ANSWERS, example="The column “Answer” was deleted.")
def sheets_of_questions_have_their_columns(told: Told) -> Iterator[Finding]:
    """The sheets of questions keep their columns."""
    for sheet, column in told.lost:
        right = "Download the workbook again and fill it in."
        words = f"The column “{column}” has been removed or renamed. {right}"
        yield Finding(Severity.BLOCKER, sheet=sheet, message=words, right=right)


@rule("answer.cell-broken", Ring.ANSWERS, example="An answer that shows #REF!.")
def answers_can_be_read(told: Told) -> Iterator[Finding]:
    """No answer is a formula without its result, or an error."""
    for question, came in told.filled():
        if came.is_broken:
            words = "the cell shows an error or a formula that was never worked out."
            yield told.says(question, f"{words} Put the answer itself in it.", "The answer itself.")


@rule("answer.missing", Ring.ANSWERS, example="What went well is left blank.")
def questions_are_answered(told: Told) -> Iterator[Finding]:
    """Every question is answered, but for those that may be left blank."""
    for question in told.answers.without(told.questions) if not told.part_way else ():
        words = "There is no answer. If there is nothing to say, write that, and why."
        if question.is_number:
            words = "there is no number. If it is truly none, enter 0."
        yield told.says(question, words, question.how)


@rule("answer.not-a-number", Ring.ANSWERS, example="“four” where 4 is meant.")
def numbers_asked_for_are_numbers(told: Told) -> Iterator[Finding]:
    """Where a number is asked for, the answer is one: digits, with a £ sign if you like."""
    for question, came in told.filled():
        if question.is_number and number_in(came.value) is None and not came.is_broken:
            words = f"“{came.text[:60]}” is not a number. Enter digits only."
            yield told.says(question, words, question.how)


@rule("answer.negative", Ring.ANSWERS, example="-2 posts.")
def answers_not_negative(told: Told) -> Iterator[Finding]:
    """No answer is below 0."""
    for question, number, _came in _numbers(told):
        if number < 0:
            yield told.says(question, f"{number} is negative.", "0 or more.")


@rule("answer.too-large", Ring.ANSWERS, example="A telephone number where a sum is asked for.")
def answers_not_too_large(told: Told) -> Iterator[Finding]:
    """No answer is above 999,999,999."""
    for question, number, _came in _numbers(told):
        if number > LARGEST_ANSWER:
            words = "the number is larger than any can be."
            yield told.says(question, words, f"At most {LARGEST_ANSWER:,}.")


@rule("answer.too-fine", Ring.ANSWERS, example="4.125 posts, where two decimals are asked for.")
def answers_are_as_fine_as_asked(told: Told) -> Iterator[Finding]:
    """People are counted in whole numbers; other answers have at most two decimals."""
    for question, number, _came in _numbers(told):
        if question.kind is Kind.WHOLE and number % 1:
            yield told.says(question, f"{number} must be a whole number.", "A whole number.")
        elif number * 100 % 1:
            right = "At most two decimals."
            yield told.says(question, f"{number} must have at most two decimals.", right)


@rule("answer.too-long", Ring.ANSWERS, example="An answer of many pages.")
def answers_are_short_enough(told: Told) -> Iterator[Finding]:
    """An answer is no longer than the workbook says beside its question."""
    for question, came in told.filled():
        length = len(came.text)
        if not question.is_number and length > question.longest:
            words = f"The answer has {length:,} characters; at most {question.longest:,} are kept."
            yield told.says(question, words, f"At most {question.longest:,} characters.")


@rule(
    "workforce.vacancies",
    Ring.ANSWERS,
    Severity.QUERY,
    example="Funded for 10 posts, 8 filled, and 3 vacant.",
)
def vacancies_are_what_is_not_filled(told: Told) -> Iterator[Finding]:
    """Vacant posts are the funded ones less the filled ones, or the difference is explained."""
    funded, filled, vacant = (_among(told, name) for name in (FUNDED, FILLED, VACANT))
    if funded is None or filled is None or vacant is None:
        return
    left = max(funded - filled, Decimal(0))
    if abs(vacant - left) > ROUNDING:
        words = f"{vacant} is not what {funded} funded less {filled} filled leaves ({left})."
        yield told.asks(BY_IDENTIFIER[VACANT], words, BY_IDENTIFIER[WORKFORCE_NOTES])


@rule(
    "workforce.supervised-above-all",
    Ring.ANSWERS,
    example="12 were supervised, of 10 to be supervised.",
)
def supervised_are_some_of_all(told: Told) -> Iterator[Finding]:
    """Those whose supervision is up to date are some of those who should have it."""
    some, whole = _among(told, SUPERVISED), _among(told, TO_SUPERVISE)
    if some is not None and whole is not None and some > whole:
        words = f"{some} is more than the {whole} who should have it. Check both."
        yield told.says(BY_IDENTIFIER[SUPERVISED], words, f"At most {whole}.")


@rule(
    "finance.forecast-below-spent",
    Ring.ANSWERS,
    example="A forecast for the year below what is spent already.",
)
def forecast_covers_what_is_spent(told: Told) -> Iterator[Finding]:
    """The forecast for the year is no less than what the period alone has cost."""
    forecast, spent = _among(told, FORECAST), _among(told, SPENT)
    if forecast is not None and spent is not None and forecast < spent:
        words = f"£{forecast:,} for the year is less than the £{spent:,} spent in this period."
        yield told.says(BY_IDENTIFIER[FORECAST], f"{words} Check both.", f"At least £{spent:,}.")


@rule(
    "finance.variance-unexplained",
    Ring.ANSWERS,
    Severity.QUERY,
    example="A large variance, and no word on it.",
)
def variance_is_explained(told: Told) -> Iterator[Finding]:
    """Spending that differs from its budget by more than a tenth is explained."""
    budget, spent = _among(told, BUDGET), _among(told, SPENT)
    if budget is None or spent is None or abs(spent - budget) <= budget * PART_TO_EXPLAIN:
        return
    words = f"£{spent:,} differs from the budget of £{budget:,} by more than a tenth."
    yield told.asks(BY_IDENTIFIER[SPENT], words, BY_IDENTIFIER[VARIANCE])


def _numbers(told: Told) -> Iterator[tuple[Question, Decimal, Came]]:
    for question, came in told.filled():
        number = number_in(came.value) if question.is_number else None
        if number is not None:
            yield question, number, came


def _among(told: Told, name: str) -> Decimal | None:
    """The number answered to a question that this sending asks; None where it has none."""
    return told.number(name) if BY_IDENTIFIER[name] in told.questions else None
