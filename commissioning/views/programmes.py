"""Programmes of change, and how the partnership works."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from commissioning import gate
from commissioning.models import Programme
from commissioning.navigation import READS_PARTNERSHIP, partnership_tabs
from commissioning.queries.programmes import members_by_part, programmes_of, statements_of
from workflow.audit import history
from workflow.views.answering import page_of


@partnership_page(*READS_PARTNERSHIP)
def programmes(request: Request) -> HttpResponse:
    """The partnership's programmes."""
    visit = request.visit
    context = {
        "page": page_of(request, programmes_of(visit.trust)),
        "tabs": partnership_tabs(visit, "programmes"),
        "writes": visit.holds(Role.COMMISSIONER),
    }
    return render(request, "commissioning/programmes.html", context)


@partnership_page(*READS_PARTNERSHIP)
def programme(request: Request, pk: int) -> HttpResponse:
    """One programme: money, aims, decisions, evaluation, milestones."""
    visit, found = request.visit, gate.of_partnership(request.visit, Programme, pk)
    context = {
        "programme": found,
        "decisions": found.decisions.all(),
        "evaluations": found.evaluations.all(),
        "milestones": found.milestones.all(),
        "entries": history(found).order_by("-sequence"),
        "writes": visit.holds(Role.COMMISSIONER),
    }
    return render(request, "commissioning/programme.html", context)


@partnership_page(*READS_PARTNERSHIP)
def how_we_work(request: Request) -> HttpResponse:
    """The partnership's statements by section, its partners, the Board's roles, its history."""
    visit = request.visit
    context = {
        "sections": statements_of(visit.trust),
        "partners": members_by_part(visit.trust),
        "board_roles": visit.trust.board_roles.all(),
        "milestones": visit.trust.milestones.select_related("programme__partnership"),
        "tabs": partnership_tabs(visit, "how_we_work"),
        "writes": visit.holds(Role.COMMISSIONER),
    }
    return render(request, "commissioning/how_we_work.html", context)
