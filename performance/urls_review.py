"""Addresses of the commissioner's review of returns, and of the questions it leads to."""

from django.urls import path

from performance.views import questions, waiting

TRUST = "p/<slug:partnership>"
RETURN = f"{TRUST}/returns/<int:pk>"
OURS = "provider/<slug:organisation>/returns/<veiled:pk>"

urlpatterns = [
    path(f"{TRUST}/returns/waiting/", waiting.returns_waiting, name="returns_waiting"),
    path(f"{RETURN}/figures/<int:number>/ask/", questions.return_ask, name="return_ask"),
    path(f"{RETURN}/questions/<int:question>/remove/", questions.return_unask, name="return_unask"),
    path(f"{OURS}/questions/", questions.portal_questions, name="portal_questions"),
]
