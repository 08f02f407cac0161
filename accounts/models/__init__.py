"""People, organisations, partnerships and who holds which role where."""

from accounts.models.account import AccountChange
from accounts.models.attempt import SignInAttempt
from accounts.models.intake import Intake
from accounts.models.membership import Membership
from accounts.models.organisation import Organisation
from accounts.models.partnership import Partnership, PartnershipMember
from accounts.models.user import User

__all__ = [
    "AccountChange",
    "Intake",
    "Membership",
    "Organisation",
    "Partnership",
    "PartnershipMember",
    "SignInAttempt",
    "User",
]
