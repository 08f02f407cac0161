"""What happens because time has passed: steps taken as SYSTEM, and records created regularly.

An app registers, in its own deadlines.py:

    @due_steps
    def tenders_to_close(at): return [(tender, "close", {}) for tender in past_deadline(at)]

    @regular
    def expected_returns(at) -> int: ...   # creates what is not there yet, returns how many

Each step passes the door with its own guards, so a late scheduler admits nobody, and a second
worker taking the same step is refused.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.door import take
from workflow.lifecycle import SYSTEM, Lifecycle, Refused

log = logging.getLogger(__name__)

#: A record, the name of the step that is due, and the data of that step.
Due = tuple[Lifecycle, str, dict[str, Any]]
Finder = Callable[[datetime], Iterable[Due]]
Maker = Callable[[datetime], int]

_finders: list[Finder] = []
_makers: list[Maker] = []


@dataclass
class Report:
    """What one round did."""

    taken: int = 0
    made: int = 0
    refused: int = 0
    failed: int = 0


def due_steps(finder: Finder) -> Finder:
    """Register a function that finds the steps due at a time."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def regular(maker: Maker) -> Maker:
    """Register a function that creates what should exist by a time. It may run twice."""
    if maker not in _makers:
        _makers.append(maker)
    return maker


def take_all_due(at: datetime) -> Report:
    """Take every step due at `at` and create what should exist by then.

    One record refused or failing does not stop the others: it is logged, and found again next time.
    """
    report = Report()
    for finder in _finders:
        _take_found(finder, at, report)
    for maker in _makers:
        try:
            report.made += maker(at)
        except Exception:
            report.failed += 1
            log.exception("%s did not finish.", maker.__qualname__)
    return report


def _take_found(finder: Finder, at: datetime, report: Report) -> None:
    try:
        for record, step, data in list(finder(at)):
            _take_one(record, step, at, data, report)
    except Exception:
        report.failed += 1
        log.exception("%s could not find what is due.", finder.__qualname__)


def _take_one(
    record: Lifecycle, step: str, at: datetime, data: dict[str, Any], report: Report
) -> None:
    try:
        take(record, step, by=SYSTEM, at=at, **data)
        report.taken += 1
    except Refused as refusal:
        report.refused += 1
        log.info("%s: '%s' is due but refused: %s", record, step, " ".join(refusal.sentences))
    except Exception:
        report.failed += 1
        log.exception("%s: '%s' is due but failed.", record, step)
