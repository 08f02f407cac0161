"""Asking for a later due date or to do without a return, and answering it."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.gate import Request, partnership_page, provider_page
from accounts.roles import Role
from performance import gate
from performance.actions import extensions as deeds
from performance.forms.extensions import AgreeForm, RefuseForm, RequestForm
from performance.models import KpiReturn
from workflow.views.answering import Question, answer, sent
from workflow.views.steps import StepView


@require_http_methods(["GET", "HEAD", "POST"])
@provider_page()
def ask(request: Request, pk: int) -> HttpResponse:
    """Ask the commissioner for a later due date, or to do without a return."""
    record = gate.kpi_return(request.visit, pk)
    form = RequestForm(sent(request), record=record)
    question = Question(
        "Ask for more time",
        reverse("performance:portal_return", args=[request.visit.provider.slug, pk]),
        button="Ask the commissioner",
        caption=_caption(record),
        lead="Until it is agreed the return stays due as it is.",
        done="The commissioner has been asked.",
    )
    return answer(
        request,
        question,
        form,
        lambda: deeds.ask(record, by=request.user, at=request.now, **form.cleaned_data),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@partnership_page(Role.COMMISSIONER)
def grant(request: Request, pk: int) -> HttpResponse:
    """Grant a later due date, or waive the return, without being asked."""
    record = gate.kpi_return(request.visit, pk)
    form = RequestForm(sent(request), record=record, granting=True)
    question = Question(
        "Give more time, or waive the return",
        record.get_absolute_url(),
        button="Grant it",
        caption=_caption(record),
        lead="It holds at once and is kept with your name and reason.",
        done="It holds from now on.",
    )
    return answer(
        request,
        question,
        form,
        lambda: deeds.grant(record, by=request.user, at=request.now, **form.cleaned_data),
    )


class ExtensionStep(StepView):
    """The commissioner's answer: agree or refuse."""

    template_name = "performance/extension_step.html"
    gate = staticmethod(gate.extension_of_request)
    forms = {"agree": AgreeForm, "refuse": RefuseForm}

    @staticmethod
    def after(request: Request, record: object, step: str) -> str:
        """Back to the return."""
        return request.path.split("requests/")[0]


class PortalExtensionStep(ExtensionStep):
    """The provider's own step: withdraw."""

    forms = {}


extension_step = partnership_page(Role.COMMISSIONER)(ExtensionStep.as_view())
portal_extension_step = provider_page()(PortalExtensionStep.as_view())


def _caption(record: KpiReturn) -> str:
    return f"{record.agreement.title}: {record.period.label}"
