"""How a KPI return moves: expected, received, certified, queried, accepted, superseded, waived."""

from __future__ import annotations

from typing import Any, ClassVar

from accounts.roles import Either, Operator, certifier, commissioner, preparer
from performance.lifecycles import return_guards as guard
from performance.lifecycles.return_dates import ReturnDates
from performance.lifecycles.return_states import (
    ASKED,
    BEFORE_SUBMISSION,
    COUNTS,
    NOT_WANTED,
    REPLACED,
    STANDS,
    TAKES_FILES,
    TO_CERTIFY,
    WITH_COMMISSIONER,
    WITH_PROVIDER,
    ReturnState,
)
from workflow.lifecycle import Deed, StateField, step

__all__ = [
    "ASKED",
    "BEFORE_SUBMISSION",
    "COUNTS",
    "NOT_WANTED",
    "REPLACED",
    "STANDS",
    "TAKES_FILES",
    "TO_CERTIFY",
    "WITH_COMMISSIONER",
    "WITH_PROVIDER",
    "ReturnLifecycle",
    "ReturnState",
]

S = ReturnState


class ReturnLifecycle(ReturnDates):
    """The steps of a return, in the order they happen; when it is due, and whether: return_dates."""

    class Meta:
        abstract = True

    may_begin = Either(Operator(), commissioner, certifier)
    States = ReturnState
    open_to_change: ClassVar[frozenset[str]] = frozenset()
    path: ClassVar[tuple[str, ...]] = (S.EXPECTED, S.RECEIVED, S.CERTIFIED, S.ACCEPTED)
    tones: ClassVar[dict[str, str]] = {
        S.EXPECTED: "blue",
        S.RECEIVED: "turquoise",
        S.CERTIFIED: "purple",
        S.QUERIED: "orange",
        S.ACCEPTED: "green",
    }

    state = StateField(choices=S, default=S.EXPECTED)

    @step(
        source=sorted(TAKES_FILES),
        target=S.RECEIVED,
        label="Receive",
        done="sent figures that could be read",
        may=preparer,
        guards=[guard.period_has_ended],
        offered=False,
    )
    def receive(self: Any, deed: Deed, *, upload: Any) -> None:
        self.received_at = deed.at
        self.keep_entries(upload, deed)

    @step(
        source=[S.RECEIVED, S.QUERIED],
        target=S.CERTIFIED,
        label="Certify and submit",
        done="certified and submitted the return",
        hint="The commissioner then looks at the figures. You cannot change them meanwhile.",
        may=certifier,
        guards=[
            guard.period_has_ended,
            guard.figures_complete,
            guard.a_figure_differs,
            guard.queries_answered,
            guard.a_second_person,
        ],
        tells=guard.tell_commissioners,
    )
    def certify(self: Any, deed: Deed, *, declaration: str = "", seen: str | None = None) -> None:
        """Its rows then become figures, and the whole is kept as a document: consequences.py."""
        guard.as_seen(self, seen)
        self.certified_by, self.certified_at = deed.by, deed.at
        self.by_one_person = self.was_prepared_by(deed.by)
        self.submitted_at = self.submitted_at or deed.at

    @step(
        source=S.CERTIFIED,
        target=S.ACCEPTED,
        label="Accept the return",
        done="accepted the return",
        hint="Its figures count from now on, in oversight and in the pack.",
        may=commissioner,
        guards=[guard.questions_sent],
        tells=guard.tell_provider("it was accepted."),
    )
    def accept(self: Any, deed: Deed, *, seen: str | None = None) -> None:
        """What counted before is then superseded and the figures are summed: consequences.py."""
        guard.as_seen(self, seen)
        self.accepted_by, self.accepted_at = deed.by, deed.at

    @step(
        source=S.CERTIFIED,
        target=S.QUERIED,
        label="Query the return",
        done="queried the return",
        hint="The provider explains or corrects each figure you ask about, and certifies again.",
        may=commissioner,
        tells=guard.tell_provider("the commissioner has a question."),
    )
    def query(self: Any, deed: Deed, *, question: str = "") -> None:
        """Sends the questions written about single figures, and this one about the whole."""
        self.send_questions(question.strip(), deed)

    @step(
        source=S.ACCEPTED,
        target=S.SUPERSEDED,
        label="Supersede",
        done="was superseded by a corrected version",
        may=commissioner,
        guards=[guard.a_later_version_counts],
        offered=False,
    )
    def supersede(self, deed: Deed) -> None:
        """Taken by the acceptance of the next version."""
