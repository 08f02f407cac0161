"""Agreements: contracts, service level agreements, in-house services, grants, section 75."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from accounts.models import Organisation, Partnership
from accounts.roles import commissioner
from commissioning.models import Area, Service, Specification
from commissioning.models.belonging import of_its_members, of_one_partnership
from contracts.lifecycles.agreement import AgreementLifecycle
from contracts.lifecycles.agreement_states import BINDING, REPORTING
from contracts.models.obligation import Obligation
from contracts.models.reporting import terms_after
from contracts.models.review import Review, first_review, next_review
from tenders import law
from tenders.lifecycles.gate_facts import missing_gates
from tenders.models import Award
from workflow import calendar, words
from workflow.door import amend_within, begin
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
    reference = models.CharField(max_length=40)
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
    health_service = models.BooleanField(
        "relevant health care services",
        default=False,
        help_text="Changed under the Provider Selection Regime, whenever it was awarded.",
    )
    value_awarded = models.DecimalField(max_digits=14, decimal_places=2)
    value = models.DecimalField("value now", max_digits=14, decimal_places=2)
    start_on = models.DateField("starts on")
    end_on = models.DateField("ends on")
    end_as_awarded = models.DateField()
    extension_months = models.PositiveSmallIntegerField("months it may be extended by", default=0)
    lot = models.CharField(max_length=80, blank=True, help_text="The lot it was awarded for.")
    reports_from = models.DateField(
        "reports from",
        null=True,
        blank=True,
        help_text="The first day whose figures are wanted, where mobilising goes on after the start.",
    )
    days_to_report = models.PositiveSmallIntegerField(
        "working days to report",
        default=20,
        help_text="After a period ends, until its return is due (working days in England).",
    )
    one_person_may_certify = models.BooleanField(
        "one person may prepare and certify a return", default=False
    )
    asks_narrative = models.BooleanField("returns tell of the period in words", default=False)
    asks_workforce = models.BooleanField("returns tell of the workforce", default=False)
    asks_finance = models.BooleanField("returns tell of spending", default=False)
    review_on = models.DateField("next review", null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["reference"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "reference"],
                name="one_agreement_per_reference",
                violation_error_message="Another agreement has that reference. Choose another.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """The agreement's page inside the partnership."""
        return reverse("contracts:agreement", args=[self.partnership.slug, self.pk])

    def clean(self) -> None:
        """Its service is the partnership's, dates are in order, and its law is said as needed."""
        of_one_partnership(self, "service", "specification")
        if self.end_on and self.start_on and self.end_on <= self.start_on:
            raise ValidationError({"end_on": "The agreement must end after it starts."})
        if self.reports_from and self.end_on and self.reports_from > self.end_on:
            ends = words.day(self.end_on)
            raise ValidationError(
                {"reports_from": f"The agreement ends on {ends}. Report by then."}
            )
        if self.review_on and self.end_on and self.review_on > self.end_on:
            ends = words.day(self.end_on)
            raise ValidationError(
                {"review_on": f"The agreement ends on {ends}. Review it by then."}
            )
        if self.end_as_awarded and self.start_on and self.end_as_awarded <= self.start_on:
            raise ValidationError(
                {"end_as_awarded": "The term as awarded must end after it starts."}
            )
        if self.kind == self.Kind.IN_HOUSE:
            of_its_members(self, "provider")
        if self.kind != self.Kind.CONTRACT and self.regime not in {"", law.Regime.NONE}:
            raise ValidationError({"regime": "Only a contract is made under procurement law."})
        if self.regime in {law.Regime.PA, law.Regime.PCR} and not self.route:
            raise ValidationError({"route": "Say which route was followed: light touch or not."})
        if self.value_awarded is not None and self.value_awarded <= 0:
            raise ValidationError({"value_awarded": "Enter a value above nothing."})

    @property
    def is_light_touch(self) -> bool:
        """Whether the light-touch rules of the Procurement Act apply."""
        return self.route == law.Route.LIGHT_TOUCH

    @property
    def is_binding(self) -> bool:
        """Whether it is signed and has not ended."""
        return self.state in BINDING

    @property
    def term_awarded_days(self) -> int:
        """The term as awarded, in days, both ends counted."""
        return calendar.days_in_term(self.start_on, self.end_as_awarded)

    @property
    def kind_words(self) -> str:
        """What sort it is, in running text: "contract"."""
        return str(self.get_kind_display()).lower()

    @property
    def law_words(self) -> str:
        """The law it was made under, in words: "Procurement Act 2023, light touch"."""
        if not self.regime:
            return ""
        regime = law.Regime(self.regime)
        if regime in {law.Regime.PA, law.Regime.PCR} and self.route not in {"", law.Route.NONE}:
            return f"{regime.label}, {law.Route(self.route).label.lower()}"
        return str(regime.label)

    @property
    def waits_for_health_route(self) -> bool:
        """Whether awarding it anew waits for the route of the Provider Selection Regime."""
        return self.regime == law.Regime.PSR or self.health_service

    def regime_for_changes(self, on: date) -> str:
        """The regime whose grounds a change on that day is judged by; "" when not recorded."""
        if not self.regime:
            return ""
        return law.regime_for_change(self.regime, is_health=self.health_service, on=on).value

    @property
    def first_reported_on(self) -> date:
        """The first day whose figures are wanted."""
        return max(self.start_on, self.reports_from or self.start_on)

    @property
    def last_reported_on(self) -> date:
        """The last day whose figures are wanted: its end, or the day it ended early."""
        return min(self.end_on, self.ended_on or self.end_on)

    @property
    def reports(self) -> bool:
        """Whether returns are expected of it."""
        return self.state in REPORTING

    def obstacles_of_procurement(self, deed: Deed) -> list[str]:
        """What its procurement still holds open: the gates before signing (tenders), or its law."""
        if self.award is not None:
            return missing_gates(self.award.tender, "sign", deed)
        if not self.regime:
            return ["Record the law this agreement was made under."]
        if self.kind == self.Kind.CONTRACT and not self.regime_note.strip():
            return ["Say how this contract was awarded, and under which law."]
        return []

    def refuse_signature_before_award(self, signed_on: date) -> None:
        """The day of signature lies after the award and its standstill."""
        if self.award is None:
            return
        tender = self.award.tender
        ends = tender.standstill_ends
        if ends and signed_on <= ends:
            raise Refused(
                f"The day of signature lies in the standstill, which ended on {words.day(ends)}."
            )
        if signed_on < calendar.london_date(self.award.awarded_at):
            raise Refused("The day of signature lies before the award.")

    def start_clocks(self, deed: Deed) -> None:
        """Record what falls due from the day the contract is entered into (s.53)."""
        if self.signed_on is None:
            return
        self._falls_due("details_notice", self.signed_on, deed)
        above = self._rule("contract_copy_value", self.signed_on)
        if above is not None and self.value > above.figure:
            self._falls_due("contract_copy", self.signed_on, deed)

    def finish(self, day: date, deed: Deed) -> None:
        """Set the day it ended and record the termination notice that falls due (s.80).

        A review nobody has started is not held any more; one under way can still be finished.
        """
        self.ended_on, self.review_on = day, None
        if self.signed_on is not None:
            self._falls_due("termination_notice", day, deed)

    def day_of_missing_review(self, on: date) -> date | None:
        """The day of the review it should have and has not; None when it has one, or needs none.

        It needs none when it ends before a year has passed since the last.
        """
        known = sorted(self.reviews.all(), key=lambda review: review.number)
        if any(review.is_open for review in known):
            return None
        if known:
            return next_review(known[-1].due_on, on, self.end_on)
        return min(self.review_on or first_review(self.start_on, self.end_on), self.end_on)

    def change_as(self, variation: Any) -> None:
        """Take over the value, the end and the reporting terms a variation changes."""
        self.value += variation.value_change
        self.end_on = variation.new_end_on or self.end_on
        for name, value in terms_after(variation.reporting).items():
            setattr(self, name, value)

    def keep_review(self, deed: Deed) -> None:
        """Have its next review on record: recorded if there is none, and never after the end."""
        today = calendar.london_date(deed.at)
        day = self.day_of_missing_review(today)
        if day is not None:
            number = self.reviews.count() + 1
            begin(Review(agreement=self, number=number, due_on=day), by=deed.by, at=deed.at)
            self.review_on = day
        late = next((r for r in self.reviews.all() if r.waits_to_start), None)
        if late is not None and late.due_on > self.end_on:
            amend_within(late, deed, due_on=self.end_on)
            self.review_on = self.end_on

    def _rule(self, code: str, day: date) -> law.Rule | None:
        """The rule of that code on the day the procurement began, or on `day`; None without one."""
        on = self.award.tender.rules_as_at if self.award else day
        route = law.Route(self.route) if self.route else None
        rules = law.rules_for(law.Regime(self.regime), route, on=on)
        return next((r for r in rules if r.code == code and r.value is not None), None)

    def _falls_due(self, code: str, day: date, deed: Deed) -> None:
        """Record an obligation counted from `day`, if there is a rule for it."""
        rule = self._rule(code, day)
        if rule is None:
            return
        obligation = Obligation(
            agreement=self,
            code=code,
            title=rule.title,
            due_on=rule.last_day(day),
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
    agreement: Any

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        return cast(Obstacles, self.agreement.standing_in_the_way(deed))

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
