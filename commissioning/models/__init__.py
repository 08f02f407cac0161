"""The records of needs analysis, outcomes, consultation, specification and the Board."""

from commissioning.models.area import Area, PartnershipArea
from commissioning.models.area_set import AreaInSet, AreaManagement, AreaProvision, AreaSet
from commissioning.models.board import Advice, BoardAction, BoardRole, Decision, Meeting
from commissioning.models.breakdown import Breakdown, BreakdownGroup
from commissioning.models.budget import Fund, FundContribution, FundShare
from commissioning.models.consultation import (
    Consultation,
    ConsultationEvent,
    ConsultationOption,
    ConsultationQuestion,
)
from commissioning.models.consultation_finding import ConsultationFinding, FindingSource
from commissioning.models.history import Milestone
from commissioning.models.indicator import Indicator, IndicatorFigure
from commissioning.models.indicator_load import IndicatorLoad
from commissioning.models.kpi import Kpi, KpiVersion
from commissioning.models.kpi_relation import KpiRelation, KpiRelationMember
from commissioning.models.local import (
    LocalMeeting,
    LocalMember,
    LocalPartnership,
    LocalPlan,
    LocalPriority,
    TaskGroup,
)
from commissioning.models.need import Need
from commissioning.models.outcome import LevelOfNeed, Objective, Outcome, OutcomesFramework
from commissioning.models.principle import Principle
from commissioning.models.programme import Programme, ProgrammeDecision, ProgrammeEvaluation
from commissioning.models.response import ConsultationReply, ConsultationResponse, GivenResponse
from commissioning.models.response_file import ResponseFile
from commissioning.models.service import Service, ServiceLevel, ServiceOutcome, ServiceReview
from commissioning.models.specification import (
    Clause,
    NeedAnswered,
    Specification,
    SpecificationKpi,
)

__all__ = [
    "Advice",
    "Area",
    "AreaInSet",
    "AreaManagement",
    "AreaProvision",
    "AreaSet",
    "BoardAction",
    "BoardRole",
    "Breakdown",
    "BreakdownGroup",
    "Clause",
    "Consultation",
    "ConsultationEvent",
    "ConsultationFinding",
    "ConsultationOption",
    "ConsultationQuestion",
    "ConsultationReply",
    "ConsultationResponse",
    "Decision",
    "FindingSource",
    "Fund",
    "FundContribution",
    "FundShare",
    "GivenResponse",
    "Indicator",
    "IndicatorFigure",
    "IndicatorLoad",
    "Kpi",
    "KpiRelation",
    "KpiRelationMember",
    "KpiVersion",
    "LevelOfNeed",
    "LocalMeeting",
    "LocalMember",
    "LocalPartnership",
    "LocalPlan",
    "LocalPriority",
    "Meeting",
    "Milestone",
    "Need",
    "NeedAnswered",
    "Objective",
    "Outcome",
    "OutcomesFramework",
    "PartnershipArea",
    "Principle",
    "Programme",
    "ProgrammeDecision",
    "ProgrammeEvaluation",
    "ResponseFile",
    "Service",
    "ServiceLevel",
    "ServiceOutcome",
    "ServiceReview",
    "Specification",
    "SpecificationKpi",
    "TaskGroup",
]
