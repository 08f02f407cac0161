"""What KPIs share: the shipped library, the library as a file, and breakdowns."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.gate import Request, Visit, partnership_page
from accounts.intake.sheets import Desk
from accounts.intake.workbook import sheet_as_csv, sheet_as_workbook
from commissioning import gate, shipped
from commissioning.actions.kpi_library import Adopted, adopt, record_breakdown
from commissioning.forms.kpi_library import AdoptForm, BreakdownForm
from commissioning.intake.kpis import KpiLibrary
from commissioning.models import Breakdown
from commissioning.navigation import READS_SPECIFICATIONS, specification_tabs
from commissioning.quarters import Quarter
from commissioning.queries.kpi_library import breakdowns_of, shelves_for
from commissioning.views.kpis import WRITES_KPIS
from pages.forms import PlainForm
from pages.words import quantity
from workflow.calendar import london_date
from workflow.door import remove
from workflow.views.answering import Question, answer, closed_to_change, not_now, sent

#: What writes each kind of file, and what a browser is told it is.
WRITERS = {
    "xlsx": (
        sheet_as_workbook,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "csv": (sheet_as_csv, "text/csv; charset=utf-8"),
}


@partnership_page(*WRITES_KPIS)
def kpi_adopt(request: Request) -> HttpResponse:
    """Choose measures of the shipped library, each with the outcome it is to serve."""
    visit, measures = request.visit, shipped.measures().values()
    first = Quarter(Quarter.containing(london_date(visit.at)).year, 1)
    form = AdoptForm(
        sent(request), trust=visit.trust, measures=measures, initial={"from_quarter": str(first)}
    )
    shelves = [
        (one.shelf, [(line, *form.boxes(line.measure)) for line in one.lines])
        for one in shelves_for(visit.trust)
    ]
    question = Question(
        title="Take measures from the shipped library",
        back=reverse("commissioning:kpis", args=[visit.trust.slug]),
        button="Add those ticked",
        done=_adopted_words,
        template="commissioning/kpi_adopt.html",
        more={"shelves": shelves},
    )
    return answer(
        request,
        question,
        form,
        lambda: adopt(
            visit.trust,
            form.chosen,
            from_quarter=form.cleaned_data["from_quarter"],
            by=visit.user,
            at=visit.at,
        ),
    )


@require_safe
@partnership_page(*WRITES_KPIS)
def kpi_export(request: Request, kind: str) -> HttpResponse:
    """The library as a file, with the columns that come in under Set up."""
    visit = request.visit
    if kind not in WRITERS:
        raise Http404("The library goes out as an Excel workbook or a CSV file.")
    written, content_type = WRITERS[kind]
    sheet = KpiLibrary(Desk(visit.trust, visit.user, visit.at))
    made = HttpResponse(written(sheet), content_type=content_type)
    name = f"kpi-library-{visit.trust.slug}-{london_date(visit.at)}.{kind}"
    made["Content-Disposition"] = f'attachment; filename="{name}"'
    return made


@partnership_page(*READS_SPECIFICATIONS)
def breakdowns(request: Request) -> HttpResponse:
    """The breakdowns with their groups, and the definitions that use them."""
    visit = request.visit
    context = {
        "breakdowns": breakdowns_of(visit.trust),
        "tabs": specification_tabs(visit, "kpis"),
        "writes": visit.holds(*WRITES_KPIS),
    }
    return render(request, "commissioning/kpi_breakdowns.html", context)


@partnership_page(*WRITES_KPIS)
def breakdown_add(request: Request) -> HttpResponse:
    """Add a breakdown with its groups."""
    visit = request.visit
    form = BreakdownForm(sent(request), instance=Breakdown(partnership=visit.trust))
    question = Question(
        title="Add a breakdown",
        back=_breakdowns(visit),
        button="Add the breakdown",
        lead="A KPI broken down by it is reported for the whole and for each group.",
        done="Breakdown added. Choose it when you record a KPI's definition.",
    )
    return answer(
        request,
        question,
        form,
        lambda: record_breakdown(
            form.instance, form.cleaned_data["groups"], by=visit.user, at=visit.at
        ),
    )


@partnership_page(*WRITES_KPIS)
def breakdown_remove(request: Request, pk: int) -> HttpResponse:
    """Remove a breakdown that no definition uses."""
    visit, found = request.visit, gate.breakdown(request.visit, pk)
    question = Question(
        title="Remove a breakdown",
        back=_breakdowns(visit),
        button="Remove",
        caption=str(found),
        lead="Its groups go with it. The history keeps what it said.",
        done="Removed.",
    )
    if closed := closed_to_change(request, found):
        return not_now(request, question, closed)
    return answer(
        request,
        question,
        PlainForm(sent(request)),
        lambda: remove(found, by=visit.user, at=visit.at),
    )


def _breakdowns(visit: Visit) -> str:
    return reverse("commissioning:breakdowns", args=[visit.trust.slug])


def _adopted_words(adopted: Adopted) -> str:
    if not adopted.kpis:
        return "Nothing was added: your library has them already."
    said = f"{quantity(len(adopted.kpis), 'KPI')} added to your library"
    if adopted.relations:
        said += f", with {quantity(len(adopted.relations), 'rule')} between their figures"
    return said + "."
