"""Agreements: contracts, service level agreements, in-house services, grants, section 75."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import models
from django.urls import reverse

from accounts.models import Organisation, Partnership
from accounts.roles import Either, Operator, approver, commissioner
from commissioning.models import Area, Service, Specification
from contracts.lifecycles.agreement import AgreementLifecycle
from contracts.lifecycles.agreement_states import REPORTING
from tenders import law
from tenders.models import Award
from workflow import calendar
from workflow.door import begin
from workflow.lifecycle import Deed, Obstacles, Record, Refused


class Agreement(AgreementLifecycle):
    """One agreement with one provider, of any kind. Only contracts carry procurement law.

    Values are pounds over the whole term, VAT included. `value_awarded` and `end_as_awarded` never
    change: variations are measured against them.
    """

    class Kind(models.TextChoices):
        """What sort of agreement."""

        CONTRACT = "contract", "Contract"
        SLA = "sla", "Service level agreement"
        IN_HOUSE = "in_house", "In-house service"
        GRANT = "grant", "Grant"
        SECTION_75 = "section_75", "Section 75 arrangement"

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="agreements"
    )
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="agreements")
    kind = models.CharField(max_length=12, choices=Kind)
    reference = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="agreements")
    specification = models.ForeignKey(
        Specification, null=True, blank=True, on_delete=models.PROTECT, related_name="agreements"
    )
    award = models.OneToOneField(
        Award, null=True, blank=True, on_delete=models.PROTECT, related_name="agreement"
    )
    regime = models.CharField(max_length=10, choices=[(r.value, r.label) for r in law.Regime])
    route = models.CharField(
        max_length=30, blank=True, choices=[(r.value, r.label) for r in law.Route]
    )
    regime_note = models.CharField(
        max_length=300, blank=True, help_text="How it was awarded, under the law of its day."
    )
    value_awarded = models.DecimalField(max_digits=14, decimal_places=2)
    value = models.DecimalField("value now", max_digits=14, decimal_places=2)
    start_on = models.DateField("starts on")
    end_on = models.DateField("ends on")
    end_as_awarded = models.DateField()
    extension_months = models.PositiveSmallIntegerField("months it may be extended by", default=0)
    review_on = models.DateField("next review", null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["reference"]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """The agreement's page inside the partnership."""
        return reverse("contracts:agreement", args=[self.partnership.slug, self.pk])

    @property
    def is_light_touch(self) -> bool:
        """Whether the light-touch rules of the Procurement Act apply."""
        return self.route == law.Route.LIGHT_TOUCH

    @property
    def reports(self) -> bool:
        """Whether returns are expected of it."""
        return self.state in REPORTING

    def obstacles_of_procurement(self, at: datetime) -> Iterator[str]:
        """What its procurement still holds open, in sentences."""
        if self.award is None:
            if self.kind == self.Kind.CONTRACT and not self.regime_note:
                yield "Say how this contract was awarded, and under which law."
            return
        tender = self.award.tender
        if not tender.summaries_sent_at:
            yield "The assessment summaries have not been sent (Procurement Act 2023 s.50(3))."
        if not tender.award_notice_number:
            yield "The number of the contract award notice is not recorded (s.50)."
        if tender.standstill_ends and calendar.london_date(at) <= tender.standstill_ends:
            ends = tender.standstill_ends
            yield f"The standstill runs until the end of {ends.day} {ends:%B %Y}."
        for challenge in tender.challenges.filter(closed_on=None).select_related("provider"):
            yield f"The challenge of {challenge.provider} is not closed."
        wanted = law.gates("sign", route=law.Route(tender.route), on=tender.rules_as_at)
        done = {a.code for a in tender.assurances.all()}
        for gate in wanted:
            if gate.code not in done:
                yield f"{gate.title} ({gate.basis}: {gate.citation})."

    def refuse_signature_before_award(self, signed_on: date) -> None:
        """The day of signature lies after the award and its standstill."""
        if self.award is None:
            return
        tender = self.award.tender
        ends = tender.standstill_ends
        if ends and signed_on <= ends:
            raise Refused(f"The day of signature lies in the standstill, which ended on {ends}.")
        if signed_on < calendar.london_date(self.award.awarded_at):
            raise Refused("The day of signature lies before the award.")

    def start_clocks(self, deed: Deed) -> None:
        """Record what falls due from the day the contract is entered into (s.53)."""
        if self.signed_on is not None:
            self._falls_due("details_notice", self.signed_on, deed)

    def finish(self, day: date, deed: Deed) -> None:
        """Set the day it ended and record the termination notice that falls due (s.80)."""
        self.ended_on = day
        if self.signed_on is not None:
            self._falls_due("termination_notice", day, deed)

    def _falls_due(self, code: str, day: date, deed: Deed) -> None:
        """Record an obligation counted from `day` by the rule in force on it, if there is one."""
        rules = law.rules_for(law.Regime(self.regime), law.Route(self.route), on=day)
        rule = next((r for r in rules if r.code == code and r.value is not None), None)
        if rule is None or rule.value is None:
            return
        due = calendar.last_day_of_period_beginning_with(day, int(rule.value))
        obligation = Obligation(
            agreement=self,
            code=code,
            title=rule.title,
            due_on=due,
            basis=rule.basis,
            citation=rule.citation,
        )
        begin(obligation, by=deed.by, at=deed.at)


class PartOfAgreement(Record):
    """A part that may be changed while its agreement is being drafted."""

    class Meta:
        abstract = True

    may_begin = commissioner
    part_of = "agreement"

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        return self.agreement.standing_in_the_way(deed)

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return int(self.agreement.partnership_id)


class AgreementArea(PartOfAgreement):
    """An area the agreement serves and reports by."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="served_by")

    class Meta:
        verbose_name = "area served"
        ordering = ["area__name"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "area"], name="one_served_area_once")
        ]

    def __str__(self) -> str:
        return f"{self.area}"


class Obligation(Record):
    """Something that falls due on a day by law or policy: a notice, a copy to publish."""

    may_begin = Either(commissioner, approver, Operator())

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="obligations")
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
        return self.agreement.partnership_id
