"""The published series that can be loaded, as `reference/indicators.toml` describes them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from commissioning.models import Indicator

REFERENCE = Path(__file__).parents[2] / "reference" / "indicators.toml"
COUNTED = "children"


@dataclass(frozen=True)
class Series:
    """What an indicator of a file is called, and how its figures may be added together.

    `group` and `row` are how the file names the measure, `of` the row of the group that holds its
    denominator, `column` where its value stands. `per` is what a sum of numbers over a sum of
    denominators is multiplied by; 0 where none is divided. `adds_up` says that values are counts.
    """

    code: str
    name: str
    unit: str
    polarity: Indicator.Polarity
    publication: str
    family: str
    source: str
    licence: str
    numerator: str
    denominator: str
    decimals: int
    order: int
    group: str
    row: str
    of: str
    column: str
    per: int
    adds_up: bool

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of its indicator."""
        return {
            "name": self.name,
            "unit": self.unit,
            "polarity": self.polarity,
            "numerator_definition": self.numerator,
            "denominator_definition": self.denominator,
            "source": self.source,
            "licence": self.licence,
            "decimals": self.decimals,
            "publication": self.publication,
            "family": self.family,
            "order": self.order,
        }


@cache
def series_of(layout: str) -> dict[tuple[str, str], Series]:
    """The series of a layout, by the group and the row their file names them by."""
    return {(one.group, one.row): one for one in all_series()[layout]}


@cache
def all_series() -> dict[str, list[Series]]:
    """Every series, by its layout, in the order of the reference file."""
    reference = tomllib.loads(REFERENCE.read_text(encoding="utf-8"))
    publications = {line["key"]: line for line in reference["publication"]}
    found: dict[str, list[Series]] = {}
    for order, (layout, line, publication) in enumerate(_lines(reference), 1):
        found.setdefault(layout, []).append(_series(line, publications[publication], order))
    return found


def _lines(reference: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], str]]:
    for group in reference["group"]:
        for line in group["series"]:
            told = {k: v for k, v in group.items() if k not in {"series", "row", "layout"}}
            yield (
                group["layout"],
                {**told, "group": group.get("row", ""), **line},
                group["publication"],
            )
    deprivation = reference["deprivation"]
    for domain in deprivation["domains"]:
        for measure in deprivation["measures"]:
            yield "deprivation", _deprivation(domain, measure), deprivation["publication"]


def _deprivation(domain: dict[str, Any], measure: dict[str, Any]) -> dict[str, Any]:
    return {
        **measure,
        "code": f"{domain['code']}-{measure['code']}-2025",
        "name": f"{domain['name']}: {measure['name']}",
        "family": domain["name"],
        "group": measure["column"],
        "row": domain["row"],
        "value": measure["column"],
        "numerator": domain.get("counted", ""),
        "average": True,
    }


def _series(line: dict[str, Any], publication: dict[str, Any], order: int) -> Series:
    is_count = line["value"] == "number"
    prepared = f"; {publication['prepared']}" if "prepared" in publication else ""
    average = line.get("average", False)
    return Series(
        code=line["code"],
        name=line["name"],
        unit=COUNTED if is_count and not average else line["unit"],
        polarity=Indicator.Polarity(line.get("polarity", "none")),
        publication=publication["title"],
        family=line["family"],
        source=f"{publication['publisher']}, {publication['title']}{prepared}",
        licence=publication["licence"],
        numerator=line.get("numerator", "" if average else line["name"]),
        denominator="" if is_count else line.get("denominator", ""),
        decimals=line.get("decimals", 0),
        order=order,
        group=line["group"],
        row=line["row"],
        of=line.get("of", ""),
        column=line["value"],
        per=0 if is_count or average else line["per"],
        adds_up=is_count and not average,
    )
