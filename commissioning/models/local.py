"""Local family partnerships: who is in them, their rounds of meetings, plans, priorities, groups."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from accounts.models import Organisation, Partnership
from accounts.roles import commissioner_or_operator
from commissioning.models.area import Area
from commissioning.models.belonging import of_its_members, of_one_partnership
from commissioning.models.outcome import Outcome
from commissioning.models.part import Part
from workflow import words
from workflow.lifecycle import Deed, Obstacles, Record


class LocalPartnership(Record):
    """The partnership of one locality: those who work with families there."""

    may_begin = commissioner_or_operator

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="local_partnerships"
    )
    name = models.CharField(max_length=120)
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="local_partnerships"
    )
    about = models.TextField(blank=True)

    class Meta:
        verbose_name = "local partnership"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="one_local_partnership_per_name",
                violation_error_message="A local partnership of that name exists.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Its locality is the partnership's own."""
        of_one_partnership(self, "area")

    def get_absolute_url(self) -> str:
        """The local partnership's page."""
        return reverse("commissioning:local", args=[self.partnership.slug, self.pk])


class LocalMember(Part):
    """Who takes part: a member organisation, or anybody else by name."""

    part_of = "local"

    local = models.ForeignKey(LocalPartnership, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField("name or group", max_length=200, blank=True)

    class Meta:
        verbose_name = "member"
        ordering = ["organisation__name", "name"]

    def __str__(self) -> str:
        return ", ".join(str(said) for said in (self.name, self.organisation) if said)

    def clean(self) -> None:
        """Somebody is named."""
        of_its_members(self, "organisation")
        if self.organisation is None and not self.name.strip():
            raise ValidationError({"name": "Choose an organisation, or write who takes part."})


class LocalMeeting(Part):
    """A meeting, in a round that every local partnership holds."""

    part_of = "local"

    local = models.ForeignKey(LocalPartnership, on_delete=models.CASCADE, related_name="meetings")
    round = models.PositiveSmallIntegerField("round", help_text="1 for the first round.")
    held_on = models.DateField("date")
    who = models.CharField("who came", max_length=300, blank=True)
    notes = models.TextField(blank=True)

    class Meta:
        verbose_name = "local meeting"
        ordering = ["-held_on", "-round"]
        constraints = [
            models.UniqueConstraint(
                fields=["local", "held_on"],
                name="one_local_meeting_a_day",
                violation_error_message="A meeting on that day is recorded already.",
            )
        ]

    def __str__(self) -> str:
        return f"Round {self.round}, {words.day(self.held_on)}"


class LocalPlan(Part):
    """A version of a local plan: a draft until the day it is finalised, and then it stands."""

    part_of = "local"

    local = models.ForeignKey(LocalPartnership, on_delete=models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    statement = models.TextField(help_text="What the local partnership means to do, and why.")
    finalised_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "local plan"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["local", "version"], name="one_local_plan_per_version"),
            models.UniqueConstraint(
                fields=["local"],
                condition=models.Q(finalised_on=None),
                name="one_draft_local_plan",
                violation_error_message="A draft is being written. Finalise that one first.",
            ),
        ]

    def __str__(self) -> str:
        return f"Plan of {self.local}, version {self.version}"

    @property
    def draft(self) -> bool:
        """Whether it is still being written."""
        return self.finalised_on is None

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """A finalised plan stands; what changes is a new version."""
        if self.finalised_on is None or self._state.adding:
            return None
        on = words.day(self.finalised_on)
        return f"The plan was finalised on {on} and stands. Begin a new version to change it."

    def get_absolute_url(self) -> str:
        """Its place on the page of its local partnership."""
        return f"{self.local.get_absolute_url()}#plan"


class LocalPriority(Part):
    """A priority of a local plan, in its order, with the outcome it serves."""

    part_of = "plan"

    plan = models.ForeignKey(LocalPlan, on_delete=models.CASCADE, related_name="priorities")
    order = models.PositiveSmallIntegerField("place in the order", default=1)
    text = models.CharField("the priority", max_length=300)
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="local_priorities")

    class Meta:
        verbose_name = "priority"
        verbose_name_plural = "priorities"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "order"],
                name="one_priority_per_place",
                violation_error_message="Another priority has that place. Choose another.",
            )
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """It serves an outcome of the partnership."""
        of_one_partnership(self, "outcome")


class TaskGroup(Part):
    """A task and finish group on a priority. It may begin and end after the plan is finalised."""

    part_of = "priority"

    priority = models.ForeignKey(LocalPriority, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=200)
    purpose = models.TextField()
    lead = models.CharField("who leads it", max_length=200)
    begins_on = models.DateField("begins on")
    ends_on = models.DateField("ends on", null=True, blank=True)
    achieved = models.TextField("what it achieved", blank=True)

    class Meta:
        verbose_name = "task and finish group"
        ordering = ["begins_on", "name"]

    def __str__(self) -> str:
        return self.name

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """Nothing: a group's work goes on under a plan that stands."""
        return None

    def clean(self) -> None:
        """It ends after it begins; what it achieved is said of a group with an end."""
        if self.ends_on is not None and self.begins_on and self.ends_on < self.begins_on:
            raise ValidationError({"ends_on": "The group ends before it begins."})
        if self.achieved.strip() and self.ends_on is None:
            raise ValidationError({"ends_on": "Say when the group ended."})

    def standing_on(self, day: date) -> str:
        """Where it stands on a day, in words."""
        if day < self.begins_on:
            return "Not begun"
        return "Working" if self.ends_on is None or day <= self.ends_on else "Finished"
