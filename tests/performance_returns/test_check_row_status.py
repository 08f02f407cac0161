"""Row ring: the status says what the figures say; what was sent comes back as it was."""

import pytest

from tests.performance_returns.conftest import said

HW, CON = "Row 4, Healthy weight in Carlisle: ", "Row 6, Families seen in Carlisle: "


@pytest.mark.parametrize(
    ("cells", "cell", "words"),
    [
        (
            {"H4": None},
            "H4",
            "the status is blank. Choose Reported, Nil, Not available, Not applicable.",
        ),
        (
            {"H4": "Maybe"},
            "H4",
            "“Maybe” is not a status. Choose Reported, Nil, Not available, Not applicable.",
        ),
        (
            {"F4": None},
            "F4",
            (
                "the numerator is blank. Enter it; or enter 0 and choose Nil if there was truly none; "
                "or choose Not available and say why."
            ),
        ),
        ({"G4": None}, "G4", "the denominator is blank. Enter out of how many."),
        (
            {"G4": 0},
            "G4",
            (
                "the denominator is 0, so there is nothing to report. Choose Nil if nobody was due, or "
                "correct it."
            ),
        ),
        (
            {"F4": 0},
            "H4",
            (
                "the numerator is 0. If there was truly none, choose Nil; if it is not known, choose "
                "Not available."
            ),
        ),
        ({"H4": "Nil"}, "F4", "the status is Nil, so the numerator must be 0."),
        ({"H4": "Nil", "F4": None}, "F4", "the status is Nil, so the numerator must be 0."),
        (
            {"H4": "Not available", "F4": None, "G4": None},
            "I4",
            "the status is Not available. Give the reason.",
        ),
        (
            {"H4": "Not applicable", "I4": "No hub there.", "G4": None},
            "F4",
            "the status is Not applicable, but there is a numerator. Clear it, or choose Reported.",
        ),
        (
            {"F4": 0, "G4": None, "H4": "Nil"},
            "G4",
            "the status is Nil, but out of how many? Enter the denominator; 0 if nobody was due.",
        ),
        ({"I4": "x" * 501}, "I4", "the reason has 501 characters; at most 500 are kept."),
        (
            {"A4": "HW Heavy weight"},
            "A4",
            "the KPI has been changed. It was “HW Healthy weight”. Put it back.",
        ),
        ({"B4": "Barrow"}, "B4", "the area has been changed. It was “Carlisle”. Put it back."),
        (
            {"C4": "Families seen within 28 days"},
            "C4",
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
    assert said(found({"G6": 40})) == [("Return", "G6", words)]


@pytest.mark.parametrize(
    "cells",
    [
        {"F4": 0, "H4": "Nil"},
        {"F4": 0, "G4": 0, "H4": "nil"},
        {"F4": None, "G4": None, "H4": "Not available", "I4": "The system was down."},
        {"F6": 0, "H6": "Nil"},
    ],
)
def test_what_is_right(found, cells):
    assert found(cells) == []
