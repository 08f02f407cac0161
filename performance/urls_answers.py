"""The address of the questions beside a return's figures."""

from django.urls import path

from performance.views.portal_answers import portal_answers

OURS = "provider/<slug:organisation>/returns/<veiled:pk>"

urlpatterns = [path(f"{OURS}/form/answers/", portal_answers, name="portal_answers")]
