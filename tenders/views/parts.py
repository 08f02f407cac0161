"""Criteria, lots, panel and questions of a tender."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.gate import partnership_page
from accounts.roles import Role
from pages.forms import PlainForm
from tenders import gate
from tenders.actions import tender as deeds
from tenders.actions.question import answer
from tenders.forms.tender import AnswerForm, CriterionForm, DeclarationForm, LotForm, PanelForm
from tenders.queries import evaluation
from tenders.queries import parts as parts_read
from tenders.views.asking import Asking, asked, posted
from tenders.views.frame import INSIDE, READERS, address, framed
from workflow.door import amend, remove


@partnership_page(*READERS)
def tender_criteria(request: HttpRequest, pk: int) -> HttpResponse:
    """The award criteria with their weights, and the lots."""
    visit = request.visit
    found = gate.tender(visit, pk)
    more = parts_read.criteria_and_lots(found)
    return render(
        request, "tenders/tender_criteria.html", framed(found, visit, "tender_criteria", **more)
    )


@partnership_page(Role.COMMISSIONER)
def criterion_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an award criterion."""
    visit = request.visit
    found = gate.tender(visit, pk)
    form = CriterionForm(posted(request), tender=found)
    asking = Asking("Add a criterion", "Add it", address("tender_criteria", found), str(found))
    return asked(
        request,
        form,
        asking,
        lambda: deeds.add_criterion(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(Role.COMMISSIONER)
def criterion_edit(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    """Change an award criterion."""
    visit = request.visit
    found = gate.criterion(visit, pk, criterion)
    form = CriterionForm(
        posted(request), tender=found.tender, initial=parts_read.criterion_fields(found)
    )
    back = address("tender_criteria", found.tender)
    return asked(
        request,
        form,
        Asking("Change the criterion", "Save", back, str(found.tender)),
        lambda: amend(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(Role.COMMISSIONER)
def criterion_remove(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    """Remove an award criterion."""
    visit = request.visit
    found = gate.criterion(visit, pk, criterion)
    back = address("tender_criteria", found.tender)
    asking = Asking(f"Remove {found.name}", "Remove it", back, str(found.tender))
    deed = lambda: remove(found, by=visit.user, at=visit.at)  # noqa: E731
    return asked(request, PlainForm(posted(request)), asking, deed)


@partnership_page(Role.COMMISSIONER)
def lot_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a lot."""
    visit = request.visit
    found = gate.tender(visit, pk)
    form = LotForm(posted(request), tender=found, initial={"number": parts_read.next_lot(found)})
    asking = Asking("Add a lot", "Add it", address("tender_criteria", found), str(found))
    return asked(
        request,
        form,
        asking,
        lambda: deeds.add_lot(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(Role.COMMISSIONER)
def lot_remove(request: HttpRequest, pk: int, lot: int) -> HttpResponse:
    """Remove a lot."""
    visit = request.visit
    found = gate.lot(visit, pk, lot)
    back = address("tender_criteria", found.tender)
    asking = Asking(f"Remove {found}", "Remove it", back, str(found.tender))
    deed = lambda: remove(found, by=visit.user, at=visit.at)  # noqa: E731
    return asked(request, PlainForm(posted(request)), asking, deed)


@partnership_page(*INSIDE)
def tender_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel with its declarations, and the marks each has given."""
    visit = request.visit
    found = gate.tender(visit, pk)
    more = {
        "seats": evaluation.seats(found),
        "own": evaluation.seat_of(found, visit.user),
        "forming": parts_read.panel_is_forming(found),
        "scoring": parts_read.is_scoring(found),
    }
    return render(
        request, "tenders/tender_panel.html", framed(found, visit, "tender_panel", **more)
    )


@partnership_page(Role.COMMISSIONER)
def panel_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Name an evaluator to the panel."""
    visit = request.visit
    found = gate.tender(visit, pk)
    form = PanelForm(posted(request), people=parts_read.evaluators_to_name(found, visit.at))
    asking = Asking("Name a panel member", "Name them", address("tender_panel", found), str(found))
    return asked(
        request,
        form,
        asking,
        lambda: deeds.name_to_panel(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(Role.COMMISSIONER)
def panel_remove(request: HttpRequest, pk: int, seat: int) -> HttpResponse:
    """Take a member off the panel."""
    visit = request.visit
    found = gate.seat(visit, pk, seat)
    back = address("tender_panel", found.tender)
    asking = Asking(f"Take {found} off the panel", "Take them off", back, str(found.tender))
    deed = lambda: remove(found, by=visit.user, at=visit.at)  # noqa: E731
    return asked(request, PlainForm(posted(request)), asking, deed)


@partnership_page(Role.EVALUATOR)
def panel_declare(request: HttpRequest, pk: int) -> HttpResponse:
    """A panel member declares their interests."""
    visit = request.visit
    seat = gate.own_seat(visit, pk)
    initial = {"declaration": seat.declaration, "barred": seat.barred}
    form = DeclarationForm(posted(request), initial=initial)
    asking = Asking(
        "Declare your interests",
        "Declare",
        address("tender_panel", seat.tender),
        str(seat.tender),
        done="Your declaration is recorded.",
    )
    return asked(
        request,
        form,
        asking,
        lambda: deeds.declare_interests(seat, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(*READERS)
def tender_questions(request: HttpRequest, pk: int) -> HttpResponse:
    """What providers asked, and the answers. Nobody reads who asked."""
    visit = request.visit
    found = gate.tender(visit, pk)
    context = framed(found, visit, "tender_questions", questions=found.questions.all())
    return render(request, "tenders/tender_questions.html", context)


@partnership_page(Role.COMMISSIONER)
def question_answer(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    """Answer a question for every provider to read."""
    visit = request.visit
    found = gate.question(visit, pk, question)
    form = AnswerForm(posted(request), initial={"answer": found.answer})
    asking = Asking(
        "Answer a question",
        "Publish the answer",
        address("tender_questions", found.tender),
        str(found.tender),
        intro=found.text,
        done="The answer is published to every provider.",
    )
    return asked(
        request,
        form,
        asking,
        lambda: answer(found, form.cleaned_data["answer"], by=visit.user, at=visit.at),
    )
