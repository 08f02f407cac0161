"""People, organisations, partnerships and who holds which role where."""

from accounts.models.access_token import AccessToken, AccessTokenUse
from accounts.models.account import AccountChange
from accounts.models.attempt import SignInAttempt
from accounts.models.intake import Intake
from accounts.models.membership import Membership
from accounts.models.organisation import Organisation
from accounts.models.partnership import Partnership, PartnershipMember
from accounts.models.user import User

__all__ = [
    "AccessToken",
    "AccessTokenUse",
    "AccountChange",
    "Intake",
    "Membership",
    "Organisation",
    "Partnership",
    "PartnershipMember",
    "SignInAttempt",
    "User",
]
