"""Addresses: each app brings its own, whole (/p/<partnership>/..., /provider/<organisation>/...)."""

from importlib.util import find_spec

from django.urls import include, path, register_converter

from workflow.addresses import Veiled
from workflow.views.jobs import job_status

register_converter(Veiled, "veiled")

#: Rooms in the order their addresses are tried.
ROOMS = [
    "accounts",
    "pages",
    "commissioning",
    "tenders",
    "contracts",
    "performance",
    "demonstration",
]

urlpatterns = [
    path("jobs/<veiled:pk>/", job_status, name="job_status"),
    *(path("", include(f"{room}.urls")) for room in ROOMS if find_spec(f"{room}.urls")),
]
