"""Questions of the commissioner about a return, figure by figure, and what the provider said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import numpy as np
from django.conf import settings
from django.db import models

from accounts.roles import commissioner, preparer
from commissioning.models import Area, BreakdownGroup
from contracts.models import ScheduledKpi
from performance.entries import NONE, STATUSES, Entries, number_from
from performance.lifecycles.kpi_return import ASKED, TO_CERTIFY, WITH_COMMISSIONER
from performance.models.figure import Figure
from performance.values import parts_in_words
from workflow.door import amend_within, begin
from workflow.lifecycle import Actor, Deed, Obstacles, Record, Refused

#: Questions named one by one in a sentence's place; beyond it they are counted.
_NAMED = 5
NOT_GIVEN = "Not given"


class WhoseTurn:
    """The commissioner until the question is sent, then whoever makes the return."""

    words = f"{commissioner.words} until it is sent, then {preparer.words}"

    def __call__(self, record: Any, actor: Actor, at: datetime) -> bool:
        """Whether it is this person's turn to write."""
        return (preparer if record.is_sent else commissioner)(record, actor, at)


class CellQuestion(Record):
    """One question about one figure of a return, or (with no KPI) about the return as a whole.

    It is written while the return is with the commissioner and sent with the step `query`. `was` is
    what the figure said then, and `upload` the sending it came by. It is settled when the return is
    certified again, by the answer or by `became`, what the figure says since.
    """

    may_begin = commissioner
    may_amend = WhoseTurn()
    part_of = "kpi_return"

    kpi_return = models.ForeignKey(
        "performance.KpiReturn", on_delete=models.PROTECT, related_name="questions"
    )
    scheduled = models.ForeignKey(
        ScheduledKpi, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    group = models.ForeignKey(
        BreakdownGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    question = models.TextField(max_length=4000)
    was = models.CharField(max_length=600, blank=True)
    upload = models.ForeignKey(
        "performance.Upload", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When it was sent.")
    answer = models.TextField(max_length=4000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    became = models.CharField(max_length=600, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    #: What the figure of an open question says since; set where questions are read to be shown.
    since = ""

    class Meta:
        verbose_name = "question"
        ordering = ["kpi_return", "pk"]

    def __str__(self) -> str:
        return f"Question about {self.title}"

    @property
    def title(self) -> str:
        """What it is about: "Healthy weight in Carlisle, girls"."""
        if self.scheduled is None:
            return "the return as a whole"
        place = f" in {self.area.name}" if self.area else ""
        return f"{self.scheduled.kpi.name}{place}{f', {self.group.name}' if self.group else ''}"

    @property
    def is_sent(self) -> bool:
        """Whether the provider has been asked."""
        return self.asked_at is not None

    @property
    def is_open(self) -> bool:
        """Whether it awaits its answer, or the figure's change."""
        return self.is_sent and self.settled_at is None

    @property
    def is_general(self) -> bool:
        """Whether it is about the return as a whole."""
        return self.scheduled_id is None

    @property
    def key(self) -> tuple[int, int, int]:
        """The row it is about, as entries know it."""
        return (self.scheduled_id or NONE, self.area_id or NONE, self.group_id or NONE)

    @property
    def partnership_id(self) -> int:
        """Who asks."""
        return self.kpi_return.partnership_id

    @property
    def provider_id(self) -> int:
        """Who is asked."""
        return self.kpi_return.provider_id

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """It is written while the return is with the commissioner, answered while with the provider."""
        if not self.is_sent:
            if self.kpi_return.state in WITH_COMMISSIONER:
                return None
            state = self.kpi_return.state_label.lower()
            return f"This return is {state}. Figures are queried while it is certified."
        if deed.step == "remove":
            return "This question has been sent and stays as it is."
        if self.settled_at is None and self.kpi_return.state in ASKED | TO_CERTIFY:
            return None
        return "This question is settled. It can no longer be answered."


class Questioned:
    """What a return knows of the questions about it. Mixed into the return itself."""

    questions: Any
    state: Any

    @property
    def takes_questions(self) -> bool:
        """Whether figures may be asked about now."""
        return self.state in WITH_COMMISSIONER

    def questions_with_names(self) -> models.QuerySet[CellQuestion]:
        """Every question about the return with what its title needs, in the order written."""
        names = ("scheduled__kpi", "area", "group", "upload", "asked_by", "answered_by")
        found: models.QuerySet[CellQuestion] = self.questions.select_related(*names)
        return found.order_by("pk")

    def unsent_questions(self) -> str | None:
        """Why the return cannot be settled yet: questions written and not sent."""
        if not self.questions.filter(asked_at=None).exists():
            return None
        return "You have written questions and not sent them. Query the return, or remove them."

    def send_questions(self: Any, general: str, deed: Deed) -> None:
        """Send every question written, and one about the whole. Refused when there is none."""
        if general:
            begin(
                CellQuestion(
                    kpi_return=self, question=general, upload=self.upload, asked_by=deed.by
                ),
                by=deed.by,
                at=deed.at,
            )
        written = list(self.questions_with_names().filter(asked_at=None))
        if not written:
            raise Refused("Write your question, or choose the figures you ask about.")
        for question in written:
            amend_within(question, deed, asked_at=deed.at)

    def unanswered(self) -> list[str]:
        """A sentence for each question that has no answer and whose figure is as it was."""
        waiting = [q for q, became in self._with_what_became() if not q.answer and not became]
        said = [f"Answer the question about {q.title}, or correct it." for q in waiting[:_NAMED]]
        if len(waiting) > _NAMED:
            said.append(f"Answer {len(waiting) - _NAMED} more questions, or correct the figures.")
        return said

    def settle_questions(self, deed: Deed) -> None:
        """Keep what became of each open question, now that the return is certified again."""
        for question, became in self._with_what_became():
            amend_within(question, deed, became=became, settled_at=deed.at)

    def what_became(self, questions: Iterable[CellQuestion]) -> dict[int, str]:
        """What the figure of each open question says since, where it differs, by the question."""
        return {q.pk: became for q, became in self._since(questions)}

    def _with_what_became(self) -> list[tuple[CellQuestion, str]]:
        asked = self.questions_with_names().filter(settled_at=None).exclude(asked_at=None)
        return self._since(list(asked))

    def _since(self: Any, questions: Iterable[CellQuestion]) -> list[tuple[CellQuestion, str]]:
        given = list(questions)
        now = self.entries if given else Entries.of_none()
        return [(q, _changes(q, now) if q.is_general else _became(q, now)) for q in given]


def said_of(entries: Entries, key: tuple[int, int, int]) -> str:
    """What entries say of one row in words: "30 of 40", "Not available: The clinic was closed."."""
    scheduled, area, group = key
    here = (entries.scheduled == scheduled) & (entries.area == area) & (entries.group == group)
    places = np.flatnonzero(here)
    if not len(places) or entries.status[places[0]] == NONE:
        return NOT_GIVEN
    place = int(places[0])
    status = Figure.Status(STATUSES[int(entries.status[place])])
    pair = (number_from(int(column[place])) for column in (entries.numerator, entries.denominator))
    said = parts_in_words(*pair) or str(status.label)
    reason = entries.reasons.get(place, "")
    return f"{said}: {reason}" if reason else said


def _became(question: CellQuestion, now: Entries) -> str:
    said = said_of(now, question.key)
    return "" if said == question.was else said


def _changes(question: CellQuestion, now: Entries) -> str:
    """How many figures differ from those a question about the whole was about."""
    if question.upload is None or not len(now):
        return ""
    then = question.upload.entries.aligned(now.scheduled, now.area, now.group)
    count = int(now.differs_from(then).sum())
    return f"{count} {'figure' if count == 1 else 'figures'} changed" if count else ""
