"""The records of agreements."""

from contracts.models.agreement import Agreement, AgreementArea
from contracts.models.obligation import Obligation
from contracts.models.review import Review
from contracts.models.schedule import KpiTerms, ScheduledKpi
from contracts.models.variation import Variation, VariationTerms

__all__ = [
    "Agreement",
    "AgreementArea",
    "KpiTerms",
    "Obligation",
    "Review",
    "ScheduledKpi",
    "Variation",
    "VariationTerms",
]
