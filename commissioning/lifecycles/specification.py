"""How a service specification moves: draft, for approval, approved, superseded."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from accounts.roles import approver, commissioner
from workflow.lifecycle import Actor, Deed, Lifecycle, Refused, StateField, step


class SpecificationState(models.TextChoices):
    """Where a version of a specification stands."""

    DRAFT = "draft", "Draft"  # its author writes it
    FOR_APPROVAL = "for_approval", "For approval"  # somebody else reads it; nobody changes it
    APPROVED = "approved", "Approved"  # a tender may be drafted from it
    SUPERSEDED = "superseded", "Superseded"  # a later version is approved


S = SpecificationState
#: A tender may be drawn up from these.
USABLE = frozenset({S.APPROVED})
#: Versions still being written or read; a service has at most one of them.
UNFINISHED = frozenset({S.DRAFT, S.FOR_APPROVAL})
#: Versions that await an approver.
AWAITING_APPROVAL = frozenset({S.FOR_APPROVAL})


def has_clauses(spec: Any, deed: Deed) -> str | None:
    """A specification says something."""
    return None if spec.clauses.exists() else "Write at least one clause."


def answers_a_need(spec: Any, deed: Deed) -> str | None:
    """The thread starts at a need."""
    return None if spec.needs_answered.exists() else "Name the need this service answers."


def is_measured(spec: Any, deed: Deed) -> str | None:
    """Every specification carries KPIs with targets."""
    return None if spec.kpis.exists() else "Add at least one KPI with its target."


def every_kpi_serves_an_outcome(spec: Any, deed: Deed) -> list[str]:
    """A KPI without an outcome would be lost to oversight."""
    loose = spec.kpis.filter(kpi__outcome=None).select_related("kpi")
    return [f"Link KPI {line.kpi.code} ({line.kpi.name}) to an outcome." for line in loose]


def somebody_else_approves(spec: Any, deed: Deed) -> str | None:
    """Nobody approves what they sent, or what they wrote in this version."""
    if spec.proposed_by_id == deed.by.pk:
        return "You sent this for approval yourself. Someone else must approve it."
    if deed.by.pk in spec.written_by():
        return "You wrote part of this version. Someone else must approve it."
    return None


def tell_author(spec: Any, deed: Deed) -> list[tuple[Actor, str]]:
    """Whoever sent it for approval hears what became of it."""
    if spec.proposed_by is None:
        return []
    answer = "approved" if deed.step == "approve" else "sent back for changes"
    return [(spec.proposed_by, f"{deed.by} has {answer}: {spec}.")]


class SpecificationLifecycle(Lifecycle):
    """The steps of a service specification, in the order they happen."""

    class Meta:
        abstract = True

    may_begin = commissioner
    States = SpecificationState
    open_to_change: ClassVar[frozenset[str]] = frozenset({S.DRAFT})
    path: ClassVar[tuple[str, ...]] = (S.DRAFT, S.FOR_APPROVAL, S.APPROVED)
    tones: ClassVar[dict[str, str]] = {
        S.DRAFT: "blue",
        S.FOR_APPROVAL: "yellow",
        S.APPROVED: "green",
        S.SUPERSEDED: "grey",
    }

    supersede_earlier: Any
    state = StateField(choices=S, default=S.DRAFT)

    @step(
        source=S.DRAFT,
        target=S.FOR_APPROVAL,
        label="Send for approval",
        done="sent the specification for approval",
        hint="An approver who wrote none of it will read it. It cannot be changed meanwhile.",
        may=commissioner,
        guards=[has_clauses, answers_a_need, is_measured, every_kpi_serves_an_outcome],
    )
    def propose(self, deed: Deed) -> None:
        self.proposed_by = deed.by

    @step(
        source=S.FOR_APPROVAL,
        target=S.APPROVED,
        label="Approve the specification",
        done="approved the specification",
        hint="A tender can then be drafted from it. An earlier version is superseded.",
        may=approver,
        guards=[somebody_else_approves],
        tells=tell_author,
    )
    def approve(self, deed: Deed) -> None:
        self.approved_by, self.approved_at = deed.by, deed.at
        self.supersede_earlier(deed)

    @step(
        source=S.FOR_APPROVAL,
        target=S.DRAFT,
        label="Send back for changes",
        done="sent the specification back",
        hint="Say what has to change. The author can then edit it again.",
        may=approver,
        tells=tell_author,
        careful=True,
    )
    def send_back(self, deed: Deed, *, reasons: str) -> None:
        if not reasons.strip():
            raise Refused("Say what has to change before it can be approved.")

    @step(
        source=S.FOR_APPROVAL,
        target=S.DRAFT,
        label="Take back to draft",
        done="took the specification back to draft",
        may=commissioner,
        careful=True,
    )
    def take_back(self, deed: Deed) -> None:
        self.proposed_by = None

    @step(
        source=S.APPROVED,
        target=S.SUPERSEDED,
        label="Supersede",
        done="superseded the specification by a later version",
        may=approver,
        offered=False,
    )
    def supersede(self, deed: Deed) -> None:
        """Taken by the approval of the next version."""
