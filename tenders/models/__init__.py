"""The records of a procurement."""

from tenders.models.bid import Bid, BidDocument
from tenders.models.evaluation import Moderation, PanelMember, Score
from tenders.models.outcome import AssessmentSummary, Award
from tenders.models.regime import RegimeChoice
from tenders.models.tender import Assurance, Challenge, Criterion, Lot, Question, Tender

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
