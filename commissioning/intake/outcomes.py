"""The sheets of outcomes and of their objectives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from accounts.intake.columns import Column, Holds, same
from accounts.intake.sheets import Said, Sheet, register
from accounts.roles import commissioner
from commissioning.models import Indicator, Objective, Outcome, OutcomesFramework
from commissioning.queries.outcomes import framework_on
from workflow.door import amend, begin


@register
class Outcomes(Sheet):
    """What the partnership wants for children, within a framework."""

    name = "Outcomes"
    noun = ("outcome", "outcomes")
    about = "What the partnership wants to be true of children, from its plan or framework."
    comes_next = "Record the outcomes of your plan; objectives, KPIs and needs rest on them."
    may = commissioner
    order = 30
    identified_by = ("name", "framework")
    columns = (
        Column("name", "Outcome", synonyms=("Outcome name", "Priority", "Priority outcome"),
               needed=True, example="Children are healthy"),
        Column("aims", "Aims", "One to a line.", synonyms=("Aim", "Description", "What we want"),
               longest=4000, example="Every child has the best start in life", width=48),
        Column("framework", "Framework", "The plan it is from; the one in force if left empty. "
               "Needed for the first outcomes of all.", synonyms=("Plan", "Strategy",
               "Outcomes framework", "Source plan"), example="Children's Plan 2026 to 2029"),
        Column("source", "Source of the framework", "Where it is published.", synonyms=("Source",
               "Reference"), longest=300, example="Cabinet, 1 April 2026"),
        Column("from_day", "In force from", "Of the framework.", Holds.DAY,
               synonyms=("From", "Start date"), example=date(2026, 4, 1)),
    )  # fmt: skip

    def held(self) -> Iterable[Outcome]:
        return self.desk.trust.outcomes.select_related("framework")

    def count(self) -> int:
        return self.desk.trust.outcomes.count()

    def page(self) -> str:
        return reverse("commissioning:outcomes", args=[self.desk.trust.slug])

    def values_of(self, record: Outcome) -> dict[str, Any]:
        return {
            "name": record.name,
            "aims": record.aims or None,
            "framework": record.framework.name,
            "source": record.framework.source,
            "from_day": record.framework.from_day,
        }

    def find(self, row: Mapping[str, Any]) -> Outcome | None:
        framework = self._framework(row["framework"])
        of = self.known() if framework else []
        return next(
            (o for o in of if o.framework == framework and same(o.name, row["name"] or "")), None
        )

    def check(self, row: Mapping[str, Any], record: Outcome | None) -> Iterator[Said]:
        if not row["framework"] and self._framework(None) is None:
            yield Said("framework", "Name the plan or framework these outcomes are from.")

    def skip_row(self, instance: Any, original: Any, row: Any, errors: Any = None) -> bool:
        """A framework stands as it was recorded; of an outcome that is there the aims can change."""
        if instance.record is not None:
            kept = self.values_of(instance.record)
            instance.values.update({k: v for k, v in kept.items() if k != "aims"})
        return bool(super().skip_row(instance, original, row, errors))

    def begin(self, values: Mapping[str, Any]) -> Outcome:
        desk, framework = self.desk, self._framework(values["framework"])
        if framework is None:
            made = OutcomesFramework(
                partnership=desk.trust,
                name=values["framework"],
                source=values["source"] or values["framework"],
                from_day=values["from_day"],
            )
            framework = begin(made, by=desk.by, at=desk.at)
        outcome = Outcome(
            partnership=desk.trust,
            framework=framework,
            name=values["name"],
            aims=values["aims"] or "",
            order=framework.outcomes.count(),
        )
        return begin(outcome, by=desk.by, at=desk.at)

    def change(self, record: Outcome, changed: Mapping[str, Any]) -> Outcome:
        return amend(record, by=self.desk.by, at=self.desk.at, **changed)

    def _framework(self, name: str | None) -> OutcomesFramework | None:
        if not name:
            return framework_on(self.desk.trust, self.desk.today)
        return next((f for f in self.desk.trust.frameworks.all() if same(f.name, name)), None)


@register
class Objectives(Sheet):
    """Measurable objectives under outcomes."""

    name = "Objectives"
    noun = ("objective", "objectives")
    about = "What is to be reduced, increased or improved under each outcome."
    comes_next = "Say what each outcome is measured by."
    may = commissioner
    order = 31
    identified_by = ("statement", "outcome")
    columns = (
        Column("outcome", "Outcome", "As on the sheet of outcomes.", synonyms=("Outcome name",
               "For outcome"), needed=True, example="Children are healthy"),
        Column("direction", "Direction", holds=Holds.CHOICE, synonyms=("Which way", "Aim to"),
               needed=True, choices=tuple(Objective.Direction.choices), also_called={
                   "decrease": "reduce", "lower": "reduce", "down": "reduce",
                   "up": "increase", "raise": "increase", "higher": "increase"},
               example="increase"),
        Column("statement", "Objective", "What is to be reduced, increased or improved.",
               synonyms=("Objective statement", "Measure", "What"), needed=True,
               example="breastfeeding at 6 to 8 weeks", width=48),
        Column("indicator", "Indicator", "The code or full name of a published indicator that "
               "measures it.", synonyms=("Indicator code", "Published indicator"), longest=300,
               width=40),
    )  # fmt: skip

    def held(self) -> Iterable[Objective]:
        return self.desk.trust.objectives.select_related("outcome__framework", "indicator")

    def count(self) -> int:
        return self.desk.trust.objectives.count()

    def page(self) -> str:
        return reverse("commissioning:outcomes", args=[self.desk.trust.slug])

    def values_of(self, record: Objective) -> dict[str, Any]:
        return {
            "outcome": record.outcome.name,
            "direction": record.direction,
            "statement": record.statement,
            "indicator": record.indicator.code if record.indicator else None,
        }

    def find(self, row: Mapping[str, Any]) -> Objective | None:
        outcome = self._outcome(row["outcome"])
        return next(
            (
                one
                for one in (self.known() if outcome else [])
                if one.outcome == outcome and same(one.statement, row["statement"] or "")
            ),
            None,
        )

    def check(self, row: Mapping[str, Any], record: Objective | None) -> Iterator[Said]:
        if row["outcome"] and self._outcome(row["outcome"]) is None:
            yield Said("outcome", "No outcome of this name is recorded or stands on the sheet of "
                       "outcomes. Check the name.")  # fmt: skip
        if row["indicator"] and self._indicator(row["indicator"]) is None:
            yield Said("indicator", "No published indicator has this code or name. Take one from "
                       "Needs, Indicators, or leave the cell empty.")  # fmt: skip

    def skip_row(self, instance: Any, original: Any, row: Any, errors: Any = None) -> bool:
        """An indicator may be named either way."""
        found = self._indicator(instance.values["indicator"] or "")
        instance.values["indicator"] = found.code if found else None
        if instance.record is not None:
            kept = self.values_of(instance.record)
            instance.values.update(outcome=kept["outcome"], statement=kept["statement"])
        return bool(super().skip_row(instance, original, row, errors))

    def begin(self, values: Mapping[str, Any]) -> Objective:
        outcome = self._outcome(values["outcome"])
        made = Objective(
            partnership=self.desk.trust,
            outcome=outcome,
            direction=values["direction"],
            statement=values["statement"],
            indicator=self._indicator(values["indicator"] or ""),
            order=outcome.objectives.count() if outcome else 0,
        )
        return begin(made, by=self.desk.by, at=self.desk.at)

    def change(self, record: Objective, changed: Mapping[str, Any]) -> Objective:
        facts = dict(changed)
        if "indicator" in facts:
            facts["indicator"] = self._indicator(facts["indicator"] or "")
        return amend(record, by=self.desk.by, at=self.desk.at, **facts)

    def _outcome(self, name: str | None) -> Outcome | None:
        known = self.desk.trust.outcomes.filter(framework__until_day=None)
        return next((o for o in known.order_by("-pk") if name and same(o.name, name)), None)

    def _indicator(self, text: str) -> Indicator | None:
        """A published indicator the partnership knows, by its code or its full name."""
        wanted, known = " ".join(text.split()), Indicator.objects.known_to(self.desk.trust)
        if not wanted:
            return None
        by_code = known.filter(code__iexact=wanted).first()
        return by_code or known.filter(name__iexact=wanted).first()
