"""Consultations: what is asked of whom, and where people were met."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from accounts.models import Partnership
from accounts.roles import analyst_or_operator
from commissioning.lifecycles.consultation import ConsultationLifecycle
from commissioning.lifecycles.consultation_guards import last_day_has_not_gone
from commissioning.lifecycles.consultation_states import (
    BEING_FOUND,
    BEING_PLANNED,
    HOLDS_EVENTS,
    TAKING_RESPONSES,
)
from commissioning.models.belonging import of_one_partnership
from commissioning.models.outcome import Outcome
from commissioning.models.response import GivenResponse, blank_words, write_responses
from workflow.door import amend_within
from workflow.lifecycle import Deed, Obstacles, Record, Refused


class Consultation(ConsultationLifecycle):
    """A consultation of the partnership, from its plan to what was changed because of it.

    `closes_on` is the last day on which people can answer. `printed_responses` (or
    `printed_unknown`, where the report does not give it) is set only for one taken from a printed
    report: then its figures are the report's, and nothing is counted here.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="consultations"
    )
    title = models.CharField(max_length=200)
    about = models.TextField("what it is about")
    for_whom = models.CharField("who it is for", max_length=300, blank=True)
    opens_on = models.DateField("opens on", null=True, blank=True)
    closes_on = models.DateField("last day to answer", null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    printed_responses = models.PositiveIntegerField(
        "responses as its report gives them", null=True, blank=True
    )
    printed_unknown = models.BooleanField(
        "its report does not say how many answered", default=False
    )

    class Meta:
        ordering = ["-closes_on", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The consultation's page."""
        return reverse("commissioning:consultation", args=[self.partnership.slug, self.pk])

    def clean(self) -> None:
        """It closes on or after the day it opens."""
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": "Choose a day on or after the one it opens."})
        if self.printed_unknown and self.printed_responses is not None:
            raise ValidationError(
                {"printed_responses": "Leave this empty, or do not say that it is not known."}
            )

    @property
    def is_planned(self) -> bool:
        """Whether its questions can still be written."""
        return self.state in BEING_PLANNED

    @property
    def takes_responses(self) -> bool:
        """Whether people can answer."""
        return self.state in TAKING_RESPONSES

    def not_taking_responses(self, deed: Deed) -> Obstacles:
        """Why no response is taken in now; nothing when one can be."""
        if self.takes_responses:
            return last_day_has_not_gone(self, deed)
        return f"This consultation is {self.state_label.lower()} and takes in no responses."

    @property
    def is_being_found(self) -> bool:
        """Whether its findings are being written."""
        return self.state in BEING_FOUND

    @property
    def holds_events(self) -> bool:
        """Whether its events can still be written."""
        return self.state in HOLDS_EVENTS

    @property
    def is_from_papers(self) -> bool:
        """Whether its figures are those of a printed report."""
        return self.printed_responses is not None or self.printed_unknown

    @property
    def roles_question(self) -> ConsultationQuestion | None:
        """The question in which role people answer, whose answers are the roles."""
        return self.questions.filter(kind=ConsultationQuestion.Kind.ROLE).first()

    def write_response(self, role: Any, given: Any, deed: Deed) -> None:
        """Keep one typed response."""
        write_responses(self, [GivenResponse(role, given)], at=deed.at)

    def write_responses_of(self, file: Any, deed: Deed) -> None:
        """Keep every response of a file that was checked, once. Raises Refused the second time."""
        if refusal := file.cannot_be_loaded():
            raise Refused(refusal)
        write_responses(self, file.given, at=deed.at, file=file)
        amend_within(file, deed, outcome=file.Outcome.LOADED, settled_at=deed.at, rows=[])

    def blank_words(self, reply: Any, deed: Deed) -> None:
        """Take an answer in words out for good; that it was given still counts."""
        blank_words(self, reply)


class PartOfConsultation(Record):
    """A part that may be written while its consultation is in one of the states of `written_in`."""

    class Meta:
        abstract = True

    may_begin = analyst_or_operator
    part_of = "consultation"
    consultation: Any

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return int(self.consultation.partnership_id)


class ConsultationQuestion(PartOfConsultation):
    """One question put to people. The question in which role they answer carries the roles.

    The first or last points of a scale may be put together under words of their own ("agree or
    strongly agree"): `first_together` points are `first_words`, `last_together` are `last_words`.
    """

    class Kind(models.TextChoices):
        """What people do to answer it."""

        CHOICE = "choice", "Choose one answer"
        SCALE = "scale", "Choose a point on a scale"
        OUTCOME = "outcome", "Choose one of our outcomes"
        OPEN = "open", "Answer in words"
        ROLE = "role", "Say in which role they answer"

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="questions"
    )
    text = models.CharField("the question", max_length=300)
    kind = models.CharField("how people answer", max_length=10, choices=Kind, default=Kind.CHOICE)
    first_together = models.PositiveSmallIntegerField("first points put together", default=0)
    first_words = models.CharField("what those are called", max_length=100, blank=True)
    last_together = models.PositiveSmallIntegerField("last points put together", default=0)
    last_words = models.CharField("what those are called", max_length=100, blank=True)
    silent_in_base = models.BooleanField(
        "its report counts those who gave no answer in the base", default=False
    )
    order = models.PositiveSmallIntegerField(default=0)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation"],
                condition=models.Q(kind="role"),
                name="one_roles_question",
                violation_error_message="The roles are written already. Change that question.",
            ),
            models.UniqueConstraint(
                fields=["consultation", "text"],
                name="one_question_once",
                violation_error_message="That question is asked already.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Points put together have words for it."""
        for end in ("first", "last"):
            if getattr(self, f"{end}_together") and not getattr(self, f"{end}_words").strip():
                raise ValidationError(
                    {f"{end}_words": "Say what these points together are called."}
                )

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """Questions are fixed once people can answer: an answer must not lose its meaning."""
        whole: Consultation = self.consultation
        if whole.is_planned:
            return None
        return "Questions stand as they are once people can answer them."

    @property
    def is_open(self) -> bool:
        """Whether it is answered in words."""
        return self.kind == self.Kind.OPEN

    @property
    def is_role(self) -> bool:
        """Whether its answers are the roles people answer in."""
        return self.kind == self.Kind.ROLE

    @property
    def is_scale(self) -> bool:
        """Whether its answers are points in an order."""
        return self.kind == self.Kind.SCALE

    @property
    def has_enough_options(self) -> bool:
        """Whether there is something to choose from; a report may print one figure alone."""
        options = list(self.options.all())
        return self.is_open or len(options) > 1 or any(option.is_printed for option in options)


class ConsultationOption(Record):
    """An answer people can choose, with what a printed report says of it, where there is one.

    Where the report printed only a percentage the count stays empty and nothing is made up. What
    people answered here is counted from their responses and stands in no column.
    """

    may_begin = analyst_or_operator
    part_of = "question"

    class Kind(models.TextChoices):
        """Answered, said something else, or said nothing: three different things."""

        ANSWER = "answer", "Answered"
        OTHER = "other", "Other"
        NO_RESPONSE = "none", "No response"

    question = models.ForeignKey(
        ConsultationQuestion, on_delete=models.CASCADE, related_name="options"
    )
    label = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ANSWER)
    outcome = models.ForeignKey(
        Outcome, null=True, blank=True, on_delete=models.PROTECT, related_name="votes"
    )
    printed_count = models.PositiveIntegerField("count as printed", null=True, blank=True)
    printed_percentage = models.DecimalField(
        "percentage as printed", max_digits=5, decimal_places=2, null=True, blank=True
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "answer to choose"
        constraints = [
            models.UniqueConstraint(
                fields=["question", "label"],
                name="one_answer_once",
                violation_error_message="That answer is there already.",
            )
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """The outcome is the partnership's; a percentage is one."""
        of_one_partnership(self, "outcome")
        if self.printed_percentage is not None and not 0 <= self.printed_percentage <= 100:
            raise ValidationError({"printed_percentage": "Enter a percentage from 0 to 100."})

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """As its question."""
        return self.question.standing_in_the_way(deed)

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return self.question.partnership_id

    @property
    def is_no_response(self) -> bool:
        """Whether it counts, in a printed report, those who gave no answer."""
        return self.kind == self.Kind.NO_RESPONSE

    @property
    def is_printed(self) -> bool:
        """Whether a printed report gives a figure of it."""
        return self.printed_count is not None or self.printed_percentage is not None


class ConsultationEvent(PartOfConsultation):
    """Where people were met: one event with its day, or several of one kind ("six joint events")."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField("kind of event", max_length=200)
    how_many = models.PositiveSmallIntegerField(
        "how many of them", null=True, blank=True, default=1
    )
    held_on = models.DateField("held on", null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    attended = models.PositiveIntegerField("people who came", null=True, blank=True)

    class Meta:
        ordering = ["held_on", "pk"]
        verbose_name = "event"

    def __str__(self) -> str:
        return self.kind

    def clean(self) -> None:
        """There was at least one, or nobody says how many."""
        if self.how_many == 0:
            raise ValidationError({"how_many": "Enter 1 or more, or nothing when it is not known."})

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """Events are written until the report."""
        whole: Consultation = self.consultation
        return None if whole.holds_events else "It is reported. Its events stand as they are."
