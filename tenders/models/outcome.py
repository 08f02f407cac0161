"""What a tender ends in: assessment summaries, challenges and the one award."""

from __future__ import annotations

from django.db import models

from accounts.models import Organisation
from accounts.roles import commissioner
from tenders.lifecycles import tender_states as states
from workflow.lifecycle import Deed, Obstacles, Record


class AssessmentSummary(Record):
    """What one bidder was sent: its marks and reasons beside the winner's (PR 2024 reg 31)."""

    may_begin = commissioner
    part_of = "bid"

    bid = models.OneToOneField("tenders.Bid", on_delete=models.PROTECT, related_name="summary")
    contents = models.JSONField()
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "assessment summaries"

    def __str__(self) -> str:
        return f"Assessment summary for {self.bid}"

    @property
    def partnership_id(self) -> int:
        """Whose tender it is."""
        return int(self.bid.tender.partnership_id)


class Award(Record):
    """The one award of a tender. The database allows one per tender and one per bid."""

    may_begin = commissioner
    part_of = "tender"

    tender = models.OneToOneField(
        "tenders.Tender", on_delete=models.PROTECT, related_name="award_made"
    )
    bid = models.OneToOneField("tenders.Bid", on_delete=models.PROTECT, related_name="award_made")
    value = models.DecimalField(max_digits=14, decimal_places=2)
    awarded_at = models.DateTimeField()

    class Meta:
        ordering = ["-awarded_at"]

    def __str__(self) -> str:
        return f"Award of {self.tender.reference} to {self.bid.provider}"

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return int(self.tender.partnership_id)


class Challenge(Record):
    """A bidder's challenge to the award. While it is open no award and no signature is possible."""

    may_begin = commissioner
    part_of = "tender"

    tender = models.ForeignKey(
        "tenders.Tender", on_delete=models.CASCADE, related_name="challenges"
    )
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    text = models.TextField("what is challenged")
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    class Meta:
        ordering = ["received_on"]

    def __str__(self) -> str:
        return f"Challenge of {self.provider}"

    @property
    def partnership_id(self) -> int:
        """Whose tender it is about."""
        return int(self.tender.partnership_id)

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        if not self._state.adding:
            return None
        if self.tender.state not in states.CHALLENGEABLE:
            return "A challenge is recorded once the award is decided."
        return None
