"""What a provider's own program asks for: returns wanted, their workbooks, files sent, findings."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from accounts.gate import Request
from accounts.program_gate import program_of, program_page
from performance import gate
from performance.actions import returns as deeds
from performance.actions.programs import send_by_program
from performance.models import KpiReturn, Upload
from performance.queries import programs
from performance.views.sent_files import file_of
from workflow.files import as_download
from workflow.models import StoredFile

_STATUS = {
    Upload.Outcome.READING: 202,
    Upload.Outcome.TAKEN: 201,
    Upload.Outcome.SAVED: 201,
    Upload.Outcome.REJECTED: 422,
}


@program_page("GET")
def api_returns(request: Request) -> HttpResponse:
    """The returns wanted now; with ?all=yes every return there ever was."""
    visit = request.visit
    everything = request.GET.get("all") == "yes"
    found = programs.wanted_returns(visit.provider, visit.at, settled_too=everything)
    listed = [_return_told(record) for record in found]
    return JsonResponse({"organisation": visit.provider.name, "returns": listed})


@program_page("GET")
def api_return(request: Request, pk: int) -> HttpResponse:
    """One return, and the last file sent for it."""
    record = gate.kpi_return(request.visit, pk)
    last = record.uploads.order_by("-pk").first()
    address = None if last is None else _address_of(last)
    return JsonResponse({**_return_told(record), "last_file": address})


@program_page("GET")
def api_workbook(request: Request, pk: int) -> HttpResponse:
    """The workbook of a return, filled in as far as can be."""
    record = gate.kpi_return(request.visit, pk)
    made = StoredFile(name=deeds.workbook_name(record), content_type=deeds.XLSX)
    return as_download(made, content=deeds.workbook_for(record))


@program_page("POST", sends=True)
def api_files(request: Request, pk: int) -> HttpResponse:
    """Send a file: 201 when its figures were taken, 202 while it is read, 422 with what stops it."""
    record = gate.kpi_return(request.visit, pk)
    sent = file_of(request)
    upload = send_by_program(record, **sent._asdict(), program=program_of(request), at=request.now)
    answer = JsonResponse(_upload_told(upload), status=_STATUS[Upload.Outcome(upload.outcome)])
    answer["Location"] = _address_of(upload)
    return answer


@program_page("GET")
def api_file(request: Request, pk: int, upload: int) -> HttpResponse:
    """What became of a file that was sent, by a program or by a person."""
    return JsonResponse(_upload_told(gate.upload(request.visit, pk, upload)))


def _return_told(record: KpiReturn) -> dict[str, Any]:
    """A return with the addresses to go on to."""
    return {
        **programs.return_told(record),
        "address": reverse("performance:api_return", args=[record.pk]),
        "workbook": reverse("performance:api_workbook", args=[record.pk]),
        "files": reverse("performance:api_files", args=[record.pk]),
    }


def _upload_told(upload: Upload) -> dict[str, Any]:
    return {"address": _address_of(upload), **programs.upload_told(upload)}


def _address_of(upload: Upload) -> str:
    return reverse("performance:api_file", args=[upload.kpi_return_id, upload.pk])
