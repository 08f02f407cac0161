"""The records of needs analysis, outcomes, consultation, specification and the Board."""

from commissioning.models.area import Area, PartnershipArea
from commissioning.models.board import Advice, BoardAction, BoardRole, Decision, Meeting
from commissioning.models.consultation import (
    Consultation,
    ConsultationAnswer,
    ConsultationFinding,
    ConsultationQuestion,
)
from commissioning.models.history import Milestone
from commissioning.models.indicator import Indicator, IndicatorFigure
from commissioning.models.kpi import Kpi, KpiVersion
from commissioning.models.need import Need
from commissioning.models.outcome import LevelOfNeed, Objective, Outcome, OutcomesFramework
from commissioning.models.service import Service
from commissioning.models.specification import (
    Clause,
    NeedAnswered,
    Specification,
    SpecificationKpi,
)

__all__ = [
    "Advice",
    "Area",
    "BoardAction",
    "BoardRole",
    "Clause",
    "Consultation",
    "ConsultationAnswer",
    "ConsultationFinding",
    "ConsultationQuestion",
    "Decision",
    "Indicator",
    "IndicatorFigure",
    "Kpi",
    "KpiVersion",
    "LevelOfNeed",
    "Meeting",
    "Milestone",
    "Need",
    "NeedAnswered",
    "Objective",
    "Outcome",
    "OutcomesFramework",
    "PartnershipArea",
    "Service",
    "Specification",
    "SpecificationKpi",
]
