"""What is done with agreements: drafted from an award, registered, changed while drafted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import Organisation, Partnership
from commissioning.models import Area, Service, Specification
from contracts.actions.schedule import choose_areas, copy_schedule, move_first_quarter
from contracts.models import Agreement
from tenders import law
from tenders.models import Award
from workflow import calendar
from workflow.door import amend, begin, remove
from workflow.lifecycle import Actor, Refused


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
        award = Award.objects.select_for_update().get(pk=award.pk)
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
            review_on=review_on or first_review(start),
        )
        begin(agreement, by=by, at=at)
        copy_schedule(agreement, tender.specification, by=by, at=at)
        choose_areas(agreement, areas, by=by, at=at)
    return agreement


def register(
    partnership: Partnership,
    *,
    kind: str,
    provider: Organisation,
    title: str,
    service: Service,
    regime: str,
    value_awarded: Decimal,
    start_on: date,
    end_on: date,
    by: Actor,
    at: datetime,
    specification: Specification | None = None,
    copy_kpis: bool = False,
    route: str = "",
    regime_note: str = "",
    health_service: bool = False,
    reference: str = "",
    value: Decimal | None = None,
    end_as_awarded: date | None = None,
    extension_months: int = 0,
    review_on: date | None = None,
    areas: Iterable[Area] = (),
) -> Agreement:
    """Put an agreement made elsewhere on the register, as a draft whose schedule can be written.

    `value` and `end_as_awarded` differ from value awarded and end only if it was changed before.
    Raises Refused in sentences, NotAllowed when the person is no commissioner.
    """
    if specification is not None and specification.service_id != service.pk:
        raise Refused("The specification is for another service. Choose one for this service.")
    with transaction.atomic():
        agreement = Agreement(
            partnership=partnership,
            provider=provider,
            kind=kind,
            reference=reference.strip() or next_reference(partnership, at),
            title=title,
            service=service,
            specification=specification,
            regime=regime,
            route=route_for(regime, route),
            regime_note=regime_note,
            health_service=health_service,
            value_awarded=value_awarded,
            value=value if value is not None else value_awarded,
            start_on=start_on,
            end_on=end_on,
            end_as_awarded=end_as_awarded or end_on,
            extension_months=extension_months,
            review_on=review_on or first_review(start_on),
        )
        begin(agreement, by=by, at=at)
        if copy_kpis and specification is not None:
            copy_schedule(agreement, specification, by=by, at=at)
        choose_areas(agreement, areas, by=by, at=at)
    return agreement


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
    locked = Partnership.objects.select_for_update().get(pk=partnership.pk)
    letters = re.sub(r"[^a-z]", "", locked.slug)[:3].upper() or "AGR"
    prefix = f"{letters}-{calendar.london_date(at).year}-"
    known = Agreement.objects.filter(reference__startswith=prefix)
    taken = [
        int(found[1])
        for ref in known.values_list("reference", flat=True)
        if (found := re.fullmatch(rf"{prefix}(\d+)", ref))
    ]
    return f"{prefix}{max(taken, default=0) + 1:03d}"


def first_review(start: date) -> date:
    """A year after the start (every agreement is reviewed every year)."""
    months = law.rule("annual_review", on=start).figure if start >= REVIEWS_SINCE else 12
    return calendar.add_months(start, int(months))


#: The day from which the policy of a yearly review is held.
REVIEWS_SINCE = date(2005, 10, 1)


def route_for(regime: str, route: str) -> str:
    """The route that goes with a regime which knows only one; else the one given."""
    only = {
        law.Regime.PSR.value: law.Route.PROVIDER_SELECTION.value,
        law.Regime.NONE.value: law.Route.NONE.value,
    }
    return only.get(regime, route)
