"""The one way to a record of performance: the visitor's own, or it does not exist (404)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from accounts.gate import Request, Visit
from accounts.roles import Role
from performance.lifecycles.kpi_return import COUNTS, REPLACED
from performance.lifecycles.pack import READABLE_BY_BOARD
from performance.models import (
    CellQuestion,
    Certificate,
    Extension,
    Figure,
    KpiReturn,
    Pack,
    Upload,
)

#: Those who work with returns inside a partnership. Board members see figures that count.
WORKS_WITH_RETURNS = (Role.COMMISSIONER, Role.ANALYST, Role.APPROVER)
#: Those who look at oversight and read packs; Board members read packs issued to them.
OVERSEES = (*WORKS_WITH_RETURNS, Role.BOARD)
#: Those who prepare packs.
PREPARES_PACKS = (Role.COMMISSIONER, Role.ANALYST)


def returns_here(visit: Visit) -> QuerySet[KpiReturn]:
    """The returns of the partnership or the provider whose page this is."""
    found = KpiReturn.objects.select_related(
        *("agreement__partnership", "agreement__provider", "certified_by", "accepted_by"),
        *("upload__file", "upload__sent_by"),
    )
    if visit.partnership is not None:
        return found.filter(agreement__partnership=visit.partnership)
    return found.filter(agreement__provider=visit.provider)


def kpi_return(visit: Visit, pk: int) -> KpiReturn:
    """One return of this partnership or provider."""
    return get_object_or_404(returns_here(visit), pk=pk)


def return_of_request(request: Request, pk: int) -> KpiReturn:
    """The return a step page is about."""
    return kpi_return(request.visit, pk)


def extension_of_request(request: Request, pk: int, extension: int) -> Extension:
    """The request about a return that a step page is about."""
    asked = Extension.objects.select_related("asked_by", "answered_by")
    found = get_object_or_404(asked, pk=extension, kpi_return_id=pk)
    found.kpi_return = kpi_return(request.visit, pk)
    return found


def upload(visit: Visit, return_pk: int, pk: int) -> Upload:
    """One upload for a return of this provider; of this partnership, one it was certified from."""
    uploads = Upload.objects.select_related("file", "sent_by", "marked", "program__organisation")
    found = get_object_or_404(uploads, pk=pk, kpi_return_id=return_pk)
    found.kpi_return = kpi_return(visit, return_pk)
    if visit.partnership is not None:
        get_object_or_404(found.kpi_return.sendings_stood_by(), pk=pk)
    return found


def certificate(visit: Visit, return_pk: int, pk: int) -> Certificate:
    """One certification of a return of this partnership or provider."""
    kept = Certificate.objects.select_related("file").filter(kpi_return__in=returns_here(visit))
    return get_object_or_404(kept, pk=pk, kpi_return_id=return_pk)


def figure(visit: Visit, pk: int, number: int) -> Figure:
    """One figure of a return here; for a Board member only one that counts or has counted."""
    figures = Figure.objects.filter(kpi_return__agreement__partnership=visit.trust)
    if not visit.holds(*WORKS_WITH_RETURNS):
        figures = figures.filter(kpi_return__state__in=COUNTS | REPLACED)
    return get_object_or_404(figures, kpi_return=pk, number=number)


def question(visit: Visit, return_pk: int, pk: int) -> CellQuestion:
    """One question about a return of this partnership."""
    asked = CellQuestion.objects.select_related("scheduled__kpi", "area", "group")
    found = get_object_or_404(asked, pk=pk, kpi_return_id=return_pk)
    found.kpi_return = kpi_return(visit, return_pk)
    return found


def packs_here(visit: Visit) -> QuerySet[Pack]:
    """The partnership's packs; for a Board member those issued to the Board."""
    packs = Pack.objects.filter(partnership=visit.trust).select_related("partnership", "workbook")
    if visit.holds(*WORKS_WITH_RETURNS):
        return packs
    return packs.filter(state__in=READABLE_BY_BOARD)


def pack(visit: Visit, pk: int) -> Pack:
    """One pack the visitor may read."""
    return get_object_or_404(packs_here(visit), pk=pk)


def pack_of_request(request: Request, pk: int) -> Pack:
    """The pack a step page is about."""
    return pack(request.visit, pk)
