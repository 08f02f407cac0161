"""The returns that wait for the commissioner: those as usual, and those to be looked at one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from performance.lifecycles.kpi_return import WITH_COMMISSIONER
from performance.models import CellQuestion, KpiReturn
from performance.queries.ledger import Standing, standing_of
from performance.queries.unusual import Looked, look_at


@dataclass(frozen=True)
class Waiting:
    """One certified return, and why it should not be accepted unseen; nothing when it is as usual."""

    record: KpiReturn
    figures: int
    why: tuple[str, ...]

    @property
    def seen(self) -> str:
        """What a form sends back of it: the return and the digest of its figures."""
        return f"{self.record.pk}:{self.record.seen_sha256}"


def waiting_returns(partnership_id: int) -> list[KpiReturn]:
    """The returns a commissioner has to look at, the longest waiting first. One query."""
    found = KpiReturn.objects.filter(
        agreement__partnership=partnership_id, state__in=WITH_COMMISSIONER
    )
    known = found.select_related("agreement__provider", "agreement__partnership", "upload")
    return list(known.defer("upload__findings").order_by("certified_at", "pk"))


def weighed(returns: Sequence[KpiReturn], at: datetime) -> tuple[list[Waiting], list[Waiting]]:
    """Those as usual and those to be looked at, in their order. Three queries for all."""
    asked = Counter(
        CellQuestion.objects.filter(kpi_return__in=returns).values_list("kpi_return", flat=True)
    )
    looked = look_at(returns)
    listed = [
        Waiting(r, len(looked[r.pk]), tuple(_why(looked[r.pk], asked[r.pk], at))) for r in returns
    ]
    return [one for one in listed if not one.why], [one for one in listed if one.why]


def _why(looked: Looked, asked: int, at: datetime) -> list[str]:
    """Why a return is to be looked at by itself, in words."""
    record, said = looked.kpi_return, []
    if record.version > 1:
        material = "material" if record.is_material else "not material"
        said.append(f"A correction, version {record.version}, {material}")
    if asked:
        said.append(f"You asked {asked} question{'' if asked == 1 else 's'} about it")
    if record.by_one_person:
        said.append("Prepared and certified by one person")
    if standing_of(record, at) is Standing.CAME_LATE:
        said.append("It came late")
    return said + looked.reasons
