"""The thread through an agreement: up to the need it answers, down to what is returned on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from contracts.lifecycles.agreement_states import BEING_DRAFTED
from contracts.models import Agreement, Review, Variation
from workflow.models import AuditEntry

#: How many returns the agreement's page lists.
RETURNS_SHOWN = 8


@dataclass(frozen=True)
class Link:
    """One end of a link of the thread: what it is, its name, and its page ("" without one)."""

    kind: str
    name: str
    url: str


def address_of(record: Any) -> str:
    """The page of a record of any room; "" when that room has no such page."""
    try:
        return str(record.get_absolute_url())
    except NoReverseMatch:
        return ""


def upwards(agreement: Agreement) -> list[Link]:
    """Needs, specification, tender and award the agreement rests on, from the need down."""
    links = []
    spec = agreement.specification
    if spec is not None:
        answered = spec.needs_answered.select_related("need__partnership")
        links += [_link("Need", line.need) for line in answered]
        links.append(_link("Specification", spec))
    if agreement.award is not None:
        tender = agreement.award.tender
        links.append(_link("Tender", tender))
        links.append(Link("Award", f"Award to {agreement.provider}", address_of(tender)))
    return links


def gates_of(agreement: Agreement) -> str:
    """The page of the gates a draft waits for before it can be signed; "" when there is none."""
    if agreement.award is None or agreement.state not in BEING_DRAFTED:
        return ""
    tender = agreement.award.tender
    return reverse("tenders:tender_gates", args=[agreement.partnership.slug, tender.pk])


def returns_of(agreement: Agreement) -> list[Any]:
    """Its latest returns, newest first (read through the reverse relation)."""
    found = agreement.returns.select_related("agreement__partnership")
    return list(found.order_by("-due_on", "-period_code", "-version")[:RETURNS_SHOWN])


def _link(kind: str, record: Any) -> Link:
    return Link(kind, str(record), address_of(record))


def history_of(agreement: Agreement) -> list[AuditEntry]:
    """Everything that happened to the agreement and its parts, newest first."""
    parts: list[tuple[Any, Iterable[int]]] = [(agreement, [agreement.pk])]
    for related in ("obligations", "variations", "reviews", "kpis", "kpi_terms", "areas"):
        records = getattr(agreement, related)
        parts.append((records.model, records.values_list("pk", flat=True)))
    return _entries(parts)


def history_of_variation(variation: Variation) -> list[AuditEntry]:
    """Everything that happened to the variation and its KPI changes, newest first."""
    changes = variation.kpi_terms
    parts: list[tuple[Any, Iterable[int]]] = [
        (variation, [variation.pk]),
        (changes.model, changes.values_list("pk", flat=True)),
    ]
    return _entries(parts)


def history_of_review(review: Review) -> list[AuditEntry]:
    """Everything that happened to the review, newest first."""
    return _entries([(review, [review.pk])])


def _entries(parts: list[tuple[Any, Iterable[int]]]) -> list[AuditEntry]:
    wanted = Q()
    for model, ids in parts:
        wanted |= Q(record_type=model._meta.label_lower, record_id__in=list(ids))
    return list(AuditEntry.objects.filter(wanted).order_by("-effective_at", "-sequence"))
