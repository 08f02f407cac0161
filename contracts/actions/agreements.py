"""What is done with agreements: drafted from an award, registered, changed while drafted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import Partnership
from commissioning.models import Area, Service, Specification
from contracts.actions.schedule import choose_areas, copy_schedule, move_first_quarter
from contracts.models import Agreement
from contracts.models.review import first_review
from tenders import law
from tenders.models import Award
from workflow import calendar
from workflow.door import amend, begin, remove
from workflow.lifecycle import Actor, Refused
from workflow.locking import locked


def draft_from_award(
    award: Award,
    *,
    areas: Iterable[Area],
    by: Actor,
    at: datetime,
    title: str = "",
    start_on: date | None = None,
    review_on: date | None = None,
) -> Agreement:
    """Draft the contract of an award: provider, value, term, law and the specification's KPIs.

    Raises Refused when it has been drafted already, or a KPI has no definition in the first
    quarter; NotAllowed when the person is no commissioner.
    """
    with transaction.atomic():
        award = locked(award)
        drafted = Agreement.objects.filter(award=award).first()
        if drafted is not None:
            raise Refused(f"The contract of this award has been drafted already: {drafted}.")
        tender = award.tender
        start = start_on or tender.start_on
        agreement = Agreement(
            partnership=tender.partnership,
            provider=award.bid.provider,
            kind=Agreement.Kind.CONTRACT,
            reference=next_reference(tender.partnership, at),
            title=title or tender.title,
            service=tender.specification.service,
            specification=tender.specification,
            award=award,
            regime=tender.regime,
            route=tender.route,
            value_awarded=award.value,
            value=award.value,
            start_on=start,
            end_on=tender.end_on,
            end_as_awarded=tender.end_on,
            extension_months=tender.extension_months,
            review_on=review_on or first_review(start, tender.end_on),
        )
        begin(agreement, by=by, at=at)
        copy_schedule(agreement, tender.specification, by=by, at=at)
        choose_areas(agreement, areas, by=by, at=at)
    return agreement


def register(
    partnership: Partnership,
    *,
    service: Service,
    by: Actor,
    at: datetime,
    specification: Specification | None = None,
    copy_kpis: bool = False,
    areas: Iterable[Area] = (),
    **facts: Any,
) -> Agreement:
    """Put an agreement made elsewhere on the register, as a draft whose schedule can be written.

    `facts` are its other fields: kind, provider, title, regime, value_awarded, start_on and
    end_on; where `value`, `end_as_awarded`, `review_on`, `route` or `reference` are left empty
    they follow from those. `value` and `end_as_awarded` are given only if it was changed before.
    Raises Refused in sentences, NotAllowed when the person is no commissioner.
    """
    if specification is not None and specification.service_id != service.pk:
        raise Refused("The specification is for another service. Choose one for this service.")
    with transaction.atomic():
        agreement = Agreement(
            partnership=partnership,
            service=service,
            specification=specification,
            **_completed(facts, partnership, at),
        )
        begin(agreement, by=by, at=at)
        if copy_kpis and specification is not None:
            copy_schedule(agreement, specification, by=by, at=at)
        choose_areas(agreement, areas, by=by, at=at)
    return agreement


def _completed(facts: dict[str, Any], partnership: Partnership, at: datetime) -> dict[str, Any]:
    """The facts, with what was left empty following from what was given."""
    value, reference = facts.get("value"), facts.get("reference", "").strip()
    return facts | {
        "reference": reference or next_reference(partnership, at),
        "route": route_for(facts["regime"], facts.get("route", "")),
        "value": facts["value_awarded"] if value is None else value,
        "end_as_awarded": facts.get("end_as_awarded") or facts["end_on"],
        "review_on": facts.get("review_on") or first_review(facts["start_on"], facts["end_on"]),
    }


def change_facts(agreement: Agreement, *, by: Actor, at: datetime, **facts: Any) -> Agreement:
    """Change facts of a drafted agreement. First terms follow the quarter it starts in.

    What an award settled (value, end, provider) is not among them: a variation changes it.
    """
    fixed = {"value", "value_awarded", "end_on", "end_as_awarded", "provider", "award"}
    if agreement.award_id and fixed & facts.keys():
        raise Refused("Value, end and provider are as awarded. A variation changes them later.")
    with transaction.atomic():
        changed = amend(agreement, by=by, at=at, **facts)
        if changed.start_on != agreement.start_on:
            move_first_quarter(changed, agreement.start_on, by=by, at=at)
    return changed


def discard(agreement: Agreement, *, by: Actor, at: datetime, reasons: str) -> None:
    """Remove a draft that should not have been made. The audit trail keeps what it held."""
    if not reasons.strip():
        raise Refused("Say why the draft is removed.")
    remove(agreement, by=by, at=at, reasons=reasons.strip())


def next_reference(partnership: Partnership, at: datetime) -> str:
    """The next free reference of the year, such as CUM-2026-014. Call inside a transaction.

    The partnership's row is locked so that two drafts do not take the same number.
    """
    letters = re.sub(r"[^a-z]", "", locked(partnership).slug)[:3].upper() or "AGR"
    prefix = f"{letters}-{calendar.london_date(at).year}-"
    known = partnership.agreements.filter(reference__startswith=prefix)
    taken = [
        int(found[1])
        for ref in known.values_list("reference", flat=True)
        if (found := re.fullmatch(rf"{prefix}(\d+)", ref))
    ]
    return f"{prefix}{max(taken, default=0) + 1:03d}"


def route_for(regime: str, route: str) -> str:
    """The route that goes with a regime which knows only one; else the one given."""
    only = {
        law.Regime.PSR.value: law.Route.PROVIDER_SELECTION.value,
        law.Regime.NONE.value: law.Route.NONE.value,
    }
    return only.get(regime, route)
