"""The sheet of the KPI library: definitions that come in, and later ones of KPIs that are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse

from accounts.intake.columns import Column, Holds, same
from accounts.intake.sheets import Said, Sheet, register
from accounts.roles import analyst_or_operator
from commissioning.actions.kpis import record_kpi, record_version
from commissioning.cohorts import published
from commissioning.models import Breakdown, Kpi, KpiVersion, Objective, Outcome
from commissioning.periods import Frequency
from commissioning.quarters import Quarter
from tabular.findings import Severity
from workflow.door import amend

#: Columns that are the KPI's own; every other one is its definition's.
OF_KPI = ("code", "name", "kind", "national_code", "outcome", "objective")
STANDS = (
    "Version {} of this KPI stands as it was recorded and says something else in: {}. Give a quarter "
    "after {} to record a new version, or leave the cells as they were."
)
NO_NEW = "Nothing else of the definition differs, so no new version is recorded."


@register
class KpiLibrary(Sheet):
    """One row to a KPI with its newest definition; a row that differs is a new version."""

    name = "KPI library"
    noun = ("KPI", "KPIs")
    about = (
        "One row to a KPI, with its newest definition. A definition stands: to change one, change "
        "the row and give the later quarter from which it holds."
    )
    comes_next = "Take measures from the shipped library, or bring in your own definitions."
    may = analyst_or_operator
    order = 45
    identified_by = ("code",)
    columns = (
        Column("code", "KPI code", synonyms=("Code", "KPI", "KPI ref", "Indicator code", "Ref"),
               needed=True, longest=20, example="EH1", width=12),
        Column("name", "KPI name", synonyms=("Name", "Measure", "Indicator", "KPI title", "Title"),
               needed=True, example="Requests answered in time", width=36),
        Column("kind", "Type", holds=Holds.CHOICE, synonyms=("KPI type", "Kind", "Measure type"),
               choices=tuple(Kpi.Kind.choices), example="quality"),
        Column("national_code", "National code", synonyms=("National reference", "Published code"),
               longest=40),
        Column("outcome", "Outcome", "As on the sheet of outcomes.", synonyms=("Outcome name",
               "Serves"), example="Children are healthy"),
        Column("objective", "Objective", "Of that outcome, as on the sheet of objectives.",
               synonyms=("Objective statement",)),
        Column("from_quarter", "In force from quarter", "Written like 2026-27Q1.",
               synonyms=("From quarter", "From", "Effective from"), needed=True, longest=9,
               example="2026-27Q1"),
        Column("numerator_definition", "Numerator", "What is counted.",
               synonyms=("Numerator definition", "Definition"), needed=True, longest=300,
               example="Requests answered within 10 working days", width=40),
        Column("denominator_definition", "Denominator", "Out of what. Empty for a plain number.",
               synonyms=("Denominator definition", "Out of"), longest=300,
               example="Requests received in the quarter", width=40),
        Column("cohort_rule", "Which children, when", synonyms=("Cohort", "Cohort rule"),
               longest=300, width=40),
        Column("cohort_windows", "Windows of birth dates", "Only where the measure goes by them.",
               Holds.CHOICE, choices=tuple((w.key, w.title) for w in published().values())),
        Column("unit", "Unit", holds=Holds.CHOICE, synonyms=("Format", "Measured in"), needed=True,
               choices=tuple(KpiVersion.Unit.choices), also_called={"percent": "percent",
               "percentage": "percent", "count": "count", "rate per 1,000": "per_1000"},
               example="percent"),
        Column("decimals", "Decimal places", holds=Holds.WHOLE, synonyms=("Decimals",), example=1),
        Column("polarity", "Better", holds=Holds.CHOICE, synonyms=("Polarity", "Good is",
               "Direction"), needed=True, choices=tuple(KpiVersion.Polarity.choices),
               also_called={"high": "higher", "low": "lower"}, example="higher"),
        Column("frequency", "Reported", holds=Holds.CHOICE, synonyms=("Frequency", "How often"),
               choices=tuple(Frequency.choices), also_called={"quarterly": "quarter",
               "monthly": "month", "annual": "year", "annually": "year", "half-yearly":
               "half_year"}, example="quarter"),
        Column("roll_up", "Over areas", "How areas and contracts are put together.", Holds.CHOICE,
               synonyms=("Roll-up", "Rollup", "Aggregation"), needed=True,
               choices=tuple(KpiVersion.RollUp.choices), example="ratio", width=32),
        Column("roll_up_over_time", "Over periods", "As over areas if left empty.", Holds.CHOICE,
               synonyms=("Roll-up over time",), choices=tuple(KpiVersion.RollUp.choices), width=32),
        Column("breakdown", "Given by group", "The name of a breakdown.", synonyms=("Breakdown",),
               longest=80),
        Column("tolerance", "Tolerance", "How far off target is near.", Holds.NUMBER,
               example=Decimal(5)),
        Column("tolerance_kind", "Tolerance is given", holds=Holds.CHOICE,
               choices=tuple(KpiVersion.Tolerance.choices), example="absolute", width=32),
        Column("significant", "Significantly below", "For the statutory rating; further off than "
               "the tolerance, and given as it is.", Holds.NUMBER),
        Column("suppression", "Small numbers", holds=Holds.CHOICE, synonyms=("Suppression",
               "Suppression class"), choices=tuple(KpiVersion.Suppression.choices),
               example="standard", width=32),
        Column("lag_days", "Lag in days", holds=Holds.WHOLE, synonyms=("Lag",)),
        Column("evidence", "Evidence", synonyms=("Evidence required",), longest=300, width=36),
        Column("source", "Source", "The published standard, or “Local definition”.",
               synonyms=("Definition source",), needed=True, longest=300,
               example="Local definition", width=30),
    )  # fmt: skip

    def held(self) -> Iterable[Kpi]:
        found = self.desk.trust.kpis.select_related("outcome", "objective", "partnership")
        return found.prefetch_related("versions__breakdown")

    def count(self) -> int:
        return self.desk.trust.kpis.count()

    def page(self) -> str:
        return reverse("commissioning:kpis", args=[self.desk.trust.slug])

    def values_of(self, record: Kpi) -> dict[str, Any]:
        definition = record.latest
        values: dict[str, Any] = {column.name: None for column in self.columns}
        for column in self.columns:
            whose = record if column.name in OF_KPI else definition
            value = getattr(whose, column.name, None)
            values[column.name] = None if value == "" else value
        values["outcome"] = record.outcome.name if record.outcome else None
        values["objective"] = record.objective.statement if record.objective else None
        breakdown = definition.breakdown if definition else None
        values["breakdown"] = breakdown.name if breakdown else None
        return values

    def find(self, row: Mapping[str, Any]) -> Kpi | None:
        return next((one for one in self.known() if same(one.code, row["code"] or "")), None)

    def check(self, row: Mapping[str, Any], record: Kpi | None) -> Iterator[Said]:
        outcome = self._outcome(row["outcome"])
        if row["outcome"] and outcome is None:
            yield Said("outcome", "No outcome of this name is recorded or stands on the sheet of "
                       "outcomes. Check the name.")  # fmt: skip
        serves = outcome or (record.outcome if record else None)
        if row["objective"] and self._objective(row["objective"], serves) is None:
            yield Said("objective", "The outcome has no objective of these words. Check both.")
        if row["breakdown"] and self._breakdown(row["breakdown"]) is None:
            yield Said("breakdown", "No breakdown of this name is recorded. Add it to the KPI "
                       "library first, or leave the cell empty.")  # fmt: skip
        yield from self._of_quarter(row, record)

    def _of_quarter(self, row: Mapping[str, Any], record: Kpi | None) -> Iterator[Said]:
        quarter = row["from_quarter"]
        if quarter and not _is_quarter(quarter):
            yield Said("from_quarter", "Write the quarter like 2026-27Q1; Q1 is April to June.")
            return
        latest = record.latest if record else None
        if record is None or latest is None:
            return
        changed = self._redefined(row, record)
        later = bool(quarter) and quarter > latest.from_quarter
        if changed and not later:
            headers = ", ".join(self.column(name).header for name in changed)
            words = STANDS.format(latest.number, headers, latest.from_quarter)
            yield Said("from_quarter", words)
        elif not changed and quarter and quarter != latest.from_quarter:
            yield Said("from_quarter", NO_NEW, Severity.NOTE)

    def skip_row(self, instance: Any, original: Any, row: Any, errors: Any = None) -> bool:
        """Names are compared as names; a quarter alone makes no new version."""
        record: Kpi | None = instance.record
        if record is not None:
            kept = self.values_of(record)
            for name in ("code", "outcome", "objective", "breakdown"):
                if same(instance.values[name] or "", kept[name] or ""):
                    instance.values[name] = kept[name]
            if not self._redefined(instance.values, record):
                instance.values["from_quarter"] = kept["from_quarter"]
        return bool(super().skip_row(instance, original, row, errors))

    def begin(self, values: Mapping[str, Any]) -> Kpi:
        desk = self.desk
        kpi = Kpi(partnership=desk.trust, **self._kpi_facts(values))
        definition = KpiVersion(kpi=kpi, **self._definition_facts(values))
        return record_kpi(kpi, definition, by=desk.by, at=desk.at)

    def change(self, record: Kpi, changed: Mapping[str, Any]) -> Kpi:
        deed: dict[str, Any] = {"by": self.desk.by, "at": self.desk.at}
        own = {name: value for name, value in changed.items() if name in OF_KPI}
        redefined = {name: value for name, value in changed.items() if name not in OF_KPI}
        if own:
            if "outcome" in own and "objective" not in own:
                own["objective"] = None
            record = amend(record, **deed, **self._kpi_facts(own, record))
        if redefined:
            values = self.values_of(record) | redefined
            record_version(KpiVersion(kpi=record, **self._definition_facts(values)), **deed)
        return record

    def _redefined(self, row: Mapping[str, Any], record: Kpi) -> list[str]:
        """The columns of a row that say something else than the newest definition."""
        kept = self.values_of(record)
        return [
            column.name
            for column in self.columns
            if column.name not in (*OF_KPI, "from_quarter")
            and row[column.name] is not None
            and not _alike(row[column.name], kept[column.name])
        ]

    def _kpi_facts(self, values: Mapping[str, Any], record: Kpi | None = None) -> dict[str, Any]:
        facts = {name: value for name, value in values.items() if name in OF_KPI}
        for name in ("kind", "national_code"):
            if name in facts:
                facts[name] = facts[name] or ""
        serves = record.outcome if record else None
        if "outcome" in facts:
            facts["outcome"] = serves = self._outcome(facts["outcome"])
        if "objective" in facts:
            facts["objective"] = self._objective(facts["objective"], serves)
        return facts

    def _definition_facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a definition; what is blank is left to the model's defaults."""
        facts = {
            name: value
            for name, value in values.items()
            if name not in OF_KPI and value is not None
        }
        if "breakdown" in facts:
            facts["breakdown"] = self._breakdown(facts["breakdown"])
        return facts

    def _outcome(self, name: str | None) -> Outcome | None:
        known = self.desk.trust.outcomes.order_by("-pk")
        return next((o for o in known if name and same(o.name, name)), None)

    def _objective(self, statement: str | None, outcome: Outcome | None) -> Objective | None:
        known = outcome.objectives.all() if outcome and statement else []
        return next((o for o in known if same(o.statement, statement or "")), None)

    def _breakdown(self, name: str) -> Breakdown | None:
        return next((b for b in self.desk.trust.breakdowns.all() if same(b.name, name)), None)


def _is_quarter(text: str) -> bool:
    try:
        Quarter.parse(text)
    except ValueError:
        return False
    return True


def _alike(one: Any, other: Any) -> bool:
    both_text = isinstance(one, str) and isinstance(other, str)
    return same(one, other) if both_text else bool(one == other)
