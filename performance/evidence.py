"""What returns and accepted figures say to the yearly review of an agreement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from contracts.evidence import Evidence, register
from contracts.models import Agreement
from pages.words import quantity
from performance.models import ContractReading, KpiReturn
from workflow.calendar import london_date


@register
def returns(agreement: Agreement, since: date, at: datetime) -> Iterator[Evidence]:
    """How many of the returns due since a day came on time, late, or not at all."""
    due = KpiReturn.objects.filter(
        agreement=agreement, version=1, due_on__gte=since, due_on__lt=london_date(at)
    )
    wanted = [one for one in due if one.is_wanted]
    late = [one for one in wanted if _is_late(one)]
    missing = [one for one in wanted if one.submitted_at is None]
    on_time = len(wanted) - len(late) - len(missing)
    text = (
        f"{on_time} of {quantity(len(wanted), 'return')} due came on time, "
        f"{len(late)} late, {len(missing)} not yet."
        if wanted
        else "No return has been due since the last review."
    )
    yield Evidence("Returns on time", text)


def _is_late(one: KpiReturn) -> bool:
    return one.submitted_at is not None and london_date(one.submitted_at) > one.due_on


@register
def ratings(agreement: Agreement, since: date, at: datetime) -> Iterator[Evidence]:
    """How each KPI stood to its target in the last quarter with accepted figures."""
    whole = ContractReading.objects.filter(agreement=agreement, area=None).exclude(value=None)
    last = whole.order_by("-quarter").values_list("quarter", flat=True).first()
    if last is None:
        yield Evidence("KPIs against their targets", "No figures have been accepted yet.")
        return
    rows = whole.filter(quarter=last).select_related("kpi").order_by("kpi__code")
    said = [f"{row.kpi}: {row.get_rating_display().lower()}" for row in rows]
    yield Evidence("KPIs against their targets", f"In {last}, {'; '.join(said)}.")
