"""Requests for a later due date, or to do without a return: who asked, who agreed, why, until when."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from performance.lifecycles.extension import GRANTED, OPEN, ExtensionLifecycle
from performance.lifecycles.return_guards import a_later_day
from performance.lifecycles.return_states import BEFORE_SUBMISSION
from performance.models.kpi_return import KpiReturn
from workflow import words
from workflow.door import take
from workflow.lifecycle import Deed, Obstacles


class Extension(ExtensionLifecycle):
    """A request about one return. Agreed, it moves the day by which the return is on time, or waives it.

    A commissioner who grants one unasked is the one who asked. `due_before` is the day the return
    was due when it was asked.
    """

    part_of = "kpi_return"

    class Kind(models.TextChoices):
        """What is asked for."""

        LATER = "later", "A later due date"
        WAIVER = "waiver", "No return this time"

    kpi_return = models.ForeignKey(KpiReturn, on_delete=models.PROTECT, related_name="extensions")
    kind = models.CharField("what is asked for", max_length=6, choices=Kind)
    reason = models.TextField("why")
    until = models.DateField("new due date", null=True, blank=True)
    due_before = models.DateField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField("what was answered", blank=True)

    class Meta:
        verbose_name = "request"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kpi_return"],
                condition=Q(state__in=sorted(OPEN)),
                name="one_open_request_per_return",
                violation_error_message="A request about this return waits for its answer already.",
            )
        ]

    def __str__(self) -> str:
        if self.kind == self.Kind.WAIVER:
            return f"doing without the {_words_of(self.kpi_return)}"
        return f"{words.day(self.until)} as due date of the {_words_of(self.kpi_return)}"

    def get_absolute_url(self) -> str:
        """The page of its return inside the partnership."""
        slug = self.kpi_return.agreement.partnership.slug
        return reverse("performance:return", args=[slug, self.kpi_return_id])

    @property
    def partnership_id(self) -> int:
        """Whose agreement it is about."""
        return self.kpi_return.partnership_id

    @property
    def provider_id(self) -> int:
        """Whose return it is."""
        return self.kpi_return.provider_id

    @property
    def is_waiver(self) -> bool:
        """Whether it asks to do without the return."""
        return self.kind == self.Kind.WAIVER

    @property
    def todo(self) -> str:
        """What the commissioner is to do with it."""
        return f"Agree to or refuse {'doing without it' if self.is_waiver else 'a later due date'}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state in OPEN

    @property
    def is_granted(self) -> bool:
        """Whether the return follows it."""
        return self.state in GRANTED

    @property
    def granted_unasked(self) -> bool:
        """Whether whoever agreed was the one to ask."""
        return self.is_granted and self.asked_by_id == self.answered_by_id

    def clean(self) -> None:
        """It says why."""
        if not self.reason.strip():
            raise ValidationError({"reason": "Say why."})

    def too_late(self) -> str | None:
        """Why nothing can be asked or agreed any more; nothing while it can."""
        one = self.kpi_return
        if one.may_be_put_off:
            return None
        again = one.state in BEFORE_SUBMISSION  # asked about, and its answer has arrived
        now = "was submitted already" if again else f"is {one.state_label.lower()}"
        return f"This return {now}: its due date does not matter any more."

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """One request at a time, while the return has not been submitted, with a day that can be."""
        if not self._state.adding:
            return super().standing_in_the_way(deed)
        if settled := self.too_late():
            return settled
        if self.kpi_return.extensions.filter(state__in=OPEN).exists():
            return "A request about this return waits for its answer already."
        if not self.is_waiver:
            a_later_day(self.kpi_return, self.until, deed)
        return None

    def bring_about(self, deed: Deed) -> None:
        """Let the return follow what was agreed, in the same transaction."""
        if self.is_waiver:
            reasons = " ".join(text for text in (self.reason, self.answer) if text)
            take(self.kpi_return, "waive", by=deed.by, at=deed.at, reasons=reasons)
        else:
            take(self.kpi_return, "extend", by=deed.by, at=deed.at, until=self.until)


def _words_of(kpi_return: KpiReturn) -> str:
    text = str(kpi_return)
    return f"{text[:1].lower()}{text[1:]}"
