"""Addresses of returns and figures; oversight and packs have their own file."""

from django.urls import path

from performance.urls_answers import urlpatterns as answers
from performance.urls_ledger import urlpatterns as ledger_and_requests
from performance.urls_oversight import urlpatterns as oversight_and_packs
from performance.urls_programs import urlpatterns as for_programs
from performance.urls_review import urlpatterns as review_and_questions
from performance.views import portal, portal_form, portal_uploads, returns, rules

app_name = "performance"

TRUST = "p/<slug:partnership>"
RETURN = f"{TRUST}/returns/<int:pk>"
PROVIDER = "provider/<slug:organisation>"
OURS = f"{PROVIDER}/returns/<veiled:pk>"

urlpatterns = [
    path(f"{TRUST}/returns/", returns.return_list, name="returns"),
    path(f"{RETURN}/", returns.return_page, name="return"),
    path(f"{RETURN}/step/<slug:step>/", returns.return_step, name="return_step"),
    path(f"{RETURN}/files/<int:upload>/", returns.return_file, name="return_file"),
    path(
        f"{RETURN}/certificates/<int:certificate>/",
        returns.return_certificate,
        name="return_certificate",
    ),
    path(f"{RETURN}/figures/<int:number>/", returns.figure, name="figure"),
    path(f"{PROVIDER}/returns/", portal.portal_list, name="portal_returns"),
    path(f"{PROVIDER}/returns/rules/", rules.portal_rules, name="portal_rules"),
    path(f"{OURS}/", portal.portal_return, name="portal_return"),
    path(f"{OURS}/step/<slug:step>/", portal.portal_step, name="portal_step"),
    path(f"{OURS}/workbook/", portal.portal_workbook, name="portal_workbook"),
    path(f"{OURS}/form/", portal_form.portal_form, name="portal_form"),
    path(f"{OURS}/correct/", portal.portal_correct, name="portal_correct"),
    path(f"{OURS}/uploads/<veiled:upload>/", portal_uploads.portal_upload, name="portal_upload"),
    path(f"{OURS}/uploads/<veiled:upload>/file/", portal_uploads.portal_file, name="portal_file"),
    path(
        f"{OURS}/uploads/<veiled:upload>/marked/",
        portal_uploads.portal_marked,
        name="portal_marked",
    ),
    path(f"{OURS}/uploads/<veiled:upload>/form/", portal_form.portal_mend, name="portal_mend"),
    path(
        f"{OURS}/certificates/<veiled:certificate>/",
        portal.portal_certificate,
        name="portal_certificate",
    ),
    *answers,
    *ledger_and_requests,
    *for_programs,
    *review_and_questions,
    *oversight_and_packs,
]
