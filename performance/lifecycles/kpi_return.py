"""How a KPI return moves: expected, received, certified, queried, accepted, superseded, waived."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from accounts.roles import Either, Operator, certifier, commissioner, preparer
from performance.lifecycles import return_guards as guard
from workflow.lifecycle import Deed, Lifecycle, Refused, StateField, step


class ReturnState(models.TextChoices):
    """Where a return stands. Not due, late and on time follow from the clock."""

    EXPECTED = "expected", "Expected"  # nothing readable has arrived
    RECEIVED = "received", "Received"  # read, no stopping finding; not yet certified
    CERTIFIED = "certified", "Certified"  # submitted; the commissioner looks at it
    QUERIED = "queried", "Queried"  # the commissioner asked; the provider corrects or explains
    ACCEPTED = "accepted", "Accepted"  # its figures count
    SUPERSEDED = "superseded", "Superseded"  # a corrected version was accepted
    WAIVED = "waived", "Waived"  # not wanted this time, with the reason


S = ReturnState
#: The provider has something to do.
WITH_PROVIDER = frozenset({S.EXPECTED, S.RECEIVED, S.QUERIED})
#: A file may be uploaded.
TAKES_FILES = frozenset({S.EXPECTED, S.RECEIVED, S.QUERIED})
#: The commissioner has something to do.
WITH_COMMISSIONER = frozenset({S.CERTIFIED})
#: Its figures count.
COUNTS = frozenset({S.ACCEPTED})
#: Submitted at some time.
SUBMITTED = frozenset({S.CERTIFIED, S.QUERIED, S.ACCEPTED, S.SUPERSEDED})
#: Replaced by a later version.
REPLACED = frozenset({S.SUPERSEDED})
#: Not counted among those expected.
NOT_WANTED = frozenset({S.WAIVED})


class ReturnLifecycle(Lifecycle):
    """The steps of a return, in the order they happen."""

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
        guards=[guard.quarter_has_ended],
        secret={"figures"},
        offered=False,
    )
    def receive(self, deed: Deed, *, upload: Any, figures: Any) -> None:
        self.received_at = deed.at
        self.keep_figures(upload, figures)

    @step(
        source=[S.RECEIVED, S.QUERIED],
        target=S.CERTIFIED,
        label="Certify and submit",
        done="certified and submitted the return",
        hint="You certify that the figures are complete and right to the best of your knowledge.",
        may=certifier,
        guards=[guard.quarter_has_ended, guard.figures_complete, guard.queries_answered],
        tells=guard.tell_commissioners,
    )
    def certify(self, deed: Deed) -> None:
        self.certified_by, self.certified_at = deed.by, deed.at

    @step(
        source=S.QUERIED,
        target=None,
        label="Answer the question",
        done="answered the commissioner's question",
        hint="Explain the figures. If they are wrong, upload a corrected file instead.",
        may=preparer,
    )
    def answer(self, deed: Deed, *, answer: str) -> None:
        if not answer.strip():
            raise Refused("Write your answer.")
        self.query_answer = answer.strip()

    @step(
        source=S.CERTIFIED,
        target=S.ACCEPTED,
        label="Accept the return",
        done="accepted the return",
        hint="Its figures count from now on, in oversight and in the pack.",
        may=commissioner,
        tells=guard.tell_provider("it was accepted."),
    )
    def accept(self, deed: Deed) -> None:
        self.accepted_by, self.accepted_at = deed.by, deed.at
        self.count(deed)

    @step(
        source=S.CERTIFIED,
        target=S.QUERIED,
        label="Query the return",
        done="queried the return",
        hint="Say which figure you doubt and why. The provider explains or corrects it.",
        may=commissioner,
        tells=guard.tell_provider("the commissioner has a question."),
    )
    def query(self, deed: Deed, *, question: str) -> None:
        if not question.strip():
            raise Refused("Write your question.")
        self.query_text, self.query_answer = question.strip(), ""

    @step(
        source=S.ACCEPTED,
        target=S.SUPERSEDED,
        label="Supersede",
        done="was superseded by a corrected version",
        may=commissioner,
        offered=False,
    )
    def supersede(self, deed: Deed) -> None:
        """Taken by the acceptance of the next version."""

    @step(
        source=S.EXPECTED,
        target=S.WAIVED,
        label="Waive the return",
        done="waived the return",
        hint="It is then neither expected nor late. Say why; the pack will print it.",
        may=commissioner,
    )
    def waive(self, deed: Deed, *, reasons: str) -> None:
        if not reasons.strip():
            raise Refused("Say why no return is wanted for this quarter.")
        self.waived_reason = reasons.strip()
