"""The library of KPIs that comes with the product: measures, breakdowns and relations, read from files.

`reference/kpi_library/` has a file to each shelf. A measure says where it is from: published, with
the source's own names and denominators, or "Local definition".
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "reference" / "kpi_library"
#: The shelves in the order they are shown.
FILES = ("health_visiting", "child_measurement", "family_hubs", "school_nursing")
LOCAL = "Local definition"


@dataclass(frozen=True)
class Measure:
    """A measure as shipped. `key` is what an adopted KPI is known by whatever its code becomes."""

    key: str
    code: str
    name: str
    kind: str
    national_code: str
    england: str
    definition: Mapping[str, Any]
    breakdown: str

    @property
    def is_local(self) -> bool:
        """Whether it was written for this product, without a published standard."""
        return bool(self.definition["source"] == LOCAL)


@dataclass(frozen=True)
class Relation:
    """What must hold between figures of measures, in the order models/kpi_relation.py gives."""

    kind: str
    keys: tuple[str, ...]
    says: str
    source: str


@dataclass(frozen=True)
class Shelf:
    """Measures that belong together, with their breakdowns and relations."""

    key: str
    title: str
    about: str
    source: str
    measures: tuple[Measure, ...]
    relations: tuple[Relation, ...]
    breakdowns: Mapping[str, tuple[str, ...]]


@cache
def shelves() -> tuple[Shelf, ...]:
    """Everything that is shipped."""
    return tuple(_shelf(name) for name in FILES)


def measures() -> dict[str, Measure]:
    """Every measure by its key."""
    return {one.key: one for shelf in shelves() for one in shelf.measures}


def breakdowns() -> dict[str, tuple[str, ...]]:
    """The groups of every shipped breakdown, by its name."""
    return {name: groups for shelf in shelves() for name, groups in shelf.breakdowns.items()}


def relations() -> tuple[Relation, ...]:
    """Every relation."""
    return tuple(one for shelf in shelves() for one in shelf.relations)


def _shelf(name: str) -> Shelf:
    read = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    key, common = read["shelf"]["key"], read["common"]
    return Shelf(
        key=key,
        title=read["shelf"]["title"],
        about=read["shelf"]["about"],
        source=common["source"],
        measures=tuple(_measure(key, common | line) for line in read["measure"]),
        relations=tuple(_relation(key, line) for line in read.get("relation", [])),
        breakdowns={b["name"]: tuple(b["groups"]) for b in read.get("breakdown", [])},
    )


def _relation(shelf: str, line: Mapping[str, Any]) -> Relation:
    keys = tuple(f"{shelf}/{code}" for code in line["measures"])
    return Relation(line["kind"], keys, line["says"], line["source"])


def _measure(shelf: str, line: Mapping[str, Any]) -> Measure:
    code, england = line["code"], line.get("england", "")
    return Measure(
        key=f"{shelf}/{code}",
        code=code,
        name=line["name"],
        kind=line["kind"],
        national_code=line.get("national_code", "").format(code=code),
        england=f"{england}, {line['england_period']}" if england else "",
        definition={
            "numerator_definition": line["numerator"],
            "denominator_definition": line.get("denominator", ""),
            "cohort_rule": line.get("cohort", ""),
            "cohort_windows": line.get("windows", ""),
            "unit": line["unit"],
            "polarity": line["polarity"],
            "roll_up": line["roll_up"],
            "roll_up_over_time": line.get("over_time", ""),
            "frequency": line["frequency"],
            "suppression": line["suppression"],
            "decimals": line.get("decimals", 1),
            "lag_days": line.get("lag_days"),
            "evidence": line.get("evidence", ""),
            "source": line["source"],
        },
        breakdown=line.get("breakdown", ""),
    )
