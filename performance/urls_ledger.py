"""Addresses of the ledger of expected returns, and of requests about one return."""

from django.urls import path

from performance.views import extensions, ledger

TRUST = "p/<slug:partnership>/returns"
PROVIDER = "provider/<slug:organisation>/returns"
RETURN = f"{TRUST}/<int:pk>"
OURS = f"{PROVIDER}/<veiled:pk>"

urlpatterns = [
    path(f"{TRUST}/ledger/", ledger.ledger, name="ledger"),
    path(f"{TRUST}/ledger.csv", ledger.ledger_file, name="ledger_csv"),
    path(f"{RETURN}/grant/", extensions.grant, name="grant"),
    path(
        f"{RETURN}/requests/<int:extension>/step/<slug:step>/",
        extensions.extension_step,
        name="extension_step",
    ),
    path(f"{PROVIDER}/ledger/", ledger.portal_ledger, name="portal_ledger"),
    path(f"{PROVIDER}/ledger.csv", ledger.portal_ledger_file, name="portal_ledger_csv"),
    path(f"{OURS}/request/", extensions.ask, name="portal_request"),
    path(
        f"{OURS}/requests/<veiled:extension>/step/<slug:step>/",
        extensions.portal_extension_step,
        name="portal_extension_step",
    ),
]
