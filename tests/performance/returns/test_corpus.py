"""Every file of the corpus has exactly its findings: the rules and cells named, and no other."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from performance.checks import RULES, Checked, check_file
from performance.checks.rule import Ring
from tabular.findings import Severity
from tests.performance.returns import world
from tests.performance.returns.made import made

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("should_*/**/*.toml"))
BY_NAME = {rule.identifier: rule for rule in RULES}
#: Tried where their answers are (questions beside the figures), or where three areas are at hand.
ELSEWHERE = {rule.identifier for rule in RULES if rule.ring is Ring.ANSWERS} | {
    "history.copied-kpi"
}


def read(case: Path) -> dict[str, Any]:
    return tomllib.loads(case.read_text(encoding="utf-8"))


def checked(case: dict[str, Any]) -> Checked:
    asked = world.asked(case.get("asked", 1), case.get("missed", ""))
    return check_file(made(case), case.get("file", "return.xlsx"), asked)


@pytest.mark.parametrize(
    "path", CASES, ids=lambda path: str(path.relative_to(HERE).with_suffix(""))
)
def test_exactly_its_findings(path: Path) -> None:
    case = read(path)
    got = checked(case)
    found = Counter((finding.rule, finding.cell) for finding in got.findings)
    assert found == Counter((rule, cell) for rule, cell in case["found"])
    assert got.can_be_taken == (path.relative_to(HERE).parts[0] == "should_pass")
    for finding in got.findings:
        rule = BY_NAME[finding.rule]
        assert finding.message
        assert finding.severity in (rule.severity, Severity.NOTE)
        assert finding.right or finding.severity is Severity.NOTE or rule.ring is Ring.READING


def test_what_is_said_in_a_file_that_passes_is_what_was_sent() -> None:
    as_sent = checked(read(HERE / "should_pass" / "as-sent.toml")).entries
    changed = {
        *("pound-sign", "decimal-comma"),  # other numbers are tried cell by cell
        *("csv-decimal-commas", "numbers-as-texts", "columns-moved", "identifiers-deleted"),
        *("rows-sorted", "rows-sorted-without-identifiers", "rows-above", "open-document"),
        *("csv-utf-16", "headers-renamed", "sheet-renamed", "total-row"),
    }
    for name in changed:
        got = checked(read(HERE / "should_pass" / f"{name}.toml")).entries
        assert not got.differs_from(as_sent).any(), name


def test_there_are_cases_enough_and_one_for_each_rule() -> None:
    cases = [read(path) for path in CASES]
    assert len(cases) >= 60
    named = {rule for case in cases for rule, _cell in case["found"]}
    assert named <= BY_NAME.keys()
    assert BY_NAME.keys() - named == ELSEWHERE
    assert len({case["why"] for case in cases}) == len(cases)
