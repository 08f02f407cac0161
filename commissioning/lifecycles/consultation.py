"""How a consultation moves: planned, open, closed, reported."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from accounts.roles import Either, analyst_or_operator, commissioner, commissioner_or_analyst
from commissioning.lifecycles import consultation_guards as guard
from commissioning.lifecycles.consultation_states import BEING_PLANNED, TONES, ConsultationState
from workflow.lifecycle import Deed, Lifecycle, Refused, StateField, by_the_clock, step

S = ConsultationState


class ConsultationLifecycle(Lifecycle):
    """The steps of a consultation, in the order they happen."""

    class Meta:
        abstract = True

    may_begin = analyst_or_operator
    States = ConsultationState
    open_to_change: ClassVar[frozenset[str]] = BEING_PLANNED
    path: ClassVar[tuple[str, ...]] = (S.PLANNED, S.OPEN, S.CLOSED, S.REPORTED)
    tones: ClassVar[dict[str, str]] = TONES

    closes_on: Any
    write_response: Any
    write_responses_of: Any
    blank_words: Any
    state = StateField(choices=S, default=S.PLANNED)

    @step(
        source=S.PLANNED,
        target=S.OPEN,
        label="Open the consultation",
        done="opened the consultation",
        hint="Its questions stand as they are from then on: no answer loses its meaning.",
        may=commissioner,
        guards=guard.BEFORE_OPENING,
    )
    def open(self, deed: Deed) -> None:
        """People answer from here."""

    @step(
        source=S.PLANNED,
        target=S.CLOSED,
        label="Enter as already held",
        done="entered the consultation as already held",
        hint="For one held before, of which a report gives the figures, which stand as printed.",
        may=analyst_or_operator,
        guards=[guard.has_questions, guard.was_held],
    )
    def enter_as_held(self, deed: Deed) -> None:
        """Its dates say when it was held, the history when it was entered."""

    @step(
        source=S.OPEN,
        target=None,
        label="Take in a response",
        done="took in a response",
        may=commissioner_or_analyst,
        guards=[guard.last_day_has_not_gone],
        secret=["role", "given"],
        offered=False,
    )
    def take_response(self, deed: Deed, *, role: Any, given: Any) -> None:
        self.write_response(role, given, deed)

    @step(
        source=S.OPEN,
        target=None,
        label="Load a file of responses",
        done="loaded a file of responses",
        may=commissioner_or_analyst,
        guards=[guard.last_day_has_not_gone],
        offered=False,
    )
    def load_responses(self, deed: Deed, *, file: Any) -> None:
        self.write_responses_of(file, deed)

    @step(
        source=[S.OPEN, S.CLOSED, S.REPORTED],
        target=None,
        label="Take words out of an answer",
        done="took out an answer in words that pointed to a person",
        may=commissioner_or_analyst,
        secret=["reply"],
        offered=False,
    )
    def take_words_out(self, deed: Deed, *, reply: Any) -> None:
        self.blank_words(reply, deed)

    @step(
        source=S.OPEN,
        target=None,
        label="Give people longer",
        done="gave people longer to answer",
        may=commissioner,
        careful=True,
    )
    def extend(self, deed: Deed, *, closes_on: date, reasons: str) -> None:
        if not reasons.strip():
            raise Refused("Say why people are given longer.")
        guard.later_last_day(self, closes_on, deed)
        self.closes_on = closes_on

    @step(
        source=S.OPEN,
        target=S.CLOSED,
        label="Close the consultation",
        done="closed the consultation",
        hint="It closes by itself after its last day. No response is taken in afterwards.",
        may=Either(commissioner, by_the_clock),
        guards=[guard.people_may_close],
        careful=True,
    )
    def close(self, deed: Deed, *, reasons: str = "") -> None:
        guard.reasons_to_close_early(self, deed, reasons)

    @step(
        source=S.CLOSED,
        target=S.OPEN,
        label="Open it again",
        done="opened the consultation again",
        hint="To load responses that came in time, or to give people longer.",
        may=commissioner,
        guards=[guard.is_not_from_papers, guard.no_findings_yet],
        careful=True,
    )
    def reopen(self, deed: Deed, *, closes_on: date, reasons: str) -> None:
        if not reasons.strip():
            raise Refused("Say why it is opened again.")
        guard.last_day_ahead(closes_on, deed)
        self.closes_on = closes_on

    @step(
        source=S.CLOSED,
        target=S.REPORTED,
        label="Report what was found",
        done="reported what the consultation found",
        hint="From then on findings, and what was changed because of them, stand as written.",
        may=commissioner,
        guards=[guard.has_responses, guard.no_file_waits, guard.findings_answered],
    )
    def report(self, deed: Deed) -> None:
        """What people said has been answered."""
