"""The records of a procurement."""

from tenders.models.bid import Bid, BidDocument
from tenders.models.evaluation import Moderation, ModeratorDeclaration, PanelMember, Score
from tenders.models.outcome import AssessmentSummary, Award, Challenge
from tenders.models.regime import RegimeChoice
from tenders.models.tender import Assurance, Criterion, Lot, Question, Tender

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
    "ModeratorDeclaration",
    "PanelMember",
    "Question",
    "RegimeChoice",
    "Score",
    "Tender",
]
