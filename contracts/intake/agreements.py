"""The sheet of agreements made elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from accounts.intake.columns import Column, Holds, same
from accounts.intake.sheets import Said, Sheet, register
from accounts.models import Organisation
from accounts.roles import commissioner
from commissioning.models import Area, Service
from contracts.actions.agreements import change_facts
from contracts.actions.agreements import register as put_on_register
from contracts.actions.schedule import choose_areas
from contracts.models import Agreement
from contracts.queries.agreements import known_to, numbered
from tenders import law
from workflow.door import begin
from workflow.lifecycle import Refused

#: What a workbook may change of a draft; everything else is settled when it is registered.
CHANGES = frozenset(
    {
        "title",
        "value_awarded",
        "value",
        "start_on",
        "end_on",
        "review_on",
        "extension_months",
        "regime_note",
    }
)
CONTRACT, NO_LAW = Agreement.Kind.CONTRACT.value, law.Regime.NONE.value
ROUTES = tuple(
    (route.value, route.label)
    for route in (law.Route.LIGHT_TOUCH, law.Route.ORDINARY, law.Route.BELOW_THRESHOLD)
)


@register
class Agreements(Sheet):
    """Agreements made elsewhere, put on the register as drafts."""

    name = "Agreements"
    noun = ("agreement", "agreements")
    about = (
        "Contracts, service level agreements, in-house services, grants and section 75 "
        "arrangements made before this register was begun. They come in as drafts."
    )
    comes_next = "Put the agreements you have on the register; then give each its KPIs and sign it."
    may = commissioner
    order = 60
    identified_by = ("title", "provider", "reference")
    columns = (
        Column("reference", "Reference", "Your own; the next number is given if left empty.",
               synonyms=("Ref", "Contract reference", "Contract number", "Contract ID",
                         "Agreement reference"), longest=40),
        Column("title", "Title", synonyms=("Agreement", "Contract", "Contract title",
               "Contract name", "Agreement title", "Title of agreement"), needed=True,
               example="Short breaks", width=36),
        Column("kind", "Kind of agreement", holds=Holds.CHOICE, synonyms=("Kind", "Type",
               "Contract type", "Type of agreement", "Agreement type"), needed=True,
               choices=tuple(Agreement.Kind.choices), also_called={
                   "service level agreement (SLA)": "sla", "inhouse": "in_house",
                   "S75": "section_75", "s.75": "section_75", "section 75 agreement": "section_75",
                   "grant agreement": "grant", "contract for services": "contract"},
               example="contract"),
        Column("provider", "Provider", "Its full name: a member of the partnership, or a provider "
               "you have worked with here. Give the number of any other.",
               synonyms=("Supplier", "Supplier name", "Provider name", "Contractor",
                         "Organisation"), needed=True, example="Fellside Families", width=32),
        Column("number", "Provider's registration number", "Company or charity number, exactly as "
               "registered.", synonyms=("Registration number", "Company number", "Charity number",
               "Company or charity number", "Supplier number"), longest=40),
        Column("service", "Service", "As on the sheet of services; a service of the agreement's "
               "title if left empty.", synonyms=("Service name", "For service"),
               example="Short breaks"),
        Column("value_awarded", "Value as awarded", "Over the whole term, with VAT.", Holds.MONEY,
               synonyms=("Value", "Contract value", "Total value", "Award value",
                         "Total contract value"), needed=True, example=Decimal(1100000)),
        Column("value", "Value now", "If it was changed since.", Holds.MONEY,
               synonyms=("Current value", "Value today")),
        Column("start_on", "Starts on", "", Holds.DAY, synonyms=("Start", "Start date",
               "Contract start", "Contract start date", "From", "Commencement"), needed=True,
               example=date(2025, 4, 1)),
        Column("end_on", "Ends on", "", Holds.DAY, synonyms=("End", "End date", "Contract end",
               "Contract end date", "Until", "Expiry", "Expiry date"), needed=True,
               example=date(2028, 3, 31)),
        Column("regime", "Law it was made under", "Needed for a contract.", Holds.CHOICE,
               synonyms=("Law", "Regime", "Procurement law"),
               choices=tuple((r.value, r.label) for r in law.Regime), also_called={
                   "PA 2023": "PA", "PA23": "PA", "PCR 2015": "PCR", "PCR15": "PCR"},
               example="PCR"),
        Column("route", "Route", "Of the two procurement laws.", Holds.CHOICE,
               synonyms=("Procurement route", "Procedure type"), choices=ROUTES,
               example=law.Route.LIGHT_TOUCH.value),
        Column("regime_note", "How it was awarded", "Under the law of its day. Needed before a "
               "contract's signature is recorded.", synonyms=("Procedure", "Award route",
               "Procurement process"), longest=300, example="Open procedure, notice of 2024",
               width=36),
        Column("extension_months", "Months it may be extended by", "", Holds.WHOLE,
               synonyms=("Extension", "Extension months", "Extension option (months)")),
        Column("review_on", "Next review", "A year after the start if left empty.", Holds.DAY,
               synonyms=("Review", "Review date", "Next review date")),
        Column("areas", "Areas served", "Names from the sheet of areas, with semicolons between.",
               synonyms=("Areas", "Area", "Localities", "Districts served"), longest=1000,
               example="North; South"),
    )  # fmt: skip

    def held(self) -> Iterable[Agreement]:
        found = self.desk.trust.agreements.select_related("provider", "service", "partnership")
        return found.prefetch_related("areas__area")

    def count(self) -> int:
        return self.desk.trust.agreements.count()

    def page(self) -> str:
        return reverse("contracts:register", args=[self.desk.trust.slug])

    def values_of(self, record: Agreement) -> dict[str, Any]:
        return {
            "reference": record.reference,
            "title": record.title,
            "kind": record.kind,
            "provider": record.provider.name,
            "number": record.provider.registration_number or None,
            "service": record.service.name,
            "value_awarded": record.value_awarded,
            "value": record.value,
            "start_on": record.start_on,
            "end_on": record.end_on,
            "regime": record.regime,
            "route": record.route if record.route in dict(ROUTES) else None,
            "regime_note": record.regime_note or None,
            "extension_months": record.extension_months,
            "review_on": record.review_on,
            "areas": _joined(line.area for line in record.areas.all()),
        }

    def find(self, row: Mapping[str, Any]) -> Agreement | None:
        if row["reference"]:
            return next((a for a in self.known() if same(a.reference, row["reference"])), None)
        provider = self._provider(row)
        return next(
            (
                one
                for one in self.known()
                if one.provider == provider
                and same(one.title, row["title"] or "")
                and row["start_on"] in {None, one.start_on}
            ),
            None,
        )

    def check(self, row: Mapping[str, Any], record: Agreement | None) -> Iterator[Said]:
        if row["provider"] and record is None and self._provider(row) is None:
            yield Said(
                "provider",
                "No provider you have worked with here has this name, and none was found by its "
                "registration number. Check both, or ask the operator of this system to let it in.",
            )
        if row["start_on"] and row["end_on"] and row["end_on"] <= row["start_on"]:
            yield Said("end_on", "The agreement must end after it starts. Check both days.")
        if row["review_on"] and row["end_on"] and row["review_on"] > row["end_on"]:
            yield Said("review_on", "The review lies after the end. Choose a day by then.")
        if row["value_awarded"] == 0:
            yield Said("value_awarded", "Enter a value above nothing.")
        for name in _names(row["areas"]):
            if self._area(name) is None:
                words = f"“{name}” is no area of this partnership. Put it on the sheet of areas."
                yield Said("areas", words)
        yield from self._of_law(row) if record is None else ()

    def _of_law(self, row: Mapping[str, Any]) -> Iterator[Said]:
        if row["kind"] == CONTRACT and not row["regime"]:
            yield Said("regime", "Say which law this contract was made under.")
        if row["kind"] not in {None, CONTRACT} and row["regime"] not in {None, NO_LAW}:
            yield Said("regime", "Only a contract is made under procurement law.")
        if row["regime"] in {law.Regime.PA.value, law.Regime.PCR.value} and not row["route"]:
            yield Said("route", "Say which route was followed: light touch or not.")

    def skip_row(self, instance: Any, original: Any, row: Any, errors: Any = None) -> bool:
        """Names are compared as names."""
        if instance.record is not None:
            kept = self.values_of(instance.record)
            for name in ("reference", "service"):
                if same(instance.values[name], kept[name]):
                    instance.values[name] = kept[name]
            if self._provider(instance.values) == instance.record.provider:
                instance.values.update(provider=kept["provider"], number=kept["number"])
            areas = [self._area(name) for name in _names(instance.values["areas"])]
            instance.values["areas"] = _joined(area for area in areas if area)
        return bool(super().skip_row(instance, original, row, errors))

    def begin(self, values: Mapping[str, Any]) -> Agreement:
        desk = self.desk
        facts = {name: value for name, value in values.items() if value is not None}
        facts.setdefault("regime", NO_LAW)
        areas = [self._area(name) for name in _names(facts.pop("areas", None))]
        facts["provider"] = self._provider(values)
        facts.pop("number", None)
        facts["service"] = self._service(facts.get("service") or facts["title"])
        served = [area for area in areas if area is not None]
        return put_on_register(desk.trust, areas=served, by=desk.by, at=desk.at, **facts)

    def change(self, record: Agreement, changed: Mapping[str, Any]) -> Agreement:
        deed: dict[str, Any] = {"by": self.desk.by, "at": self.desk.at}
        facts = dict(changed)
        areas = facts.pop("areas", None)
        settled = [self.column(name).header for name in facts if name not in CHANGES]
        if settled:
            raise Refused(
                f"{', '.join(settled)} of {record.reference} cannot be changed by a workbook. "
                "Remove the draft and register it anew, or leave the cell as it was."
            )
        if areas is not None:
            found = [self._area(name) for name in _names(areas)]
            choose_areas(record, [area for area in found if area], **deed)
        return change_facts(record, **deed, **facts) if facts else record

    def _service(self, name: str) -> Service:
        known = self.desk.trust.services.all()
        found = next((one for one in known if same(one.name, name)), None)
        if found is not None:
            return found
        made = Service(partnership=self.desk.trust, name=name, description=name)
        return begin(made, by=self.desk.by, at=self.desk.at)

    def _provider(self, row: Mapping[str, Any]) -> Organisation | None:
        """By name among those the partnership knows, else by exactly its registration number."""
        known = known_to(self.desk.trust)
        found = next((one for one in known if same(one.name, row["provider"] or "")), None)
        return found or numbered(row["number"] or "")

    def _area(self, name: str) -> Area | None:
        lines = self.desk.trust.areas.select_related("area")
        return next((line.area for line in lines if same(line.area.name, name)), None)


def _names(text: str | None) -> list[str]:
    return [name.strip() for name in (text or "").replace("\n", ";").split(";") if name.strip()]


def _joined(areas: Iterable[Area]) -> str | None:
    return "; ".join(sorted(area.name for area in areas)) or None
