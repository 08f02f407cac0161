"""Row ring: the status says what the figures say; what was sent comes back as it was."""

import pytest

from tests.performance_returns.conftest import said

HW, CON = "Row 4, Healthy weight in Carlisle: ", "Row 6, Families seen in Carlisle: "


@pytest.mark.parametrize(
    ("cells", "cell", "words"),
    [
        (
            {"J4": None},
            "J4",
            "the status is blank. Choose Reported, Nil, Not available, Not applicable.",
        ),
        (
            {"J4": "Maybe"},
            "J4",
            "“Maybe” is not a status. Choose Reported, Nil, Not available, Not applicable.",
        ),
        (
            {"H4": None},
            "H4",
            (
                "the numerator is blank. Enter it; or enter 0 and choose Nil if there was truly none; "
                "or choose Not available and say why."
            ),
        ),
        ({"I4": None}, "I4", "the denominator is blank. Enter out of how many."),
        (
            {"I4": 0},
            "I4",
            (
                "the denominator is 0, so there is nothing to report. Choose Nil if nobody was due, or "
                "correct it."
            ),
        ),
        (
            {"H4": 0},
            "J4",
            (
                "the numerator is 0. If there was truly none, choose Nil; if it is not known, choose "
                "Not available."
            ),
        ),
        ({"J4": "Nil"}, "H4", "the status is Nil, so the numerator must be 0."),
        ({"J4": "Nil", "H4": None}, "H4", "the status is Nil, so the numerator must be 0."),
        (
            {"J4": "Not available", "H4": None, "I4": None},
            "K4",
            "the status is Not available. Give the reason.",
        ),
        (
            {"J4": "Not applicable", "K4": "No hub there.", "I4": None},
            "H4",
            "the status is Not applicable, but there is a numerator. Clear it, or choose Reported.",
        ),
        (
            {"H4": 0, "I4": None, "J4": "Nil"},
            "I4",
            "the status is Nil, but out of how many? Enter the denominator; 0 if nobody was due.",
        ),
        ({"K4": "x" * 501}, "K4", "the reason has 501 characters; at most 500 are kept."),
        (
            {"A4": "HW Heavy weight"},
            "A4",
            "the KPI has been changed. It was “HW Healthy weight”. Put it back.",
        ),
        ({"B4": "Barrow"}, "B4", "the area has been changed. It was “Carlisle”. Put it back."),
        (
            {"D4": "Families seen within 28 days"},
            "D4",
            (
                "the definition of the numerator has been changed. It was “Families seen within 14 "
                "days”. Put it back."
            ),
        ),
    ],
)
def test_what_is_wrong_with_a_row(found, cells, cell, words):
    assert said(found(cells)) == [("Return", cell, HW + words)]


def test_a_number_has_no_denominator(found):
    words = CON + "this KPI has no denominator. Clear the cell."
    assert said(found({"I6": 40})) == [("Return", "I6", words)]


@pytest.mark.parametrize(
    "cells",
    [
        {"H4": 0, "J4": "Nil"},
        {"H4": 0, "I4": 0, "J4": "nil"},
        {"H4": None, "I4": None, "J4": "Not available", "K4": "The system was down."},
        {"H6": 0, "J6": "Nil"},
    ],
)
def test_what_is_right(found, cells):
    assert found(cells) == []
