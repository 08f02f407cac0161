"""Addresses of tenders inside a partnership, and of the providers' portal."""

from django.urls import path

from tenders import urls_portal as portal_urls
from tenders.views import evaluation, parts, regime, steps, tender

app_name = "tenders"

LIST = "p/<slug:partnership>/tenders/"
REGIME = f"{LIST}regimes/<int:pk>/"
ONE = f"{LIST}<int:pk>/"
BID = f"{ONE}bids/<int:bid>/"

urlpatterns = [
    path(LIST, regime.tender_list, name="tenders"),
    path(f"{LIST}regimes/new/", regime.regime_new, name="regime_new"),
    path(REGIME, regime.regime, name="regime"),
    path(f"{REGIME}change/", regime.regime_edit, name="regime_edit"),
    path(f"{REGIME}draft/", regime.tender_new, name="tender_new"),
    path(f"{REGIME}step/<slug:step>/", steps.regime_step, name="regime_step"),
    path(ONE, tender.tender, name="tender"),
    path(f"{ONE}step/<slug:step>/", steps.tender_step, name="tender_step"),
    path(f"{ONE}change/", tender.tender_edit, name="tender_edit"),
    path(f"{ONE}gates/", tender.tender_gates, name="tender_gates"),
    path(f"{ONE}gates/<slug:code>/", tender.gate_record, name="gate_record"),
    path(f"{ONE}timetable/", tender.tender_timetable, name="tender_timetable"),
    path(f"{ONE}timetable/change/", tender.timetable_edit, name="timetable_edit"),
    path(f"{ONE}criteria/", parts.tender_criteria, name="tender_criteria"),
    path(f"{ONE}criteria/new/", parts.criterion_new, name="criterion_new"),
    path(f"{ONE}criteria/<int:criterion>/", parts.criterion_edit, name="criterion_edit"),
    path(f"{ONE}criteria/<int:criterion>/remove/", parts.criterion_remove, name="criterion_remove"),
    path(f"{ONE}lots/new/", parts.lot_new, name="lot_new"),
    path(f"{ONE}lots/<int:lot>/remove/", parts.lot_remove, name="lot_remove"),
    path(f"{ONE}panel/", parts.tender_panel, name="tender_panel"),
    path(f"{ONE}panel/new/", parts.panel_new, name="panel_new"),
    path(f"{ONE}panel/declare/", parts.panel_declare, name="panel_declare"),
    path(f"{ONE}panel/moderate/", parts.moderator_declare, name="moderator_declare"),
    path(f"{ONE}panel/<int:seat>/remove/", parts.panel_remove, name="panel_remove"),
    path(f"{ONE}questions/", parts.tender_questions, name="tender_questions"),
    path(f"{ONE}questions/<int:question>/", parts.question_answer, name="question_answer"),
    path(f"{ONE}bids/", evaluation.tender_bids, name="tender_bids"),
    path(BID, evaluation.opened_bid, name="opened_bid"),
    path(f"{BID}step/<slug:step>/", steps.bid_step, name="opened_bid_step"),
    path(f"{BID}documents/<int:document>/", evaluation.opened_document, name="opened_document"),
    path(f"{BID}score/", evaluation.bid_score, name="bid_score"),
    path(f"{BID}moderate/", evaluation.bid_moderate, name="bid_moderate"),
    path(f"{ONE}challenges/new/", evaluation.challenge_new, name="challenge_new"),
    path(f"{ONE}challenges/<int:challenge>/", evaluation.challenge_close, name="challenge_close"),
    path(f"{ONE}history/", tender.tender_history, name="tender_history"),
    *portal_urls.urlpatterns,
]
