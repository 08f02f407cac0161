"""What returns and accepted figures say to the yearly review of an agreement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from contracts.evidence import Evidence, register
from contracts.models import Agreement
from pages.words import quantity
from performance.models import ContractReading, KpiReturn
from performance.queries.ledger import Standing, standing_of
from workflow.calendar import london_date


@register
def returns(agreement: Agreement, since: date, at: datetime) -> Iterator[Evidence]:
    """How many of the returns due since a day came on time, late, or not at all."""
    due = KpiReturn.objects.filter(
        agreement=agreement, version=1, due_on__gte=since, due_on__lt=london_date(at)
    )
    stood = Counter(standing_of(one, at) for one in due if one.is_wanted)
    missing = stood[Standing.LATE] + stood[Standing.MISSING]
    text = (
        f"{stood[Standing.ON_TIME]} of {quantity(stood.total(), 'return')} due came on time, "
        f"{stood[Standing.CAME_LATE]} late, {missing} not yet."
        if stood
        else "No return has been due since the last review."
    )
    yield Evidence("Returns on time", text)


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
