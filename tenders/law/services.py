"""Which services are light touch, and which are health services: two lists of CPV codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from tenders.law.rules import load


@dataclass(frozen=True)
class Service:
    """One code of the common procurement vocabulary as a list of law names it."""

    cpv: str
    title: str
    citation: str
    from_day: date
    reservable: bool = False
    limit: str = ""


def plain_cpv(code: str) -> str:
    """The eight digits of a CPV code, without its check digit: `85311300-4` is `85311300`."""
    return code.strip().split("-", 1)[0].strip()


def is_cpv(code: str) -> bool:
    """Whether `code` looks like a CPV code: eight digits."""
    return len(plain_cpv(code)) == 8 and plain_cpv(code).isdigit()


@cache
def _listed(name: str) -> Mapping[str, Service]:
    data = load(name)
    return MappingProxyType(
        {
            row["cpv"]: Service(
                cpv=row["cpv"],
                title=row["title"],
                citation=data["citation"],
                from_day=data["from"],
                reservable=row.get("reservable", False),
                limit=row.get("limit", ""),
            )
            for row in data["code"]
        }
    )


def _service(name: str, cpv: str, on: date) -> Service | None:
    found = _listed(name).get(plain_cpv(cpv))
    return found if found and found.from_day <= on else None


def light_touch_service(cpv: str, *, on: date) -> Service | None:
    """The light touch service of that code (SI 2024/692 Sch 1 Table 1), if we hold it."""
    return _service("cpv_light_touch.toml", cpv, on)


def health_service(cpv: str, *, on: date) -> Service | None:
    """The relevant health care service of that code (SI 2023/1348 Sch 1), or nothing.

    Where it has a `limit`, only services within those words count.
    """
    return _service("cpv_health.toml", cpv, on)


def light_touch_services() -> list[Service]:
    """Every light touch service held, for a list to choose from."""
    return sorted(_listed("cpv_light_touch.toml").values(), key=lambda one: one.title)
