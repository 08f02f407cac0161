"""Summing up accepted figures as they are accepted, so that oversight reads few rows.

`sum_up` has one caller, KpiReturn.count, inside the transaction that accepts the return. It reads
the return's own figures, never its state, which changes when the step is over.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from commissioning.models import KpiVersion
from contracts.models import KpiTerms
from performance.models.figure import Figure
from performance.models.oversight import ContractReading, Measured
from performance.values import value_of


def sum_up(kpi_return: Any) -> None:
    """Write one ContractReading for each figure of a return, in place of an earlier version's."""
    of_return = ContractReading.objects.filter(
        agreement=kpi_return.agreement, quarter=kpi_return.quarter
    )
    of_return.delete()
    figures = Figure.objects.filter(kpi_return=kpi_return).select_related("scheduled__kpi")
    lines = figures.prefetch_related("scheduled__terms__definition")
    ContractReading.objects.bulk_create(_reading(kpi_return, figure) for figure in lines)


def _reading(kpi_return: Any, figure: Figure) -> ContractReading:
    terms = figure.scheduled.terms_in(kpi_return.quarter)
    unit = terms.definition.unit if terms else KpiVersion.Unit.COUNT
    value = value_of(unit, figure.numerator, figure.denominator)
    return ContractReading(
        agreement=kpi_return.agreement,
        kpi=figure.scheduled.kpi,
        area_id=figure.area_id,
        quarter=kpi_return.quarter,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=value,
        target=terms.target if terms else None,
        rating=rating_of(value, terms),
        why_not_rated="" if value is not None and terms else figure.get_status_display(),
        status=figure.status,
        figure=figure,
    )


def rating_of(value: Decimal | None, terms: KpiTerms | None) -> Measured.Rating:
    """How a value stands to target and tolerance; not rated where either is missing."""
    if value is None or terms is None:
        return Measured.Rating.NOT_RATED
    higher = terms.definition.polarity == KpiVersion.Polarity.HIGHER
    short = terms.target - value if higher else value - terms.target
    if short <= 0:
        return Measured.Rating.ON_TARGET
    return Measured.Rating.NEAR if short <= terms.tolerance else Measured.Rating.OFF
