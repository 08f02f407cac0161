"""The choice of regime: proposing a worksheet and putting it right."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TypedDict

from accounts.models import User
from commissioning.models import Specification
from tenders.models import RegimeChoice
from workflow.calendar import london_date
from workflow.door import amend, begin


class Values(TypedDict):
    """What a worksheet asks: pounds over the whole term, VAT included."""

    cpv: str
    health_value: Decimal
    other_value: Decimal
    separable: bool
    reason: str


def propose_regime(
    specification: Specification, *, by: User, at: datetime, values: Values
) -> RegimeChoice:
    """Propose the regime of a procurement from an approved specification. Raises Refused."""
    choice = RegimeChoice(
        partnership=specification.partnership,
        specification=specification,
        proposed_by=by,
        as_at=london_date(at),
        **values,
    )
    return begin(choice, by=by, at=at)


def change_regime(choice: RegimeChoice, *, by: User, at: datetime, values: Values) -> RegimeChoice:
    """Put a proposed worksheet right; whoever changes it has proposed it. Raises Refused."""
    return amend(choice, by=by, at=at, proposed_by=by, as_at=london_date(at), **values)
