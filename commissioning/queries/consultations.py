"""Reading consultations: the list with what comes next, and what was found."""

from __future__ import annotations

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Partnership
from commissioning.models import (
    Clause,
    Consultation,
    ConsultationFinding,
    ConsultationResponse,
)
from workflow.audit import history
from workflow.models import AuditEntry


def consultations_of(partnership: Partnership) -> QuerySet[Consultation]:
    """Every consultation, with `taken` (responses counted here) and `found` (its findings)."""
    counted = (
        ConsultationResponse.objects.filter(consultation=OuterRef("pk"))
        .order_by()
        .values("consultation")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        partnership.consultations.select_related("partnership")
        .annotate(taken=Coalesce(Subquery(counted), 0), found=Count("findings"))
        .order_by("-closes_on", "title")
    )


def findings_of(consultation: Consultation) -> list[ConsultationFinding]:
    """What people said, with the questions it came from and the clauses that answer it."""
    clauses = Clause.objects.select_related("specification__partnership")
    found = consultation.findings.prefetch_related(
        Prefetch("clauses", clauses), "sources__question"
    )
    return list(found)


def history_of(consultation: Consultation) -> list[AuditEntry]:
    """What happened to it, latest first."""
    return list(history(consultation).order_by("-sequence"))
