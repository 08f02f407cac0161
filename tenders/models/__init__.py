"""The records of a procurement."""

from tenders.models.bid import Bid, BidDocument
from tenders.models.evaluation import AssessmentSummary, Moderation, PanelMember, Score
from tenders.models.regime import RegimeChoice
from tenders.models.tender import Assurance, Award, Challenge, Criterion, Lot, Question, Tender

__all__ = [
    "AssessmentSummary",
    "Assurance",
    "Award",
    "Bid",
    "BidDocument",
    "Challenge",
    "Criterion",
    "Lot",
    "Moderation",
    "PanelMember",
    "Question",
    "RegimeChoice",
    "Score",
    "Tender",
]
