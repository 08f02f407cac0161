"""The terms an agreement reports by: set on a draft, changed by a variation."""

from __future__ import annotations

from django.http import HttpResponse

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from contracts import gate
from contracts.actions import agreements, variations
from contracts.forms.reporting import ReportingChangeForm, ReportingForm
from contracts.views.asking import about
from workflow.views.answering import answer, sent


@partnership_page(Role.COMMISSIONER)
def reporting(request: Request, pk: int) -> HttpResponse:
    """Set how a drafted agreement reports."""
    visit, found = request.visit, gate.agreement(request.visit, pk)
    form = ReportingForm(sent(request), agreement=found)
    return answer(
        request,
        about(
            found,
            "Reporting terms",
            lead="Once the agreement is signed they are changed by a variation alone.",
        ),
        form,
        lambda: agreements.change_facts(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(Role.COMMISSIONER)
def variation_reporting(request: Request, pk: int) -> HttpResponse:
    """Change how the agreement reports, as part of a proposed variation."""
    visit, found = request.visit, gate.variation(request.visit, pk)
    form = ReportingChangeForm(sent(request), variation=found)
    return answer(
        request,
        about(
            found.agreement,
            "Change the reporting terms",
            back=found.get_absolute_url(),
            lead="What is left as it is does not change. Returns that are expected already keep "
            "their due date.",
            template="contracts/variation_form.html",
        ),
        form,
        lambda: variations.change_reporting(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )
