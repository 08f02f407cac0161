"""What follows when figures begin to count, or what they are judged by changes."""

from __future__ import annotations

from contracts.models import Variation
from performance.models import KpiReturn
from performance.readings.summing import sum_up, sum_up_since
from workflow.door import take
from workflow.lifecycle import Deed


def count_in_place_of_others(kpi_return: KpiReturn, deed: Deed) -> None:
    """Supersede the version that counted until this one was accepted, and sum the figures up."""
    for version in kpi_return.others_that_count():
        take(version, "supersede", by=deed.by, at=deed.at)
    sum_up(kpi_return)


def judge_by_new_terms(variation: Variation, deed: Deed) -> None:
    """Sum the KPIs up again whose terms a variation changed, from the first quarter it changes."""
    changed = list(variation.kpi_terms.values_list("from_quarter", "scheduled__kpi"))
    if changed:
        kpis = sorted({kpi for _quarter, kpi in changed})
        sum_up_since(variation.partnership_id, kpis, min(quarter for quarter, _kpi in changed))
