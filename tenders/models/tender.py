"""A procurement: its timetable, gates, criteria, lots, questions, challenges and award."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from textwrap import shorten
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from accounts.models import Organisation, Partnership
from accounts.roles import commissioner, preparer
from commissioning.models import Area, Clause, Kpi, Specification
from tenders import law
from tenders.lifecycles import bid as bid_states
from tenders.lifecycles import tender_states as states
from tenders.lifecycles.award import TenderLifecycle
from tenders.lifecycles.gate_facts import specification_approved
from tenders.models.outcome import AssessmentSummary, Award
from tenders.models.regime import RegimeChoice
from tenders.ranking import Line, gaps, ranked
from workflow import calendar, words
from workflow.door import begin, take
from workflow.lifecycle import SYSTEM, Deed, Obstacles, Record, Refused


class Tender(TenderLifecycle):
    """One procurement, run by the rules in force on the day it began (`rules_as_at`)."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="tenders")
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    description = models.TextField(help_text="What providers read first.")
    specification = models.ForeignKey(
        Specification, on_delete=models.PROTECT, related_name="tenders"
    )
    regime_choice = models.OneToOneField(
        RegimeChoice, on_delete=models.PROTECT, related_name="tender"
    )
    regime = models.CharField(max_length=10)
    route = models.CharField(max_length=30)
    rules_as_at = models.DateField()
    publish_on = models.DateField("to be published on")
    questions_until = models.DateTimeField("questions until")
    deadline = models.DateTimeField("deadline for bids")
    decision_on = models.DateField("decision planned for")
    start_on = models.DateField("contract starts on")
    end_on = models.DateField("contract ends on")
    extension_months = models.PositiveSmallIntegerField("months it may be extended by", default=0)
    award_rule = models.TextField(
        "how bids are assessed",
        default="Each criterion is scored 0 to 5 by the panel, moderated, and weighted.",
    )
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    recommended_bid = models.ForeignKey(
        "tenders.Bid", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recommendation = models.TextField(blank=True)
    recommended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recommended_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    effective_on = models.DateField("decision takes effect on", null=True, blank=True)
    summaries_sent_at = models.DateTimeField(null=True, blank=True)
    award_notice_number = models.CharField(max_length=30, blank=True)
    award_notice_on = models.DateField(null=True, blank=True)
    standstill_ends = models.DateField(null=True, blank=True)
    awarded_at = models.DateTimeField(null=True, blank=True)
    abandoned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["deadline"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "reference"],
                name="one_tender_per_reference",
                violation_error_message="Another tender has that reference. Choose another.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """The tender's page inside the partnership."""
        return reverse("tenders:tender", args=[self.partnership.slug, self.pk])

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        if not self._state.adding:
            return super().standing_in_the_way(deed)
        if not self.regime_choice.is_settled:
            return "Have the choice of regime approved before a tender is drafted."
        if self.specification.was_replaced:
            return specification_approved(self, deed)
        if Tender.objects.filter(regime_choice=self.regime_choice_id).exists():
            return "A tender was drafted under this choice of regime already."
        return None

    @property
    def is_sealed(self) -> bool:
        """Whether no bid may be read yet."""
        return self.state in states.SEALED

    def closed_to_bids(self, at: datetime) -> str | None:
        """Why no bid may be submitted or withdrawn at that moment; nothing when it may."""
        if self.state not in states.TAKING_BIDS:
            return "This tender is not open for bids."
        if at >= self.deadline:
            return "The deadline has passed."
        return None

    def closed_to_rejection(self) -> str | None:
        """Why no bid may be rejected now; nothing when one may."""
        if self.state in states.BEING_ASSESSED:
            return None
        return "A bid can be rejected from the opening until an award is recommended."

    def timetable_faults(self, at: datetime, deadline: datetime | None = None) -> Iterator[str]:
        """What is wrong with the dates, or would be with another deadline, in sentences."""
        deadline = deadline or self.deadline
        if deadline <= at:
            yield "The deadline for bids lies in the past. Set a later one."
        opens = calendar.london_date(self.published_at) if self.published_at else self.publish_on
        if calendar.london_date(deadline) <= opens:
            yield "The deadline for bids must come after the day of publication."
        if self.questions_until >= deadline:
            yield "Questions must end before the deadline for bids."
        if calendar.london_date(deadline) >= self.decision_on:
            yield "The decision must come after the deadline for bids."
        earliest = self.call_in_ends(self.decision_on)
        if self.start_on <= earliest + timedelta(days=1):
            yield (
                "The contract starts before a decision on that day can take effect "
                f"(call-in ends on {words.day(earliest)})."
            )
        if self.end_on <= self.start_on:
            yield "The contract must end after it starts."

    @property
    def law_words(self) -> str:
        """The legal regime and the route it is bought under, in words."""
        return law.words_of(law.Regime(self.regime), law.Route(self.route))

    def assurance_of(self, code: str) -> Assurance | None:
        """What was recorded for a gate."""
        return next((a for a in self.assurances.all() if a.code == code), None)

    def sealed_bids(self) -> models.QuerySet[Any]:
        """Bids submitted in time and not withdrawn."""
        return self.bids.filter(state__in=bid_states.SEALED)

    def assessed_bids(self) -> models.QuerySet[Any]:
        """Bids the panel assesses."""
        return self.bids.filter(state__in=bid_states.ASSESSED).select_related("provider")

    def open_every_bid(self, deed: Deed) -> None:
        """Open every sealed bid in the same transaction: all of them or none."""
        for bid in self.sealed_bids():
            take(bid, "open", by=deed.by, at=deed.at)

    def ranking(self) -> list[Line]:
        """The assessed bids by weighted total, best first."""
        return ranked(self)

    def evaluation_gaps(self) -> list[str]:
        """What is not yet scored or moderated, in sentences."""
        return gaps(self)

    def rule(self, code: str) -> law.Rule:
        """A rule as it stands for this tender: of its day, regime and route, and its council."""
        return law.rule(
            code,
            on=self.rules_as_at,
            regime=law.Regime(self.regime),
            route=law.Route(self.route),
            policy={"call_in": self.partnership.call_in_days},
        )

    def call_in_ends(self, decided: date) -> date:
        """The last day of call-in of a decision published on `decided`."""
        return self.rule("call_in").last_day(decided)

    def day_effective(self, decided_at: datetime) -> date:
        """The day after call-in ends."""
        return self.call_in_ends(calendar.london_date(decided_at)) + timedelta(days=1)

    def earliest_decision(self, notice_on: date) -> date:
        """The first day a key decision may be taken whose notice was published on `notice_on`."""
        return self.rule("key_decision_notice").last_day(notice_on)

    def day_standstill_ends(self, published_on: date) -> date:
        """The last day of a standstill begun by a notice of that day (s.51)."""
        return self.rule("standstill").last_day(published_on)

    def bidders_told(self, sentence: str) -> list[tuple[Any, str]]:
        """Everyone who submitted a bid that was not withdrawn, with the sentence they are told."""
        bids = self.bids.filter(state__in=bid_states.LIVE, submitted_by__isnull=False)
        return [
            (b.submitted_by, f"{self}: {sentence}") for b in bids.select_related("submitted_by")
        ]

    def write_summaries(self, deed: Deed) -> None:
        """Write one assessment summary for every assessed bid, beside the bid that was decided."""
        lines = ranked(self)
        winner = next((line for line in lines if line.bid.pk == self.recommended_bid_id), None)
        if winner is None:
            raise Refused("The bid that was decided is not among those assessed.")
        for line in lines:
            summary = AssessmentSummary(bid=line.bid, contents=line.beside(winner), sent_at=deed.at)
            begin(summary, by=deed.by, at=deed.at)

    def award_to_recommended(self, deed: Deed) -> None:
        """Make the one award and tell every bid its outcome."""
        winner = self.recommended_bid
        if winner is None or winner.price is None:
            raise Refused("No bid is recommended. Send the tender back to the panel.")
        begin(
            Award(tender=self, bid=winner, value=winner.price, awarded_at=deed.at),
            by=deed.by,
            at=deed.at,
        )
        for bid in self.bids.filter(state__in=bid_states.ASSESSED):
            take(bid, "succeed" if bid.pk == winner.pk else "miss", by=SYSTEM, at=deed.at)


class PartOfTender(Record):
    """A part that may be changed while its tender is being drafted."""

    class Meta:
        abstract = True

    may_begin = commissioner
    part_of = "tender"
    tender: Any

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        found: Obstacles = self.tender.standing_in_the_way(deed)
        return found

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return int(self.tender.partnership_id)


class Assurance(PartOfTender):
    """What was recorded for one gate of law or policy: statement, reference, day."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="assurances")
    code = models.CharField(max_length=40)
    statement = models.TextField()
    reference = models.CharField(max_length=120, blank=True)
    on_day = models.DateField("day")
    reasons_instead = models.BooleanField(
        "not needed, for the reasons given",
        default=False,
        help_text="Where the law accepts reasons instead.",
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "gate"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "code"], name="one_assurance_per_gate")
        ]

    def __str__(self) -> str:
        return self.code.replace("_", " ")

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        if self.tender.state not in states.GATES_OPEN:
            return "This tender has ended. Nothing more can be recorded for its gates."
        if self.was_relied_on and not self._state.adding:
            return "What was recorded cannot be changed now: a step was taken that relied on it."
        return None

    @property
    def was_relied_on(self) -> bool:
        """Whether the step this gate stands before was taken."""
        stands = law.gates(route=law.Route(self.tender.route), on=self.tender.rules_as_at)
        before = next((str(gate.before_step) for gate in stands if gate.code == self.code), "")
        return self.tender.state in states.RELIED_ON.get(before, frozenset())


class Lot(PartOfTender):
    """A part of the procurement that is awarded on its own or described on its own."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="lots")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["tender", "number"], name="one_lot_once")]

    def __str__(self) -> str:
        return f"Lot {self.number}: {self.title}"


class Criterion(PartOfTender):
    """An award criterion with its weight, tied to the clause or KPI it assesses (s.23)."""

    class Kind(models.TextChoices):
        """What it assesses."""

        QUALITY = "quality", "Quality"
        SOCIAL_VALUE = "social_value", "Social value"
        PRICE = "price", "Price"

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(max_length=200)
    description = models.TextField(help_text="What a bid has to show, and how it is scored.")
    kind = models.CharField(max_length=15, choices=Kind)
    weight = models.PositiveSmallIntegerField(
        "weight in per cent", validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    clause = models.ForeignKey(
        Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="criteria"
    )
    kpi = models.ForeignKey(
        Kpi, null=True, blank=True, on_delete=models.PROTECT, related_name="criteria"
    )

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.weight}%)"

    @property
    def is_price(self) -> bool:
        """Price is scored by the formula, not by the panel."""
        return self.kind == self.Kind.PRICE


class Question(Record):
    """A provider's question. Every provider reads the answer; nobody reads who asked."""

    may_begin = preparer
    may_amend = commissioner
    part_of = "tender"

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="questions")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return shorten(self.text, 70, placeholder=" …")

    @property
    def partnership_id(self) -> int:
        """Whose tender it is about."""
        return self.tender.partnership_id

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        if not self._state.adding:
            return None
        if self.tender.state not in states.TAKING_BIDS or deed.at >= self.tender.deadline:
            return "This tender is not open for bids."
        if deed.at >= self.tender.questions_until:
            return "The time for questions has ended."
        return None
