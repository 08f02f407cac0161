"""What falls due because of an agreement: notices, copies to publish."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from accounts.roles import Either, Operator, approver, commissioner
from workflow import words
from workflow.calendar import close_of_business, london_date
from workflow.lifecycle import Deed, Obstacles, Record


class Obligation(Record):
    """Something that falls due on a day by law or policy. It is recorded as met once."""

    may_begin = Either(commissioner, approver, Operator())
    may_amend = commissioner
    part_of = "agreement"

    agreement = models.ForeignKey(
        "contracts.Agreement", on_delete=models.CASCADE, related_name="obligations"
    )
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    basis = models.CharField(max_length=20)
    citation = models.CharField(max_length=120)
    met_on = models.DateField(null=True, blank=True)
    reference = models.CharField("notice number", max_length=60, blank=True)

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "code"], name="one_obligation_per_code")
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.agreement.reference}"

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return int(self.agreement.partnership_id)

    @property
    def due_at(self) -> datetime:
        """The close of business of the day it is due on."""
        return close_of_business(self.due_on)

    def late_on(self, at: datetime) -> bool:
        """Whether it was due before today and is not met."""
        return self.met_on is None and self.due_on < london_date(at)

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        if self._state.adding or self.met_on is None:
            return None
        return f"It is recorded as met already, on {words.day(self.met_on)}."
