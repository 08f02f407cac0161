"""Recording and changing the areas a partnership looks at."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning import gate
from commissioning.actions.areas import change_area, draw_locality
from commissioning.forms.outcome import LocalityForm
from commissioning.models import PartnershipArea
from workflow.views.answering import Question, answer, sent


@partnership_page(Role.COMMISSIONER)
def area_add(request: Request) -> HttpResponse:
    """Record a locality of the partnership's own."""
    visit = request.visit
    form = LocalityForm(sent(request), line=PartnershipArea(partnership=visit.trust, reported=True))
    question = Question(
        "Record an area",
        _back(request),
        button="Record the area",
        lead="A locality your partnership has drawn itself. Official areas are looked at by their "
        "code: bring them in under Set up.",
        done="The area is recorded.",
    )
    return answer(
        request,
        question,
        form,
        lambda: draw_locality(visit.trust, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(Role.COMMISSIONER)
def area_change(request: Request, pk: int) -> HttpResponse:
    """Change an area: its own facts where it is the partnership's, whether it is reported by."""
    visit, line = request.visit, gate.area_looked_at(request.visit, pk)
    form = LocalityForm(sent(request), line=line)
    question = Question("Change the area", _back(request), caption=line.area.name, done="Changed.")
    return answer(
        request,
        question,
        form,
        lambda: change_area(line, by=visit.user, at=visit.at, **form.cleaned_data),
    )


def _back(request: Request) -> str:
    return reverse("commissioning:areas", args=[request.visit.trust.slug])
