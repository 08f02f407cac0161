"""The one way from an address to a record of this app: yours, or 404."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.gate import Request, Visit
from contracts.lifecycles.agreement_states import BEING_DRAFTED
from contracts.models import Agreement, Obligation, Review, ScheduledKpi, Variation, VariationTerms
from pages.numbers import whole_number
from tenders.models import Award


def agreement(visit: Visit, pk: int) -> Agreement:
    """An agreement of the visitor's partnership."""
    return get_object_or_404(_agreements().filter(partnership=visit.trust), pk=pk)


def provided(visit: Visit, pk: int) -> Agreement:
    """An agreement of the visitor's own organisation, once it is signed."""
    own = _agreements().filter(provider=visit.provider).exclude(state__in=BEING_DRAFTED)
    return get_object_or_404(own, pk=pk)


def line(visit: Visit, pk: int, line: int) -> ScheduledKpi:
    """A KPI on the schedule of an agreement of the visitor's partnership."""
    found = ScheduledKpi.objects.select_related("kpi", "agreement__partnership")
    return get_object_or_404(found, pk=line, agreement=pk, agreement__partnership=visit.trust)


def obligation(visit: Visit, pk: int, obligation: int) -> Obligation:
    """What falls due because of an agreement of the visitor's partnership."""
    found = Obligation.objects.select_related("agreement__partnership")
    return get_object_or_404(found, pk=obligation, agreement=pk, agreement__partnership=visit.trust)


def award(visit: Visit, pk: int) -> Award:
    """An award of the visitor's partnership from which no agreement has been drafted."""
    found = get_object_or_404(
        Award.objects.select_related(
            "tender__partnership", "tender__specification__service", "bid__provider"
        ).filter(tender__partnership=visit.trust),
        pk=pk,
    )
    if Agreement.objects.filter(award=found).exists():
        raise Http404("The contract of this award has been drafted already.")
    return found


def variation(visit: Visit, pk: int) -> Variation:
    """A variation of an agreement of the visitor's partnership."""
    found: QuerySet[Variation] = Variation.objects.select_related(
        "agreement__partnership", "agreement__provider", "meeting", "advice__meeting",
        "proposed_by", "decided_by",
    )  # fmt: skip
    return get_object_or_404(found, pk=pk, agreement__partnership=visit.trust)


def kpi_change(visit: Visit, pk: int, change: int) -> VariationTerms:
    """A KPI change of a variation of the visitor's partnership."""
    found = VariationTerms.objects.select_related(
        "variation__agreement__partnership", "scheduled__kpi"
    ).filter(variation__agreement__partnership=visit.trust)
    return get_object_or_404(found, pk=change, variation=pk)


def review(visit: Visit, pk: int) -> Review:
    """A yearly review of an agreement of the visitor's partnership."""
    found = Review.objects.select_related(
        "agreement__partnership", "agreement__provider", "agreed_by",
        "need__partnership", "specification__partnership",
    )  # fmt: skip
    return get_object_or_404(found, pk=pk, agreement__partnership=visit.trust)


def review_behind(visit: Visit, agreement: Agreement, pk: str) -> Review | None:
    """The agreed review of the agreement that an address names as the reason; None for none."""
    if not pk:
        return None
    number = whole_number(pk)
    found = None if number is None else review(visit, number)
    if found is None or found.agreement_id != agreement.pk or not found.recommends_change:
        raise Http404("No such review of this agreement.")
    return found


def review_of_request(request: Request, pk: int) -> Review:
    """The same for the step page."""
    return review(request.visit, pk)


def agreement_of_request(request: Request, pk: int) -> Agreement:
    """The same for the step page."""
    return agreement(request.visit, pk)


def variation_of_request(request: Request, pk: int) -> Variation:
    """The same for the step page."""
    return variation(request.visit, pk)


def _agreements() -> QuerySet[Agreement]:
    return Agreement.objects.select_related(
        "partnership", "provider", "service", "specification__partnership", "award__tender",
    )  # fmt: skip
