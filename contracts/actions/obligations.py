"""What is done about what falls due: it is recorded as met, once."""

from __future__ import annotations

from datetime import date, datetime

from contracts.models import Obligation
from workflow.calendar import london_date
from workflow.door import amend
from workflow.lifecycle import Actor, Refused


def record_met(
    obligation: Obligation, *, met_on: date, reference: str, by: Actor, at: datetime
) -> Obligation:
    """Record the day an obligation was met and the number of its notice.

    Raises Refused for a day to come, without a number, or when it is recorded already.
    """
    if met_on > london_date(at):
        raise Refused("That day is in the future. Record it when it has been done.")
    signed = obligation.agreement.signed_on
    if signed is not None and met_on < signed:
        raise Refused("That day is before the agreement was signed.")
    if not reference.strip():
        raise Refused("Enter the number of the notice, or where the copy is published.")
    return amend(obligation, by=by, at=at, met_on=met_on, reference=reference.strip())
