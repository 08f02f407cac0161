"""The sheet of targets: the KPIs of drafted agreements with their first terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse

from accounts.intake.columns import Column, Holds, same
from accounts.intake.sheets import Said, Sheet, register
from accounts.roles import commissioner
from commissioning.models import Kpi
from contracts.actions.schedule import add_kpi, set_terms
from contracts.models import Agreement, ScheduledKpi
from workflow.lifecycle import Refused

TERMS = ("target", "tolerance", "baseline")


@register
class Targets(Sheet):
    """One row to a KPI of a drafted agreement; a signed one's targets are changed by a variation."""

    name = "Targets"
    noun = ("target", "targets")
    about = (
        "One row to a KPI of a drafted agreement, with its first target. Of a signed agreement "
        "targets are changed by a variation alone."
    )
    comes_next = "Give the KPIs of drafted agreements their targets."
    may = commissioner
    order = 61
    identified_by = ("agreement", "kpi")
    columns = (
        Column("agreement", "Agreement reference", "As on the register.", synonyms=("Agreement",
               "Contract reference", "Contract ref"), needed=True, longest=40,
               example="CON-2026-001", width=20),
        Column("kpi", "KPI", "Its code in the KPI library.", synonyms=("KPI code", "Indicator code",
               "Measure"), needed=True, longest=20, example="EH1", width=12),
        Column("target", "Target", "In the KPI's unit.", Holds.NUMBER, needed=True,
               synonyms=("Target value", "Performance target"), example=Decimal(80)),
        Column("tolerance", "Tolerance", "In the KPI's unit; what the KPI's definition says if left "
               "empty.", Holds.NUMBER, synonyms=("Permitted variance",), example=Decimal(5)),
        Column("baseline", "Baseline", "In the KPI's unit.", Holds.NUMBER),
        Column("by_area", "Reported for each area", "Yes if left empty.", Holds.YES_NO,
               synonyms=("By area",), example=True),
    )  # fmt: skip

    def held(self) -> Iterable[ScheduledKpi]:
        found = ScheduledKpi.objects.filter(agreement__in=self._drafted())
        found = found.select_related("agreement__partnership", "kpi__partnership")
        return found.prefetch_related("terms").order_by("agreement__reference", "order", "pk")

    def count(self) -> int:
        return ScheduledKpi.objects.filter(agreement__in=self._drafted()).count()

    def page(self) -> str:
        return reverse("contracts:register", args=[self.desk.trust.slug])

    def values_of(self, record: ScheduledKpi) -> dict[str, Any]:
        terms = next(iter(record.terms.all()), None)
        return {
            "agreement": record.agreement.reference,
            "kpi": record.kpi.code,
            **{name: getattr(terms, name, None) for name in TERMS},
            "by_area": record.by_area,
        }

    def find(self, row: Mapping[str, Any]) -> ScheduledKpi | None:
        return next(
            (
                one
                for one in self.known()
                if same(one.agreement.reference, row["agreement"] or "")
                and same(one.kpi.code, row["kpi"] or "")
            ),
            None,
        )

    def check(self, row: Mapping[str, Any], record: ScheduledKpi | None) -> Iterator[Said]:
        if record is not None:
            return
        agreement, kpi = self._agreement(row["agreement"]), self._kpi(row["kpi"])
        if row["agreement"] and agreement is None:
            yield Said("agreement", "No agreement has this reference. Take it from the register.")
        elif agreement is not None and agreement not in self._drafted():
            yield Said("agreement", f"{agreement.reference} is no longer drafted: its targets are "
                       "changed by a variation. Leave this row out.")  # fmt: skip
        if row["kpi"] and kpi is None:
            yield Said("kpi", "No KPI of your library has this code. Bring in the library first.")

    def skip_row(self, instance: Any, original: Any, row: Any, errors: Any = None) -> bool:
        """References and codes are compared as names."""
        if instance.record is not None:
            kept = self.values_of(instance.record)
            instance.values.update(agreement=kept["agreement"], kpi=kept["kpi"])
        return bool(super().skip_row(instance, original, row, errors))

    def begin(self, values: Mapping[str, Any]) -> ScheduledKpi:
        agreement, kpi = self._agreement(values["agreement"]), self._kpi(values["kpi"])
        if agreement is None or kpi is None:
            raise Refused("The agreement or the KPI of this row has just been removed.")
        return add_kpi(
            agreement,
            kpi,
            target=values["target"],
            tolerance=values["tolerance"],
            baseline=values["baseline"],
            by_area=values["by_area"] is not False,
            by=self.desk.by,
            at=self.desk.at,
        )

    def change(self, record: ScheduledKpi, changed: Mapping[str, Any]) -> ScheduledKpi:
        values = self.values_of(record) | dict(changed)
        terms = {name: values[name] for name in (*TERMS, "by_area")}
        return set_terms(record, **terms, by=self.desk.by, at=self.desk.at)

    def _drafted(self) -> list[Agreement]:
        """The agreements whose schedule can be changed now; asked anew, some may have come in."""
        states = Agreement.open_to_change
        return list(self.desk.trust.agreements.filter(state__in=states))

    def _agreement(self, reference: str | None) -> Agreement | None:
        known = self.desk.trust.agreements.select_related("partnership")
        return next((a for a in known if reference and same(a.reference, reference)), None)

    def _kpi(self, code: str | None) -> Kpi | None:
        known = self.desk.trust.kpis.prefetch_related("versions")
        return next((one for one in known if code and same(one.code, code)), None)
