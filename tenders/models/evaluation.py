"""The panel, what its members and moderators declared, scores and moderations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from accounts.roles import commissioner, evaluator
from tenders.lifecycles import tender_states as states
from tenders.models.bid import Bid
from tenders.models.tender import Criterion, Tender
from workflow.lifecycle import Actor, Deed, Obstacles, Record

_marks = [MinValueValidator(0), MaxValueValidator(5)]


class ThePersonOnThePanel:
    """The panel member themselves; or, to remove them, a commissioner."""

    words = "the panel member or a commissioner"

    def __call__(self, record: Any, actor: Actor, at: datetime) -> bool:
        own = record.person_id == getattr(actor, "pk", None) and evaluator(record, actor, at)
        return own or commissioner(record, actor, at)


class PanelMember(Record):
    """An evaluator of a tender, and what they declared (Procurement Act 2023 ss.81 to 83)."""

    may_begin = commissioner
    may_amend = ThePersonOnThePanel()
    part_of = "tender"

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="panel")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="panels"
    )
    declaration = models.TextField(
        "interests declared", blank=True, help_text="Every interest, or 'None'."
    )
    declared_at = models.DateTimeField(null=True, blank=True)
    barred = models.BooleanField("the interest bars them from scoring", default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["tender", "person"], name="one_seat_each")]

    def __str__(self) -> str:
        return f"{self.person}"

    @property
    def partnership_id(self) -> int:
        """Whose tender it is."""
        return self.tender.partnership_id

    @property
    def has_declared(self) -> bool:
        """Whether they declared their interests."""
        return self.declared_at is not None

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        if self.tender.state not in states.PANEL_FORMING:
            return "The evaluation has begun. The panel can no longer be changed."
        if self._state.adding and not evaluator(self, self.person, deed.at):
            return f"{self.person} is not an evaluator of this partnership."
        if deed.step == "amend" and deed.by.pk != self.person_id:
            return f"Only {self.person} can declare their interests."
        return None


class ScorerOnThePanel:
    """A panel member who has declared their interests and is not barred, for their own score."""

    words = "a panel member who has declared their interests"

    def __call__(self, record: Any, actor: Actor, at: datetime) -> bool:
        if record.person_id != getattr(actor, "pk", None) or not evaluator(record, actor, at):
            return False
        seat = PanelMember.objects.filter(tender=record.bid.tender_id, person=actor).first()
        return seat is not None and seat.has_declared and not seat.barred


class TheModerator:
    """The commissioner themselves, for their own declaration."""

    words = "the commissioner whose declaration it is"

    def __call__(self, record: Any, actor: Actor, at: datetime) -> bool:
        own = record.person_id == getattr(actor, "pk", None)
        return own and bool(commissioner(record, actor, at))


class ModeratorDeclaration(Record):
    """What a commissioner who moderates marks declared (Procurement Act 2023 ss.81 to 83)."""

    may_begin = TheModerator()
    part_of = "tender"

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="moderators")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="moderates"
    )
    declaration = models.TextField("interests declared", help_text="Every interest, or 'None'.")
    declared_at = models.DateTimeField()
    barred = models.BooleanField("the interest bars them from moderating", default=False)

    class Meta:
        verbose_name = "moderator's declaration"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "person"], name="one_declaration_each")
        ]

    def __str__(self) -> str:
        return f"{self.person}"

    @property
    def partnership_id(self) -> int:
        """Whose tender it is."""
        return self.tender.partnership_id

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        if self.tender.state in states.MODERATORS_DECLARE:
            return None
        return "The evaluation has ended. Declarations can no longer be changed."


def declared_unbarred(tender: Tender, person: Any) -> bool:
    """Whether a person declared, as moderator or on the panel, and nothing they declared bars."""
    own: list[Any] = [
        *ModeratorDeclaration.objects.filter(tender=tender, person=person),
        *PanelMember.objects.filter(tender=tender, person=person, declared_at__isnull=False),
    ]
    return bool(own) and not any(one.barred for one in own)


class ModeratorWhoDeclared:
    """A commissioner who has declared their interests in the tender, and is not barred."""

    words = "a commissioner who has declared their interests in this tender"

    def __call__(self, record: Any, actor: Actor, at: datetime) -> bool:
        return bool(commissioner(record, actor, at)) and declared_unbarred(record.bid.tender, actor)


class _Mark(Record):
    """A mark from 0 to 5 for one bid on one criterion, with its reasons."""

    class Meta:
        abstract = True

    part_of = "bid"
    bid: Any
    criterion: Any

    @property
    def partnership_id(self) -> int:
        """Whose tender it is."""
        return int(self.bid.tender.partnership_id)

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        if self.bid.tender.state not in states.SCORING:
            return "Marks are given while the tender is being evaluated."
        if not self.bid.is_readable:
            return "This bid was not opened."
        if self.criterion.tender_id != self.bid.tender_id:
            return "This criterion belongs to another tender."
        if self.criterion.is_price:
            return "Price is scored by the published formula, not by a mark."
        return None


class Score(_Mark):
    """One panel member's own mark."""

    may_begin = ScorerOnThePanel()

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="scores"
    )
    mark = models.PositiveSmallIntegerField(validators=_marks)
    reasons = models.TextField()

    class Meta:
        ordering = ["bid", "criterion", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "criterion", "person"], name="one_score_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.mark}"


class Moderation(_Mark):
    """The mark the panel agreed, with the reasons the bidder will read."""

    may_begin = ModeratorWhoDeclared()

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="moderations")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="moderations")
    mark = models.PositiveSmallIntegerField(validators=_marks)
    reasons = models.TextField(help_text="The bidder reads this in the assessment summary.")

    class Meta:
        verbose_name = "moderated mark"
        ordering = ["bid", "criterion"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "criterion"], name="one_moderation_per_criterion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.mark}"

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        scored = Score.objects.filter(bid=self.bid_id, criterion=self.criterion_id)
        waited_for = (
            self.bid.tender.panel.filter(barred=False)
            .exclude(person__in=scored.values("person"))
            .select_related("person")
        )
        return super().standing_in_the_way(deed) or [
            f"{seat.person} has not scored {self.criterion.name} yet." for seat in waited_for
        ]
