"""Criteria, lots, panel and questions of a tender."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.gate import Request, partnership_page
from accounts.roles import Role
from pages.forms import PlainForm
from tenders import gate
from tenders.actions import tender as deeds
from tenders.actions.evaluation import declare_to_moderate
from tenders.actions.question import answer as publish_answer
from tenders.forms.tender import AnswerForm, CriterionForm, DeclarationForm, LotForm, PanelForm
from tenders.models import Criterion, Lot, PanelMember
from tenders.queries import evaluation
from tenders.queries import parts as parts_read
from tenders.views.frame import INSIDE, READERS, address, framed
from workflow.door import amend, remove
from workflow.views.answering import Question, answer, sent


@partnership_page(*READERS)
def tender_criteria(request: Request, pk: int) -> HttpResponse:
    """The award criteria with their weights, and the lots."""
    visit = request.visit
    found = gate.tender(visit, pk)
    more = parts_read.criteria_and_lots(found)
    return render(
        request, "tenders/tender_criteria.html", framed(found, visit, "tender_criteria", **more)
    )


@partnership_page(Role.COMMISSIONER)
def criterion_new(request: Request, pk: int) -> HttpResponse:
    """Add an award criterion."""
    visit = request.visit
    found = gate.tender(visit, pk)
    form = CriterionForm(sent(request), tender=found)
    asked = Question(
        "Add a criterion", address("tender_criteria", found), button="Add it", caption=str(found)
    )
    return answer(
        request,
        asked,
        form,
        lambda: deeds.add_criterion(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(Role.COMMISSIONER)
def criterion_edit(request: Request, pk: int, criterion: int) -> HttpResponse:
    """Change an award criterion."""
    visit = request.visit
    found = gate.criterion(visit, pk, criterion)
    form = CriterionForm(
        sent(request), tender=found.tender, initial=parts_read.criterion_fields(found)
    )
    back = address("tender_criteria", found.tender)
    return answer(
        request,
        Question("Change the criterion", back, button="Save", caption=str(found.tender)),
        form,
        lambda: amend(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(Role.COMMISSIONER)
def criterion_remove(request: Request, pk: int, criterion: int) -> HttpResponse:
    """Remove an award criterion."""
    found = gate.criterion(request.visit, pk, criterion)
    return _removed(request, found, f"Remove {found.name}", "Remove it", "tender_criteria")


@partnership_page(Role.COMMISSIONER)
def lot_new(request: Request, pk: int) -> HttpResponse:
    """Add a lot."""
    visit = request.visit
    found = gate.tender(visit, pk)
    form = LotForm(sent(request), tender=found, initial={"number": parts_read.next_lot(found)})
    asked = Question(
        "Add a lot", address("tender_criteria", found), button="Add it", caption=str(found)
    )
    return answer(
        request,
        asked,
        form,
        lambda: deeds.add_lot(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(Role.COMMISSIONER)
def lot_remove(request: Request, pk: int, lot: int) -> HttpResponse:
    """Remove a lot."""
    found = gate.lot(request.visit, pk, lot)
    return _removed(request, found, f"Remove {found}", "Remove it", "tender_criteria")


@partnership_page(*INSIDE)
def tender_panel(request: Request, pk: int) -> HttpResponse:
    """The panel with its declarations, and the marks each has given."""
    visit = request.visit
    found = gate.tender(visit, pk)
    more = {
        "seats": evaluation.seats(found),
        "own": evaluation.seat_of(found, visit.user),
        "forming": parts_read.panel_is_forming(found),
        "scoring": parts_read.is_scoring(found),
        "moderators": evaluation.declarations(found),
        "may_declare": evaluation.may_declare_to_moderate(found, visit),
    }
    return render(
        request, "tenders/tender_panel.html", framed(found, visit, "tender_panel", **more)
    )


@partnership_page(Role.COMMISSIONER)
def panel_new(request: Request, pk: int) -> HttpResponse:
    """Name an evaluator to the panel."""
    visit = request.visit
    found = gate.tender(visit, pk)
    form = PanelForm(sent(request), people=parts_read.evaluators_to_name(found, visit.at))
    asked = Question(
        "Name a panel member",
        address("tender_panel", found),
        button="Name them",
        caption=str(found),
    )
    return answer(
        request,
        asked,
        form,
        lambda: deeds.name_to_panel(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(Role.COMMISSIONER)
def panel_remove(request: Request, pk: int, seat: int) -> HttpResponse:
    """Take a member off the panel."""
    found = gate.seat(request.visit, pk, seat)
    return _removed(request, found, f"Take {found} off the panel", "Take them off", "tender_panel")


@partnership_page(Role.EVALUATOR)
def panel_declare(request: Request, pk: int) -> HttpResponse:
    """A panel member declares their interests."""
    visit = request.visit
    seat = gate.own_seat(visit, pk)
    initial = {"declaration": seat.declaration, "barred": seat.barred}
    form = DeclarationForm(sent(request), initial=initial)
    asked = Question(
        "Declare your interests",
        address("tender_panel", seat.tender),
        button="Declare",
        caption=str(seat.tender),
        done="Your declaration is recorded.",
    )
    return answer(
        request,
        asked,
        form,
        lambda: deeds.declare_interests(seat, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(Role.COMMISSIONER)
def moderator_declare(request: Request, pk: int) -> HttpResponse:
    """A commissioner who moderates declares their interests."""
    visit = request.visit
    found = gate.tender(visit, pk)
    form = DeclarationForm(sent(request), initial=evaluation.own_declaration(found, visit.user))
    asked = Question(
        "Declare your interests as moderator",
        address("tender_panel", found),
        button="Declare",
        caption=str(found),
        done="Your declaration is recorded.",
    )
    return answer(
        request,
        asked,
        form,
        lambda: declare_to_moderate(found, by=visit.user, at=visit.at, **form.cleaned_data),
    )


@partnership_page(*READERS)
def tender_questions(request: Request, pk: int) -> HttpResponse:
    """What providers asked, and the answers. Nobody reads who asked."""
    visit = request.visit
    found = gate.tender(visit, pk)
    context = framed(found, visit, "tender_questions", questions=found.questions.all())
    return render(request, "tenders/tender_questions.html", context)


@partnership_page(Role.COMMISSIONER)
def question_answer(request: Request, pk: int, question: int) -> HttpResponse:
    """Answer a question for every provider to read."""
    visit = request.visit
    found = gate.question(visit, pk, question)
    form = AnswerForm(sent(request), initial={"answer": found.answer})
    asked = Question(
        "Answer a question",
        address("tender_questions", found.tender),
        button="Publish the answer",
        caption=str(found.tender),
        lead=found.text,
        done="The answer is published to every provider.",
    )
    return answer(
        request,
        asked,
        form,
        lambda: publish_answer(found, form.cleaned_data["answer"], by=visit.user, at=visit.at),
    )


def _removed(
    request: Request, part: Criterion | Lot | PanelMember, title: str, button: str, page: str
) -> HttpResponse:
    """Ask, then take a part out of its tender."""
    visit = request.visit
    question = Question(title, address(page, part.tender), button, str(part.tender))
    return answer(
        request,
        question,
        PlainForm(sent(request)),
        lambda: remove(part, by=visit.user, at=visit.at),
    )
