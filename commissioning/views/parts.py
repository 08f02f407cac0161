"""The parts of a specification: clauses, needs answered, KPIs. They change while it is a draft."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning import gate
from commissioning.forms.specification import ClauseForm, NeedAnsweredForm, SpecificationKpiForm
from commissioning.models import Clause, NeedAnswered, Specification, SpecificationKpi
from pages.forms import PlainForm, PlainModelForm
from workflow.door import amend, begin, remove
from workflow.views.answering import Question, answer, closed_to_change, not_now, sent


@dataclass(frozen=True)
class Kind:
    """A kind of part: its model, its form, its name in a sentence."""

    model: type[gate.Part]
    form: type[PlainModelForm]
    noun: str


KINDS = {
    "clauses": Kind(Clause, ClauseForm, "clause"),
    "needs": Kind(NeedAnswered, NeedAnsweredForm, "need it answers"),
    "kpis": Kind(SpecificationKpi, SpecificationKpiForm, "KPI"),
}


def _asked(request: Request, pk: int, kind: str) -> tuple[Specification, Kind]:
    if kind not in KINDS:
        raise Http404("A specification has clauses, needs and kpis.")
    return gate.specification(request.visit, pk), KINDS[kind]


@partnership_page(Role.COMMISSIONER)
def part_add(request: Request, pk: int, kind: str) -> HttpResponse:
    """Add a part."""
    visit, (spec, its) = request.visit, _asked(request, pk, kind)
    page = f"{spec.get_absolute_url()}#{kind}"
    question = Question(f"Add a {its.noun}", page, "Add", str(spec), done="Added.")
    if closed := closed_to_change(request, spec):
        return not_now(request, question, closed)
    form = its.form(sent(request), instance=its.model(specification=spec))
    return answer(
        request,
        question,
        form,
        lambda: begin(form.instance, by=visit.user, at=visit.at),
        lambda _: page,
    )


@partnership_page(Role.COMMISSIONER)
def part_change(request: Request, pk: int, kind: str, part: int) -> HttpResponse:
    """Change a part."""
    visit, (spec, its) = request.visit, _asked(request, pk, kind)
    found = gate.part(spec, its.model, part)
    page = f"{spec.get_absolute_url()}#{kind}"
    question = Question(f"Change the {its.noun}", page, caption=str(found), done="Changed.")
    if closed := closed_to_change(request, spec):
        return not_now(request, question, closed)
    form = its.form(sent(request), instance=found)
    return answer(
        request,
        question,
        form,
        lambda: amend(found, by=visit.user, at=visit.at, **form.cleaned_data),
        lambda _: page,
    )


@partnership_page(Role.COMMISSIONER)
def part_remove(request: Request, pk: int, kind: str, part: int) -> HttpResponse:
    """Ask, then take a part out; the history keeps what it said."""
    visit, (spec, its) = request.visit, _asked(request, pk, kind)
    found = gate.part(spec, its.model, part)
    page = f"{spec.get_absolute_url()}#{kind}"
    question = Question(
        title=f"Take out this {its.noun}",
        back=page,
        button="Take it out",
        caption=str(spec),
        lead=str(found),
        done="Taken out.",
    )
    if closed := closed_to_change(request, spec):
        return not_now(request, question, closed)
    form = PlainForm(sent(request))
    return answer(
        request,
        question,
        form,
        lambda: remove(found, by=visit.user, at=visit.at),
        lambda _: page,
    )
