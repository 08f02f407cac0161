"""How an agreement moves: drafted, signed, in force, suspended, ended."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from accounts.roles import Either, approver, commissioner
from contracts.lifecycles import agreement_guards as guard
from contracts.lifecycles.agreement_states import BEING_DRAFTED, BINDING, AgreementState
from workflow import calendar
from workflow.lifecycle import Deed, Lifecycle, Refused, StateField, by_the_clock, step

S = AgreementState


class AgreementLifecycle(Lifecycle):
    """The steps of an agreement, in the order they happen."""

    class Meta:
        abstract = True

    may_begin = commissioner
    States = AgreementState
    open_to_change: ClassVar[frozenset[str]] = BEING_DRAFTED
    path: ClassVar[tuple[str, ...]] = (S.DRAFTED, S.SIGNED, S.IN_FORCE, S.ENDED)
    tones: ClassVar[dict[str, str]] = {
        S.DRAFTED: "blue",
        S.SIGNED: "turquoise",
        S.IN_FORCE: "green",
        S.SUSPENDED: "orange",
    }

    end_on: Any
    review_on: Any
    refuse_signature_before_award: Any
    start_clocks: Any
    change_as: Any
    keep_review: Any
    finish: Any

    state = StateField(choices=S, default=S.DRAFTED)

    @step(
        source=S.DRAFTED,
        target=S.SIGNED,
        label="Record the signature",
        done="recorded the signature by both parties",
        hint="The clocks that count from the day the contract is entered into start on that day.",
        may=commissioner,
        guards=[
            guard.has_kpis,
            guard.has_areas,
            guard.every_kpi_has_terms,
            guard.procurement_allows_signing,
        ],
    )
    def sign(self, deed: Deed, *, signed_on: date) -> None:
        if signed_on > calendar.london_date(deed.at):
            raise Refused("The day of signature is in the future. Record it when both have signed.")
        self.refuse_signature_before_award(signed_on)
        self.signed_on = signed_on
        self.start_clocks(deed)
        self.keep_review(deed)

    @step(
        source=S.SIGNED,
        target=S.IN_FORCE,
        label="Bring into force",
        done="brought the agreement into force",
        hint="Returns fall due from the first quarter it runs in.",
        may=Either(commissioner, by_the_clock),
        guards=[guard.start_has_come],
    )
    def bring_into_force(self, deed: Deed) -> None:
        self.keep_review(deed)

    @step(
        source=sorted(BINDING),
        target=None,
        label="Vary",
        done="was varied",
        may=guard.AppliedVariation(),
        offered=False,
    )
    def vary(self, deed: Deed, *, variation: Any) -> None:
        if variation.agreement_id != self.pk or not variation.is_being_applied:
            raise Refused("Only an approved variation of this agreement changes it.")
        self.change_as(variation)
        self.keep_review(deed)

    @step(
        source=sorted(BINDING),
        target=None,
        label="Follow its review",
        done="took the day of its next review",
        may=Either(commissioner, approver, by_the_clock),
        offered=False,
    )
    def follow_review(self, deed: Deed, *, day: date | None) -> None:
        self.review_on = day

    @step(
        source=S.IN_FORCE,
        target=S.SUSPENDED,
        label="Suspend",
        done="suspended the agreement",
        may=approver,
        careful=True,
    )
    def suspend(self, deed: Deed, *, reasons: str) -> None:
        if not reasons.strip():
            raise Refused("Say why delivery stops and until when.")

    @step(
        source=S.SUSPENDED,
        target=S.IN_FORCE,
        label="Resume",
        done="resumed the agreement",
        may=approver,
    )
    def resume(self, deed: Deed) -> None:
        """Delivery goes on."""

    @step(
        source=[S.IN_FORCE, S.SUSPENDED],
        target=S.ENDED,
        label="Expire",
        done="let the agreement expire at its end",
        may=Either(commissioner, by_the_clock),
        guards=[guard.end_has_passed],
    )
    def expire(self, deed: Deed) -> None:
        self.finish(self.end_on, deed)

    @step(
        source=sorted(BINDING),
        target=S.ENDED,
        label="End early",
        done="ended the agreement early",
        hint="For a contract, a termination notice falls due (Procurement Act 2023 s.80).",
        may=approver,
        careful=True,
    )
    def terminate(self, deed: Deed, *, reasons: str) -> None:
        if not reasons.strip():
            raise Refused("Give the ground on which the agreement ends early.")
        self.finish(calendar.london_date(deed.at), deed)
