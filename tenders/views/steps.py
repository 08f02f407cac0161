"""The step pages of tenders, worksheets and opened bids."""

from __future__ import annotations

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from tenders import gate
from tenders.forms.steps import AwardNoticeForm, ExtendForm, ReasonsForm, RecommendForm
from tenders.models import Bid, RegimeChoice, Tender
from workflow.views.steps import StepView


def _tender(request: Request, pk: int) -> Tender:
    return gate.tender(request.visit, pk)


def _regime(request: Request, pk: int) -> RegimeChoice:
    return gate.regime(request.visit, pk)


def _bid(request: Request, pk: int, bid: int) -> Bid:
    return gate.opened_bid(request.visit, pk, bid)


class TenderStep(StepView):
    """A step of a tender."""

    gate = staticmethod(_tender)
    template_name = "tenders/tender_step.html"
    forms = {
        "extend": ExtendForm,
        "recommend": RecommendForm,
        "send_back": ReasonsForm,
        "publish_award_notice": AwardNoticeForm,
        "abandon": ReasonsForm,
    }


class RegimeStep(StepView):
    """A step of a regime worksheet."""

    gate = staticmethod(_regime)


class BidStep(StepView):
    """A step of an opened bid, taken by the partnership."""

    gate = staticmethod(_bid)
    forms = {"reject": ReasonsForm}


_deciders = partnership_page(Role.COMMISSIONER, Role.APPROVER)
tender_step = _deciders(TenderStep.as_view())
regime_step = _deciders(RegimeStep.as_view())
bid_step = partnership_page(Role.COMMISSIONER)(BidStep.as_view())
