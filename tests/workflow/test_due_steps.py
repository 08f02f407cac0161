"""Steps the clock takes: each by itself, through the door, as SYSTEM."""

import pytest

from workflow import deadlines
from workflow.lifecycle import SYSTEM, Refused


@pytest.fixture(autouse=True)
def registries(monkeypatch):
    """Only what a test registers is due."""
    monkeypatch.setattr(deadlines, "_finders", [])
    monkeypatch.setattr(deadlines, "_makers", [])


@pytest.fixture
def taken(monkeypatch):
    """The steps that reach the door; one record is refused there, one breaks."""
    steps = []

    def take(record, step, *, by, at, **data):
        if record == "early":
            raise Refused("The deadline has not passed.")
        if record == "broken":
            raise ZeroDivisionError
        steps.append((record, step, by, at, data))

    monkeypatch.setattr(deadlines, "take", take)
    return steps


def test_a_due_step_is_taken_as_the_system(at, taken):
    deadlines.due_steps(lambda at: [("tender", "close", {"reasons": "The deadline passed."})])
    report = deadlines.take_all_due(at)
    assert taken == [("tender", "close", SYSTEM, at, {"reasons": "The deadline passed."})]
    assert report == deadlines.Report(taken=1)


def test_one_refused_or_broken_does_not_stop_the_others(at, taken, caplog):
    deadlines.due_steps(lambda at: ((name, "close", {}) for name in ("early", "broken", "tender")))
    report = deadlines.take_all_due(at)
    assert [record for record, *_ in taken] == ["tender"]
    assert report == deadlines.Report(taken=1, refused=1, failed=1)
    assert "broken: 'close' is due but failed" in caplog.text


def test_a_finder_that_breaks_does_not_stop_the_next(at, taken):
    deadlines.due_steps(lambda at: 1 / 0)
    deadlines.due_steps(lambda at: [("tender", "close", {})])
    assert deadlines.take_all_due(at) == deadlines.Report(taken=1, failed=1)


def test_regular_creations_are_counted(at):
    deadlines.regular(lambda at: 3)
    deadlines.regular(lambda at: 1 / 0)
    deadlines.regular(lambda at: 0)
    assert deadlines.take_all_due(at) == deadlines.Report(made=3, failed=1)


def test_registering_twice_counts_once(at):
    def maker(at):
        return 1

    deadlines.regular(maker)
    deadlines.regular(maker)
    assert deadlines.take_all_due(at).made == 1
