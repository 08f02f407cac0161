"""Findings are listed with the gravest first, then as one reads the sheet."""

import json

from tabular.findings import Finding, Severity, from_json, ordered, stopping, to_json

NOTE = Finding(Severity.NOTE, message="Read as Windows text.")
QUERY = Finding(Severity.QUERY, "Quarter", "B2", "KPI-1", "Twice the last.", "40")
WHOLE = Finding(Severity.BLOCKER, message="No template.")
B9 = Finding(Severity.BLOCKER, "Quarter", "B9", "KPI-2", "Not a number.", "n/k")
AA9 = Finding(Severity.BLOCKER, "Quarter", "AA9", "KPI-2", "Not a date.", "soon")
B10 = Finding(Severity.BLOCKER, "Quarter", "B10:C12", "KPI-3", "Blank.")
OTHER = Finding(Severity.BLOCKER, "Areas", "Z99", "", "Not an area.", "Mars")


def test_by_severity_sheet_row_and_column() -> None:
    mixed = [NOTE, B10, QUERY, AA9, OTHER, B9, WHOLE]
    assert ordered(mixed) == [WHOLE, OTHER, B9, AA9, B10, QUERY, NOTE]


def test_what_is_said_twice_is_kept_once() -> None:
    assert ordered([B9, NOTE, B9]) == [B9, NOTE]


def test_stopping_findings_alone() -> None:
    assert stopping([NOTE, QUERY, B10, B9]) == [B9, B10]


def test_through_json_and_back() -> None:
    stored = json.loads(json.dumps(to_json([QUERY, WHOLE, B9])))
    assert stored[1] == {
        "severity": "blocker",
        "sheet": "Quarter",
        "cell": "B9",
        "kpi": "KPI-2",
        "message": "Not a number.",
        "value": "n/k",
        "rule": "",
        "right": "",
        "about": "",
    }
    assert from_json(stored) == [WHOLE, B9, QUERY]


def test_place_in_words() -> None:
    csv = Finding(Severity.BLOCKER, cell="B7")
    sheet = Finding(Severity.BLOCKER, "Quarter")
    places = [finding.place for finding in (WHOLE, csv, sheet, B9)]
    assert places == ["the whole file", "cell B7", "Quarter", "Quarter, cell B9"]
