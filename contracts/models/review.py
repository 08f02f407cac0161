"""The yearly review of an agreement: what was found, what is recommended, what it led to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from commissioning.models import Need, Specification
from contracts.lifecycles.review import ReviewLifecycle
from contracts.lifecycles.review_states import OPEN, SETTLED, TO_START
from tenders import law
from workflow import calendar
from workflow.door import begin, take
from workflow.lifecycle import Deed, Obstacles
from workflow.models import AuditEntry

#: The day from which the policy of a yearly review is held.
REVIEWS_SINCE = date(2005, 10, 1)


def first_review(start: date, end: date) -> date:
    """A year after the start (every agreement is reviewed every year), or the end before that."""
    months = law.rule("annual_review", on=start).figure if start >= REVIEWS_SINCE else 12
    return min(calendar.add_months(start, int(months)), end)


def next_review(last: date, today: date, end: date) -> date | None:
    """The same day a year on (the first such day after today); None when that is past the end."""
    years = 1
    while (day := calendar.add_months(last, 12 * years)) <= today:
        years += 1
    return day if day <= end else None


class Review(ReviewLifecycle):
    """One yearly review of an agreement: of its compliance and its fitness for purpose.

    `looked_at` is what the agreement and its returns said when the findings were last written:
    [{"title", "text"}, ...]. `act_by` is the day by which a recommendation must be acted upon.
    """

    part_of = "agreement"
    kept_out_of_audit: ClassVar[frozenset[str]] = frozenset({"looked_at"})

    class Kept(models.TextChoices):
        """How far the agreement is kept."""

        YES = "yes", "Met"
        PARTLY = "partly", "Partly met"
        NO = "no", "Not met"

    class Fit(models.TextChoices):
        """How far the service is fit for its purpose."""

        YES = "yes", "Fit"
        PARTLY = "partly", "Partly fit"
        NO = "no", "Not fit"

    class Recommendation(models.TextChoices):
        """What is to become of the agreement."""

        CONTINUE = "continue", "Continue as it is"
        VARY = "vary", "Vary"
        EXTEND = "extend", "Extend"
        RECOMMISSION = "recommission", "Recommission"
        END = "end", "End"

    agreement = models.ForeignKey(
        "contracts.Agreement", on_delete=models.CASCADE, related_name="reviews"
    )
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField("due on")
    started_on = models.DateField(null=True, blank=True)
    compliance = models.CharField("is the agreement kept", max_length=10, blank=True, choices=Kept)
    compliance_words = models.TextField("how far the agreement is kept", blank=True)
    fitness = models.CharField(
        "is the service fit for its purpose", max_length=10, blank=True, choices=Fit
    )
    fitness_words = models.TextField("how far the service is fit for its purpose", blank=True)
    views_of_users = models.TextField("views of children, families and carers", blank=True)
    views_of_provider = models.TextField("views of the provider", blank=True)
    value_for_money = models.TextField(blank=True)
    recommendation = models.CharField(max_length=15, blank=True, choices=Recommendation)
    recommendation_reasons = models.TextField("reasons for the recommendation", blank=True)
    act_by = models.DateField("by when", null=True, blank=True)
    looked_at = models.JSONField(default=list, blank=True)
    looked_at_on = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    need = models.ForeignKey(
        Need, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews"
    )
    specification = models.ForeignKey(
        Specification, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews"
    )

    class Meta:
        verbose_name = "yearly review"
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_review_per_number"),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=models.Q(state__in=sorted(TO_START)),
                name="one_review_due_at_once",
            ),
        ]

    def __str__(self) -> str:
        return f"Review {self.number} of {self.agreement}"

    def get_absolute_url(self) -> str:
        """The review's page."""
        return reverse("contracts:review", args=[self.agreement.partnership.slug, self.pk])

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return int(self.agreement.partnership_id)

    @property
    def kept_words(self) -> str:
        """How far the agreement is kept, in words; "" when not said."""
        return str(self.get_compliance_display())

    @property
    def fit_words(self) -> str:
        """How far the service is fit for its purpose, in words; "" when not said."""
        return str(self.get_fitness_display())

    @property
    def recommends_anew(self) -> bool:
        """Whether the service is to be commissioned anew."""
        return self.recommendation == self.Recommendation.RECOMMISSION

    @property
    def recommends_change(self) -> bool:
        """Whether a variation is what it leads to."""
        return self.recommendation in {self.Recommendation.VARY, self.Recommendation.EXTEND}

    @property
    def recommends_longer(self) -> bool:
        """Whether the variation it leads to changes the end."""
        return self.recommendation == self.Recommendation.EXTEND

    @property
    def is_agreed(self) -> bool:
        """Whether its recommendation stands."""
        return self.state in SETTLED

    @property
    def is_open(self) -> bool:
        """Whether it is due or under way."""
        return self.state in OPEN

    @property
    def waits_to_start(self) -> bool:
        """Whether nobody has started it."""
        return self.state in TO_START

    @property
    def waits_for_approver(self) -> bool:
        """Whether it is written and was sent to somebody who agrees it."""
        return self.is_open and self.sent_at is not None

    @property
    def is_not_held(self) -> bool:
        """Whether the agreement ended before anybody started it."""
        return self.waits_to_start and not self.agreement.is_binding

    def clean(self) -> None:
        """A recommendation that has to be acted upon by a day names it."""
        must = {self.Recommendation.RECOMMISSION, self.Recommendation.END}
        if self.recommendation in must and self.act_by is None:
            raise ValidationError({"act_by": "Say by when it must be acted upon."})

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        if not self._state.adding and self.waits_for_approver:
            return "The review is with an approver. It can be changed once it is sent back."
        return super().standing_in_the_way(deed)

    def written_by(self) -> set[int]:
        """The ids of everybody who wrote what it says.

        Not of who recorded it: that is whoever agreed the review before, or signed the agreement.
        """
        entries = AuditEntry.objects.filter(
            record_type=self._meta.label_lower, record_id=self.pk, step="amend"
        )
        return {int(pk) for pk in entries.exclude(actor=None).values_list("actor_id", flat=True)}

    def still_to_write(self) -> Iterator[str]:
        """What has not been said yet, in words."""
        for name in (
            "compliance",
            "compliance_words",
            "fitness",
            "fitness_words",
            "views_of_users",
            "views_of_provider",
            "value_for_money",
            "recommendation",
            "recommendation_reasons",
        ):
            if not str(getattr(self, name)).strip():
                yield str(self._meta.get_field(name).verbose_name)  # type: ignore[union-attr]

    def latest_day(self, deed: Deed) -> date:
        """The last day it may be moved to: 13 months after the review before it, or the start.

        That leaves a month to find a day. A review that is late already may be moved to up to
        three months from today.
        """
        earlier = self.agreement.reviews.filter(number__lt=self.number).last()
        counted = earlier.due_on if earlier else self.agreement.start_on
        today = calendar.london_date(deed.at)
        otherwise = calendar.add_months(today, 3) if self.due_on < today else self.due_on
        return max(calendar.add_months(counted, 13), otherwise)

    def set_day(self, day: date, deed: Deed) -> None:
        """Set the day it is due; the agreement's own follows."""
        self.due_on = day
        take(self.agreement, "follow_review", by=deed.by, at=deed.at, day=day)

    def set_next(self, deed: Deed) -> Review | None:
        """Record the next review of the agreement, a year on; None when it ends before that."""
        agreement = self.agreement
        today = calendar.london_date(deed.at)
        day = next_review(self.due_on, today, agreement.end_on) if agreement.is_binding else None
        if agreement.is_binding:
            take(agreement, "follow_review", by=deed.by, at=deed.at, day=day)
        if day is None:
            return None
        following = Review(agreement=agreement, number=self.number + 1, due_on=day)
        return begin(following, by=deed.by, at=deed.at)
