"""The partnership's pages of returns: the ledger, one return, one figure."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from performance import gate
from performance.forms.returns import AcceptForm, LedgerFilter, QueryForm
from performance.models import KpiReturn
from performance.queries import figures, returns
from performance.queries.answers import told_by
from performance.queries.corrections import correction_of
from performance.queries.ledger import Standing, coverage_of, ledger, standing_of
from performance.queries.questions import questions_written
from performance.queries.review import review
from workflow.audit import history
from workflow.calendar import london_date
from workflow.door import actions_for
from workflow.files import as_download
from workflow.views.steps import StepView


@require_safe
@partnership_page(*gate.WORKS_WITH_RETURNS)
def return_list(request: Request) -> HttpResponse:
    """The ledger of a quarter: what is expected of every agreement, and how it stands."""
    trust, at = request.visit.trust, request.now
    quarters = returns.quarters_of(trust)
    quarter = returns.shown_quarter(quarters, request.GET.get("quarter", ""), london_date(at))
    listed = quarters if quarter in quarters else [quarter, *quarters]
    rows = ledger(trust, str(quarter), at)
    wanted = request.GET.get("standing", "")
    filters = {"quarter": str(quarter), "standing": wanted}
    context = {
        "quarter": quarter,
        "rows": [row for row in rows if wanted in ("", row.standing.value)],
        "coverage": coverage_of(rows),
        "by_quarter": returns.coverage_by_quarter(trust, at),
        "filter_form": LedgerFilter(filters, quarters=listed, standings=Standing),
    }
    return render(request, "performance/return_list.html", context)


@require_safe
@partnership_page(*gate.WORKS_WITH_RETURNS)
def return_page(request: Request, pk: int) -> HttpResponse:
    """One return: its figures beside target, past and peers, what is unusual first, and its steps."""
    record = gate.kpi_return(request.visit, pk)
    context = {
        "record": record,
        "standing": standing_of(record, request.now),
        **(_stood_by(request, record) if record.is_stood_by else {}),
        "questions": questions_written(record),
        "unask": record.takes_questions and request.visit.holds(Role.COMMISSIONER),
        "may_ask": record.takes_questions and request.visit.holds(Role.COMMISSIONER),
        "to_chase": returns.to_chase(record, request.now),
        "uploads": returns.uploads_of(record, stood_by=True),
        "versions": returns.versions_of(record),
        "actions": actions_for(record, request.user, request.now),
        "history": history(record),
        "decides": request.visit.holds(Role.COMMISSIONER),
    }
    return render(request, "performance/return_page.html", context)


def _stood_by(request: Request, record: KpiReturn) -> dict[str, Any]:
    """What the provider stands by: figures, answers and what a correction changes."""
    return {
        "review": review(record, request.GET.get("page"), only_unusual=_only_unusual(request)),
        "correction": correction_of(record, request.GET.get("changed")),
        "told": told_by(record),
    }


def _only_unusual(request: Request) -> bool:
    return request.GET.get("show") == "unusual"


@require_safe
@partnership_page(*gate.WORKS_WITH_RETURNS)
def return_file(request: Request, pk: int, upload: int) -> HttpResponse:
    """The file a provider sent, to be saved."""
    return as_download(gate.upload(request.visit, pk, upload).file)


@require_safe
@partnership_page(*gate.WORKS_WITH_RETURNS)
def return_certificate(request: Request, pk: int, certificate: int) -> HttpResponse:
    """The whole return as it was certified, to be saved."""
    return as_download(gate.certificate(request.visit, pk, certificate).file)


@require_safe
@partnership_page(*gate.WORKS_WITH_RETURNS, Role.BOARD)
def figure(request: Request, pk: int, number: int) -> HttpResponse:
    """Where one number came from."""
    found = figures.read(gate.figure(request.visit, pk, number))
    context = {
        "read": found,
        "record": found.figure.kpi_return,
        "may_open_return": request.visit.holds(*gate.WORKS_WITH_RETURNS),
    }
    return render(request, "performance/figure_page.html", context)


class ReturnStep(StepView):
    """The commissioner's steps: accept, query."""

    template_name = "performance/review_step.html"
    gate = staticmethod(gate.return_of_request)
    forms = {"accept": AcceptForm, "query": QueryForm}


return_step = partnership_page(Role.COMMISSIONER)(ReturnStep.as_view())
