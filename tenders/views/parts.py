"""Criteria, lots, panel and questions of a tender."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
from tenders.models import Criterion, Lot, PanelMember, Tender
from tenders.models import Question as Asked
from tenders.queries import evaluation
from tenders.queries import parts as parts_read
from tenders.views.frame import INSIDE, READERS, address, framed
from workflow.door import amend, remove
from workflow.views.answering import Question, answer, sent

#: The pages the parts stand on.
CRITERIA, PANEL = "tender_criteria", "tender_panel"
DECLARED = "Your declaration is recorded."
Part = Criterion | Lot | PanelMember | Asked


@partnership_page(*READERS)
def tender_criteria(request: Request, pk: int) -> HttpResponse:
    """The award criteria with their weights, and the lots."""
    visit = request.visit
    found = gate.tender(visit, pk)
    more = parts_read.criteria_and_lots(found)
    return render(request, "tenders/tender_criteria.html", framed(found, visit, CRITERIA, **more))


@partnership_page(Role.COMMISSIONER)
def criterion_new(request: Request, pk: int) -> HttpResponse:
    """Add an award criterion."""
    found = gate.tender(request.visit, pk)
    form = CriterionForm(sent(request), tender=found)
    return _asked(request, found, form, deeds.add_criterion, CRITERIA, "Add a criterion", "Add it")


@partnership_page(Role.COMMISSIONER)
def criterion_edit(request: Request, pk: int, criterion: int) -> HttpResponse:
    """Change an award criterion."""
    found = gate.criterion(request.visit, pk, criterion)
    initial = parts_read.criterion_fields(found)
    form = CriterionForm(sent(request), tender=found.tender, initial=initial)
    return _asked(request, found, form, amend, CRITERIA, "Change the criterion", "Save")


@partnership_page(Role.COMMISSIONER)
def criterion_remove(request: Request, pk: int, criterion: int) -> HttpResponse:
    """Remove an award criterion."""
    found = gate.criterion(request.visit, pk, criterion)
    form = PlainForm(sent(request))
    return _asked(request, found, form, remove, CRITERIA, f"Remove {found.name}", "Remove it")


@partnership_page(Role.COMMISSIONER)
def lot_new(request: Request, pk: int) -> HttpResponse:
    """Add a lot."""
    found = gate.tender(request.visit, pk)
    form = LotForm(sent(request), tender=found, initial={"number": parts_read.next_lot(found)})
    return _asked(request, found, form, deeds.add_lot, CRITERIA, "Add a lot", "Add it")


@partnership_page(Role.COMMISSIONER)
def lot_remove(request: Request, pk: int, lot: int) -> HttpResponse:
    """Remove a lot."""
    found = gate.lot(request.visit, pk, lot)
    form = PlainForm(sent(request))
    return _asked(request, found, form, remove, CRITERIA, f"Remove {found}", "Remove it")


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
    return render(request, "tenders/tender_panel.html", framed(found, visit, PANEL, **more))


@partnership_page(Role.COMMISSIONER)
def panel_new(request: Request, pk: int) -> HttpResponse:
    """Name an evaluator to the panel."""
    found = gate.tender(request.visit, pk)
    people = parts_read.evaluators_to_name(found, request.visit.at)
    form = PanelForm(sent(request), people=people)
    title = "Name a panel member"
    return _asked(request, found, form, deeds.name_to_panel, PANEL, title, "Name them")


@partnership_page(Role.COMMISSIONER)
def panel_remove(request: Request, pk: int, seat: int) -> HttpResponse:
    """Take a member off the panel."""
    found = gate.seat(request.visit, pk, seat)
    form, title = PlainForm(sent(request)), f"Take {found} off the panel"
    return _asked(request, found, form, remove, PANEL, title, "Take them off")


@partnership_page(Role.EVALUATOR)
def panel_declare(request: Request, pk: int) -> HttpResponse:
    """A panel member declares their interests."""
    seat = gate.own_seat(request.visit, pk)
    initial = {"declaration": seat.declaration, "barred": seat.barred}
    form, title = DeclarationForm(sent(request), initial=initial), "Declare your interests"
    deed = deeds.declare_interests
    return _asked(request, seat, form, deed, PANEL, title, "Declare", done=DECLARED)


@partnership_page(Role.COMMISSIONER)
def moderator_declare(request: Request, pk: int) -> HttpResponse:
    """A commissioner who moderates declares their interests."""
    found = gate.tender(request.visit, pk)
    initial = evaluation.own_declaration(found, request.visit.user)
    form = DeclarationForm(sent(request), initial=initial)
    deed, title = declare_to_moderate, "Declare your interests as moderator"
    return _asked(request, found, form, deed, PANEL, title, "Declare", done=DECLARED)


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
    found = gate.question(request.visit, pk, question)
    form = AnswerForm(sent(request), initial={"answer": found.answer})
    done = "The answer is published to every provider."
    page, title, button = "tender_questions", "Answer a question", "Publish the answer"

    def deed(asked: Asked, *, answer: str, **given: Any) -> Asked:
        return publish_answer(asked, answer, **given)

    return _asked(request, found, form, deed, page, title, button, found.text, done)


def _asked(
    request: Request,
    about: Tender | Part,
    form: Any,
    deed: Callable[..., object],
    page: str,
    title: str,
    button: str,
    lead: str = "",
    done: str = "",
) -> HttpResponse:
    """Ask what the form asks about a tender or a part of it, do the deed, and go on to the page."""
    visit = request.visit
    tender = about if isinstance(about, Tender) else about.tender
    question = Question(title, address(page, tender), button, str(tender), lead, done)
    return answer(
        request,
        question,
        form,
        lambda: deed(about, by=visit.user, at=visit.at, **form.cleaned_data),
    )
