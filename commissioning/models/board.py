"""The Children's Trust Board: its roles, meetings, advice, decisions and actions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from accounts.models import Partnership
from accounts.roles import commissioner_or_board, commissioner_or_operator
from commissioning.lifecycles.action import ActionLifecycle
from commissioning.models.area import Area
from commissioning.models.belonging import of_one_partnership
from commissioning.models.outcome import Outcome
from workflow import words
from workflow.calendar import london_date
from workflow.lifecycle import Deed, Obstacles, Record


class BoardRole(Record):
    """One of the things the Board is there for."""

    may_begin = commissioner_or_operator

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="board_roles"
    )
    text = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.text


class Meeting(Record):
    """A meeting of the Board."""

    may_begin = commissioner_or_board

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField("date")
    place = models.CharField(max_length=120, blank=True)
    minutes = models.TextField(blank=True)

    class Meta:
        ordering = ["-held_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "held_on"],
                name="one_meeting_a_day",
                violation_error_message="A meeting on that day is in the diary already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.partnership.board_name}, {words.day(self.held_on)}"

    def not_yet_held(self, deed: Deed) -> str | None:
        """What a meeting produced is recorded on its day or afterwards."""
        if self.held_on > london_date(deed.at):
            on = words.day(self.held_on)
            return f"The meeting is on {on}. Record this on the day or afterwards."
        return None

    def get_absolute_url(self) -> str:
        """The meeting's page."""
        return reverse("commissioning:meeting", args=[self.partnership.slug, self.pk])


class _OfMeeting(Record):
    """What a meeting produced. It is written when the meeting has been held, and then stands."""

    class Meta:
        abstract = True

    may_begin = commissioner_or_board
    meeting: Any

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        if not self._state.adding:
            return f"This {self.noun()} stands as the meeting left it."
        held: Meeting = self.meeting
        return held.not_yet_held(deed)

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return int(self.meeting.partnership_id)


class Advice(_OfMeeting):
    """What the Board advised on a proposal. It does not bind; deciding against it needs a reason."""

    class Position(models.TextChoices):
        """What the Board advised."""

        FOR = "for", "Advises in favour"
        CONDITIONS = "conditions", "Advises in favour, with conditions"
        AGAINST = "against", "Advises against"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="advice")
    subject = models.CharField(max_length=300)
    position = models.CharField(max_length=12, choices=Position)
    text = models.TextField("what the Board said")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "advice"
        verbose_name_plural = "advice"
        ordering = ["meeting", "pk"]

    def __str__(self) -> str:
        return f"{self.get_position_display()}: {self.subject}"

    @property
    def against(self) -> bool:
        """Whether the Board advised against."""
        return self.position == self.Position.AGAINST


class Decision(_OfMeeting):
    """A decision of the Board, about an outcome and an area where it came from the figures."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    text = models.TextField()
    outcome = models.ForeignKey(
        Outcome, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["meeting", "pk"]

    def __str__(self) -> str:
        return self.text[:80]

    def clean(self) -> None:
        """It is about the partnership's own outcomes and areas."""
        of_one_partnership(self, "outcome", "area")


class BoardAction(ActionLifecycle):
    """Something somebody is to do by a day: from a meeting, a decision or a figure."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="board_actions"
    )
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="board_actions"
    )
    due_on = models.DateField()
    what_was_done = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "action"
        ordering = ["due_on"]

    def __str__(self) -> str:
        return self.text[:80]

    def clean(self) -> None:
        """It came from the partnership's own meeting."""
        of_one_partnership(self, "meeting", "decision")
        if self.meeting is not None and self.due_on and self.due_on < self.meeting.held_on:
            held_on = words.day(self.meeting.held_on)
            raise ValidationError(
                {"due_on": f"The action comes from the meeting of {held_on}. Choose a later day."}
            )

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """A new action goes to somebody of the partnership, for a day that is still to come."""
        if not self._state.adding:
            return super().standing_in_the_way(deed)
        said = [] if self.meeting is None else list(filter(None, [self.meeting.not_yet_held(deed)]))
        if not self.owner.roles_in_partnership(self.partnership_id, deed.at):
            said.append(f"{self.owner} holds no role here. Give the action to someone who does.")
        if self.meeting is None and self.due_on < london_date(deed.at):
            said.append("The day it is due by has passed. Choose a later one.")
        return said

    def get_absolute_url(self) -> str:
        """The action's page."""
        return reverse("commissioning:action", args=[self.partnership.slug, self.pk])
