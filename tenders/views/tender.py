"""A tender's own pages: overview, gates, timetable, criteria, history."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from tenders import gate
from tenders.actions.tender import change_timetable, record_gate
from tenders.forms.tender import DetailsForm, GateForm, TimetableForm
from tenders.queries import evaluation, timetable
from tenders.queries import gates as gates_read
from tenders.queries import tender as tenders_read
from tenders.views.frame import INSIDE, READERS, address, framed
from workflow.calendar import london_date
from workflow.door import actions_for, amend
from workflow.views.answering import Question, answer, sent


@partnership_page(*READERS)
def tender(request: Request, pk: int) -> HttpResponse:
    """Where a tender stands, what comes next and what one can do."""
    visit = request.visit
    found = gate.tender(visit, pk)
    more = {
        "actions": actions_for(found, visit.user, visit.at),
        "following": tenders_read.next_of(found, visit.at),
        "bids_in": evaluation.bids_in(found),
        "left": gates_read.left_to_publish(found, by=visit.user, at=visit.at),
        "unanswered": found.questions.filter(answer="").count(),
        **tenders_read.challenges_for(found, inside=visit.holds(*INSIDE)),
    }
    return render(request, "tenders/tender.html", framed(found, visit, "tender", **more))


@partnership_page(*INSIDE)
def tender_gates(request: Request, pk: int) -> HttpResponse:
    """Every gate of law and policy, met or not, with what was recorded for it."""
    visit = request.visit
    found = gate.tender(visit, pk)
    groups = gates_read.standings(found, by=visit.user, at=visit.at)
    context = framed(found, visit, "tender_gates", groups=groups)
    return render(request, "tenders/tender_gates.html", context)


@partnership_page(Role.COMMISSIONER)
def gate_record(request: Request, pk: int, code: str) -> HttpResponse:
    """Record what answers one gate."""
    visit = request.visit
    found = gate.tender(visit, pk)
    asks = gate.law_gate(found, code)
    form = GateForm(
        sent(request),
        reasons_will_do=asks.reasons_will_do,
        initial=gates_read.initial(found, code, london_date(visit.at)),
    )
    asked = Question(
        asks.title,
        address("tender_gates", found),
        button="Record it",
        caption=str(found),
        done=f"{asks.title}: recorded.",
        template="tenders/tender_gate_record.html",
        more={"asks": asks, "tender": found},
    )
    return answer(
        request,
        asked,
        form,
        lambda: record_gate(found, code, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(*READERS)
def tender_timetable(request: Request, pk: int) -> HttpResponse:
    """Each event planned and done, with how its period is counted."""
    visit = request.visit
    found = gate.tender(visit, pk)
    events = timetable.events(found, visit.at)
    warnings = timetable.warnings(found, visit.at) if visit.holds(*INSIDE) else []
    context = framed(found, visit, "tender_timetable", events=events, warnings=warnings)
    return render(request, "tenders/tender_timetable.html", context)


@partnership_page(Role.COMMISSIONER)
def timetable_edit(request: Request, pk: int) -> HttpResponse:
    """Change the dates of a draft."""
    visit = request.visit
    found = gate.tender(visit, pk)
    form = TimetableForm(sent(request), initial=timetable.dates_of(found))
    back = address("tender_timetable", found)
    asked = Question(
        "Change the timetable",
        back,
        button="Save the dates",
        caption=str(found),
        template="tenders/tender_timetable_form.html",
        more={"events": timetable.events(found, visit.at), "tender": found},
    )
    return answer(
        request,
        asked,
        form,
        lambda: change_timetable(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(Role.COMMISSIONER)
def tender_edit(request: Request, pk: int) -> HttpResponse:
    """Change what providers read of a draft."""
    visit = request.visit
    found = gate.tender(visit, pk)
    form = DetailsForm(sent(request), initial=tenders_read.details_of(found))
    asked = Question(
        "Change the details", found.get_absolute_url(), button="Save", caption=str(found)
    )
    return answer(
        request, asked, form, lambda: amend(found, by=visit.user, at=visit.at, **form.cleaned_data)
    )


@partnership_page(*INSIDE)
def tender_history(request: Request, pk: int) -> HttpResponse:
    """What happened, by whom and when."""
    visit = request.visit
    found = gate.tender(visit, pk)
    context = framed(found, visit, "tender_history", entries=tenders_read.history(found))
    return render(request, "tenders/tender_history.html", context)
