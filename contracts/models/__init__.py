"""The records of agreements."""

from contracts.models.agreement import Agreement, AgreementArea
from contracts.models.obligation import Obligation
from contracts.models.schedule import KpiTerms, ScheduledKpi
from contracts.models.variation import Variation, VariationTerms

__all__ = [
    "Agreement",
    "AgreementArea",
    "KpiTerms",
    "Obligation",
    "ScheduledKpi",
    "Variation",
    "VariationTerms",
]
