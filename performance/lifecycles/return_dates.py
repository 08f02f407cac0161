"""When a return is due, and whether one is wanted at all: the steps an agreed request takes."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.roles import Either, commissioner
from performance.lifecycles import return_guards as guard
from performance.lifecycles.return_states import BEFORE_SUBMISSION, ReturnState
from workflow.lifecycle import Deed, Lifecycle, by_the_clock, step

S = ReturnState


class ReturnDates(Lifecycle):
    """Steps that move the due date, or do without the return. No page offers them by themselves."""

    class Meta:
        abstract = True

    waived_reason: Any

    @step(
        source=sorted(BEFORE_SUBMISSION),
        target=None,
        label="Move the due date",
        done="moved the day by which the return is on time",
        may=commissioner,
        offered=False,
    )
    def extend(self: Any, deed: Deed, *, until: date) -> None:
        """Taken by an agreed request (extension.py)."""
        guard.a_later_day(self, until, deed)
        self.due_on = until

    @step(
        source=sorted(BEFORE_SUBMISSION),
        target=S.WAIVED,
        label="Waive the return",
        done="waived the return",
        hint="It is then neither expected nor late. Say why; the pack will print it.",
        may=Either(commissioner, by_the_clock),
        offered=False,
        careful=True,
    )
    def waive(self, deed: Deed, *, reasons: str) -> None:
        """Taken by an agreed request (extension.py), or by the clock when the agreement ended first."""
        self.waived_reason = guard.said(reasons, "Say why no return is wanted this time.")
