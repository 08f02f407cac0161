"""The sheet of areas: own localities by name, official areas by code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.urls import reverse

from accounts.intake.columns import Column, Holds, same
from accounts.intake.sheets import Said, Sheet, register
from accounts.roles import commissioner
from commissioning.actions import areas
from commissioning.models import Area, PartnershipArea
from tabular.findings import Severity


@register
class Areas(Sheet):
    """Own localities by name; official areas by their code."""

    name = "Areas"
    noun = ("area", "areas")
    about = "The areas the partnership looks at: its own localities, and official areas by code."
    comes_next = "Name the areas you look at and those your providers report by."
    may = commissioner
    order = 20
    identified_by = ("name",)
    columns = (
        Column("name", "Area", synonyms=("Name", "Area name", "Locality", "District", "Place"),
               needed=True, longest=120, example="North"),
        Column("code", "Official code",
               "Of an official area, such as E06000063. Empty for a locality of your own.",
               synonyms=("Code", "Area code", "ONS code", "GSS code"), longest=9),
        Column("parent", "Part of", "The larger area it lies in, by name or official code.",
               synonyms=("Parent", "Parent area", "Within", "Belongs to"), longest=120),
        Column("from_day", "First day", "Of a locality, if it has not always been.", Holds.DAY,
               synonyms=("From", "Start date", "Valid from")),
        Column("until_day", "Last day", "Of a locality that is no longer used.", Holds.DAY,
               synonyms=("Until", "End date", "Valid to")),
        Column("reported", "Reported by", "Whether returns carry figures by this area; Yes if "
               "left empty.", Holds.YES_NO, synonyms=("Reported", "Reporting area", "In returns"),
               example=True),
    )  # fmt: skip

    def held(self) -> Iterable[PartnershipArea]:
        return self.desk.trust.areas.select_related("area__parent", "partnership")

    def count(self) -> int:
        return self.desk.trust.areas.count()

    def page(self) -> str:
        return reverse("commissioning:areas", args=[self.desk.trust.slug])

    def values_of(self, record: PartnershipArea) -> dict[str, Any]:
        area = record.area
        return {
            "name": area.name,
            "code": area.code or None,
            "parent": area.parent.name if area.parent else None,
            "from_day": area.from_day,
            "until_day": area.until_day,
            "reported": record.reported,
        }

    def sorted(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What others are part of comes before them."""
        waiting, done = list(rows), []
        while waiting:
            names = {(row["name"] or "").casefold() for row in waiting}
            free = [row for row in waiting if (row["parent"] or "").casefold() not in names]
            done += free or waiting
            waiting = [row for row in waiting if row not in done] if free else []
        return done

    def find(self, row: Mapping[str, Any]) -> PartnershipArea | None:
        if row["code"]:
            return next((h for h in self.known() if same(h.area.code, row["code"])), None)
        return next((h for h in self.known() if same(h.area.name, row["name"] or "")), None)

    def check(self, row: Mapping[str, Any], record: PartnershipArea | None) -> Iterator[Said]:
        if row["code"] and record is None:
            yield from self._of_code(row)
        if row["parent"] and self._place(row["parent"]) is None:
            yield Said("parent", "No such area is known here. Put its row above, or give its code.")
        first, last = row["from_day"], row["until_day"]
        if first and last and last < first:
            yield Said("until_day", "The last day lies before the first. Check both.")

    def _of_code(self, row: Mapping[str, Any]) -> Iterator[Said]:
        official = _official(row["code"])
        if official is None:
            yield Said("code", "No official area of this code is known. Check it, or leave it empty "
                       "for a locality of your own.")  # fmt: skip
        elif official.until_day is not None and official.until_day < self.desk.today:
            yield Said("code", areas.ended_words(official))
        elif row["name"] and not same(row["name"], official.name):
            words = f"The official name is {official.name}, which is used."
            yield Said("name", words, Severity.NOTE)

    def begin(self, values: Mapping[str, Any]) -> PartnershipArea:
        deed: dict[str, Any] = {"by": self.desk.by, "at": self.desk.at}
        reported = values["reported"] is not False
        if values["code"]:
            official = _official(values["code"])
            if official is not None:
                return areas.look_at_official(self.desk.trust, official, reported=reported, **deed)
        return areas.draw_locality(
            self.desk.trust,
            name=values["name"],
            parent=self._place(values["parent"]),
            from_day=values["from_day"],
            until_day=values["until_day"],
            reported=reported,
            **deed,
        )

    def skip_row(self, instance: Any, original: Any, row: Any, errors: Any = None) -> bool:
        """Names are compared as names: another way of writing the same changes nothing."""
        if instance.record is not None:
            kept = self.values_of(instance.record)
            instance.values["code"] = kept["code"]
            parent = self._place(instance.values["parent"])
            instance.values["parent"] = parent.name if parent else None
            if kept["code"] or same(instance.values["name"], kept["name"]):
                instance.values["name"] = kept["name"]
        return bool(super().skip_row(instance, original, row, errors))

    def change(self, record: PartnershipArea, changed: Mapping[str, Any]) -> PartnershipArea:
        facts = dict(changed)
        if "parent" in facts:
            facts["parent"] = self._place(facts["parent"])
        return areas.change_area(record, by=self.desk.by, at=self.desk.at, **facts)

    def _place(self, text: str | None) -> Area | None:
        """An area by name among the partnership's own, or by name or code among the official."""
        if not text:
            return None
        own = next((h.area for h in self.known() if same(h.area.name, text)), None)
        official = Area.objects.filter(partnership=None, name__iexact=text.strip()).first()
        return own or _official(text) or official


def _official(code: str) -> Area | None:
    found = Area.objects.filter(partnership=None).exclude(code="")
    return found.filter(code__iexact=code.strip()).first()
