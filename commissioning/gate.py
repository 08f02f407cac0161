"""The one way from an address to a record of this app. Another partnership's is not there (404)."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from accounts.gate import Request, Visit
from accounts.roles import Role
from commissioning.models import (
    BoardAction,
    Breakdown,
    Clause,
    Consultation,
    ConsultationEvent,
    ConsultationFinding,
    ConsultationQuestion,
    ConsultationReply,
    Decision,
    Indicator,
    IndicatorLoad,
    Kpi,
    LevelOfNeed,
    Meeting,
    Need,
    NeedAnswered,
    Objective,
    Outcome,
    OutcomesFramework,
    PartnershipArea,
    ResponseFile,
    Specification,
    SpecificationKpi,
)
from workflow.lifecycle import Lifecycle, Record

R = TypeVar("R", bound=Record)
Part = Clause | NeedAnswered | SpecificationKpi
#: What is kept on the page of outcomes.
Wanted = OutcomesFramework | Outcome | Objective | LevelOfNeed
ConsultationPart = ConsultationQuestion | ConsultationEvent | ConsultationFinding
#: Who reads every action of the Board; its owner may hold any role.
READS_ACTIONS = (Role.COMMISSIONER, Role.ANALYST, Role.APPROVER, Role.BOARD)


def indicator(visit: Visit, pk: int) -> Indicator:
    """A published indicator the partnership knows: by a figure it sees, or its own objective or need."""
    return get_object_or_404(Indicator.objects.known_to(visit.trust), pk=pk)


def indicator_load(visit: Visit, pk: int) -> IndicatorLoad:
    """A file of figures the partnership sent."""
    kept = IndicatorLoad.objects.select_related("partnership", "file", "sent_by", "loaded_by")
    return get_object_or_404(kept.filter(partnership=visit.trust), pk=pk)


def need(visit: Visit, pk: int) -> Need:
    """A need of the partnership."""
    kept = Need.objects.select_related(
        "partnership", "area", "outcome", "objective", "indicator", "decision__meeting__partnership"
    )
    return get_object_or_404(kept.filter(partnership=visit.trust), pk=pk)


def consultation(visit: Visit, pk: int) -> Consultation:
    """A consultation of the partnership."""
    kept: QuerySet[Consultation] = Consultation.objects.select_related("partnership")
    return get_object_or_404(kept.filter(partnership=visit.trust), pk=pk)


def consultation_part(
    whole: Consultation, kind: type[ConsultationPart], pk: int
) -> ConsultationPart:
    """A question, event or finding of one consultation."""
    parts: QuerySet[Any] = kind._default_manager.filter(consultation=whole)
    found: ConsultationPart = get_object_or_404(parts, pk=pk)
    found.consultation = whole
    return found


def consultation_question(visit: Visit, pk: int, question: int) -> ConsultationQuestion:
    """A question of a consultation of the partnership."""
    whole = consultation(visit, pk)
    found: ConsultationQuestion = get_object_or_404(whole.questions, pk=question)
    return found


def response_file(visit: Visit, pk: int, file: int) -> ResponseFile:
    """A file of responses to a consultation of the partnership."""
    kept = ResponseFile.objects.select_related("consultation__partnership", "sent_by")
    return get_object_or_404(kept.filter(consultation=consultation(visit, pk)), pk=file)


def reply(visit: Visit, pk: int, reply: int) -> ConsultationReply:
    """An answer in words, to a consultation of the partnership."""
    kept = ConsultationReply.objects.filter(response__consultation=consultation(visit, pk))
    return get_object_or_404(kept.exclude(words=""), pk=reply)


def wanted(visit: Visit, kind: type[Wanted], pk: int) -> Wanted:
    """A framework, outcome, objective or level of need of the partnership."""
    kept: QuerySet[Any] = kind._default_manager.filter(partnership=visit.trust)
    found: Wanted = get_object_or_404(kept, pk=pk)
    return found


def area_looked_at(visit: Visit, pk: int) -> PartnershipArea:
    """An area the partnership looks at."""
    kept = PartnershipArea.objects.select_related("area__parent", "partnership")
    return get_object_or_404(kept, pk=pk, partnership=visit.trust)


def kpi(visit: Visit, pk: int) -> Kpi:
    """A KPI of the partnership's library."""
    kept = Kpi.objects.select_related("partnership", "outcome", "objective")
    return get_object_or_404(
        kept.filter(partnership=visit.trust).prefetch_related("versions"), pk=pk
    )


def breakdown(visit: Visit, pk: int) -> Breakdown:
    """A breakdown of the partnership."""
    kept = Breakdown.objects.select_related("partnership")
    return get_object_or_404(kept.filter(partnership=visit.trust), pk=pk)


def specification(visit: Visit, pk: int) -> Specification:
    """A version of a specification of the partnership."""
    kept: QuerySet[Specification] = Specification.objects.select_related(
        "partnership", "service", "proposed_by", "approved_by"
    )
    return get_object_or_404(kept.filter(partnership=visit.trust), pk=pk)


def meeting(visit: Visit, pk: int) -> Meeting:
    """A meeting of the partnership's Board."""
    return get_object_or_404(
        Meeting.objects.select_related("partnership").filter(partnership=visit.trust), pk=pk
    )


def decision(visit: Visit, pk: int) -> Decision:
    """A decision of the partnership's Board."""
    kept = Decision.objects.select_related("meeting__partnership", "outcome", "area")
    return get_object_or_404(kept.filter(meeting__partnership=visit.trust), pk=pk)


def action(visit: Visit, pk: int) -> BoardAction:
    """An action of the partnership's Board: the visitor's own, or any for whoever reads them."""
    kept: QuerySet[BoardAction] = BoardAction.objects.select_related(
        "partnership", "owner", "meeting__partnership", "decision"
    )
    found = get_object_or_404(kept.filter(partnership=visit.trust), pk=pk)
    if found.owner_id != visit.user.pk and not visit.holds(*READS_ACTIONS):
        raise PermissionDenied("This action was given to somebody else.")
    return found


def part(spec: Specification, kind: type[Part], pk: int) -> Part:
    """A clause, need or KPI of one specification."""
    parts: QuerySet[Any] = kind._default_manager.filter(specification=spec)
    found: Part = get_object_or_404(parts, pk=pk)
    return found


def consultation_of_request(request: Request, pk: int) -> Lifecycle:
    """The consultation a step page is about."""
    return consultation(request.visit, pk)


def whole_of(model: type[Record]) -> type[Record]:
    """The model of what a kind of part belongs to."""
    found: Any = model._meta.get_field(model.part_of).related_model
    whole: type[Record] = found
    return whole


def of_partnership(visit: Visit, model: type[R], pk: int) -> R:
    """A record of the partnership, or a part of one, by whatever way it belongs to it."""
    way = ""
    one: type[Record] = model
    while one.part_of:
        way, one = f"{way}{one.part_of}__", whole_of(one)
    kept: QuerySet[R] = model.objects.select_related(f"{way}partnership")
    return get_object_or_404(kept.filter(**{f"{way}partnership": visit.trust}), pk=pk)


def specification_of_request(request: Request, pk: int) -> Lifecycle:
    """The specification a step page is about."""
    return specification(request.visit, pk)


def action_of_request(request: Request, pk: int) -> Lifecycle:
    """The action a step page is about."""
    return action(request.visit, pk)
