"""The Children's Trust Board: its roles, meetings, advice, decisions and actions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import Partnership
from accounts.roles import commissioner_or_board, commissioner_or_operator
from commissioning.lifecycles.action import ActionLifecycle
from commissioning.models.area import Area
from commissioning.models.outcome import Outcome
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
            models.UniqueConstraint(fields=["partnership", "held_on"], name="one_meeting_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.partnership.board_name}, {self.held_on.day} {self.held_on:%B %Y}"

    def get_absolute_url(self) -> str:
        """The meeting's page."""
        return reverse("commissioning:meeting", args=[self.partnership.slug, self.pk])


class _OfMeeting(Record):
    """What a meeting produced. It is written when the meeting has been held, and then stands."""

    class Meta:
        abstract = True

    may_begin = commissioner_or_board

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        if self.meeting.held_on > deed.at.date():
            return f"The meeting is on {self.meeting.held_on:%d %B %Y}. Record this afterwards."
        return None

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

    def get_absolute_url(self) -> str:
        """The action's page."""
        return reverse("commissioning:action", args=[self.partnership.slug, self.pk])
