"""Priority needs."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.gate import Request, Visit, partnership_page
from accounts.roles import Role
from commissioning import gate
from commissioning.actions.needs import change_need, record_need
from commissioning.forms.need import NeedForm
from commissioning.models import Need
from commissioning.navigation import READS_NEEDS, needs_tabs
from commissioning.queries.needs import answers_to, needs_of
from commissioning.queries.prefills import need_from
from workflow.audit import history
from workflow.views.answering import Question, answer, page_of, sent

WRITES_NEEDS = (Role.COMMISSIONER, Role.ANALYST)


@partnership_page(*READS_NEEDS)
def needs(request: Request) -> HttpResponse:
    """The partnership's priority needs."""
    visit = request.visit
    page = page_of(request, needs_of(visit.trust))
    context = {
        "page": page,
        "tabs": needs_tabs(visit, "needs"),
        "writes": visit.holds(*WRITES_NEEDS),
    }
    return render(request, "commissioning/needs.html", context)


@partnership_page(*READS_NEEDS)
def need(request: Request, pk: int) -> HttpResponse:
    """One need and the whole thread below it."""
    visit = request.visit
    found = gate.need(visit, pk)
    context = {
        "need": found,
        "answers": answers_to(found),
        "entries": history(found).order_by("-sequence"),
        "tabs": needs_tabs(visit, "needs"),
        "writes": visit.holds(*WRITES_NEEDS),
    }
    return render(request, "commissioning/need.html", context)


@partnership_page(*WRITES_NEEDS)
def need_add(request: Request) -> HttpResponse:
    """Record a priority need, prefilled from an indicator and area, or from a Board decision."""
    visit = request.visit
    form = _form(request, Need(partnership=visit.trust), initial=need_from(visit, request.GET))
    question = Question(
        title="Record a priority need",
        back=reverse("commissioning:needs", args=[visit.trust.slug]),
        button="Record the need",
        lead="A need of children that the partnership means to act on, and how we know of it.",
        done="Need recorded.",
    )
    return answer(
        request,
        question,
        form,
        lambda: record_need(form.instance, by=visit.user, at=visit.at),
        Need.get_absolute_url,
    )


@partnership_page(*WRITES_NEEDS)
def need_change(request: Request, pk: int) -> HttpResponse:
    """Change a need; the history keeps what it said before."""
    visit, found = request.visit, gate.need(request.visit, pk)
    form = _form(request, found)
    page = reverse("commissioning:need", args=[visit.trust.slug, pk])
    question = Question("Change the need", page, caption=str(found), done="Need changed.")
    return answer(request, question, form, lambda: _amended(visit, pk, form), lambda _: page)


def _amended(visit: Visit, pk: int, form: NeedForm) -> Need:
    return change_need(gate.need(visit, pk), by=visit.user, at=visit.at, **form.cleaned_data)


def _form(request: Request, need: Need, **kwargs: Any) -> NeedForm:
    return NeedForm(sent(request), instance=need, **kwargs)
