"""Reading consultations: the list with what comes next, and what was found."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Partnership
from commissioning.lifecycles.consultation_states import SETTLED, TAKING_RESPONSES
from commissioning.models import (
    Clause,
    Consultation,
    ConsultationFinding,
    ConsultationResponse,
)
from pages.tables import Stage, stages
from workflow import words
from workflow.audit import history
from workflow.door import Action, actions_for
from workflow.lifecycle import Actor
from workflow.models import AuditEntry

#: How long before its last day a consultation is said to close soon.
CLOSING_SOON = timedelta(days=7)


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


def next_step(consultation: Consultation, today: date) -> str:
    """What comes next, in a few words; `consultation` is one of `consultations_of`."""
    found: int = consultation.found  # type: ignore[attr-defined]
    if consultation.is_planned:
        opens = consultation.opens_on
        if consultation.is_from_papers:
            return "Enter it as already held"
        return f"Opens {words.day(opens)}" if opens and opens > today else "To be opened"
    if consultation.takes_responses:
        return f"Open until {words.day(consultation.closes_on)}"
    if consultation.is_being_found:
        return "To be reported" if found else "Findings to be written"
    return "Nothing: it is reported"


def awaited(consultation: Consultation, today: date, *, leads: bool) -> str:
    """What somebody is to do about it now, or nothing; `leads` is a commissioner."""
    found: int = consultation.found  # type: ignore[attr-defined]
    opens, closes = consultation.opens_on, consultation.closes_on
    if consultation.is_planned and leads and opens and opens <= today:
        return "Open it: its day has come"
    if consultation.takes_responses and closes and closes <= today + CLOSING_SOON:
        return "It closes soon: take in every response before"
    if consultation.is_being_found:
        if not found:
            return "" if consultation.printed_unknown else "Write its findings"
        return "Say what was changed because of it, and report it" if leads else ""
    return ""


def past_their_last_day(today: date) -> QuerySet[Consultation]:
    """Open ones of every partnership whose last day has gone."""
    return Consultation.objects.filter(state__in=TAKING_RESPONSES, closes_on__lt=today)


def unsettled(partnership: Partnership) -> QuerySet[Consultation]:
    """Those in which something is still to be done."""
    return consultations_of(partnership).exclude(state__in=SETTLED)


def stages_of(consultation: Consultation) -> list[Stage]:
    """The stepper; one from papers was never open here."""
    labels = {str(state): str(state.label) for state in consultation.States}
    never = TAKING_RESPONSES if consultation.is_from_papers else frozenset()
    path = [labels[state] for state in consultation.path if state not in never]
    return stages(path, consultation.state_label)


def findings_of(consultation: Consultation) -> list[ConsultationFinding]:
    """What people said, with the questions it came from and the clauses that answer it."""
    clauses = Clause.objects.select_related("specification__partnership")
    found = consultation.findings.prefetch_related(
        Prefetch("clauses", clauses), "sources__question"
    )
    return list(found)


def steps_for(consultation: Consultation, actor: Actor, at: datetime) -> list[Action]:
    """Its steps; one from papers is never opened, and any other is never entered as held."""
    other = "open" if consultation.is_from_papers else "enter_as_held"
    return [action for action in actions_for(consultation, actor, at) if action.name != other]


def history_of(consultation: Consultation) -> list[AuditEntry]:
    """What happened to it, latest first, without an entry for each response typed in."""
    return list(history(consultation).exclude(step="take_response").order_by("-sequence"))
