"""Reading the areas a partnership looks at: their codes and dates, and what followed what."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import Partnership
from commissioning.models import Area, IndicatorFigure, PartnershipArea
from commissioning.queries.indicators import joined

WHOLE = "for the council as a whole; nothing is worked out for a smaller area"


@dataclass(frozen=True)
class AreaLine:
    """An area as its list shows it. `published` says what figures of need there are for it."""

    area: Area
    chosen: PartnershipArea | None
    lies_in: str
    took_the_place_of: str
    was_succeeded_by: str
    published: str


def area_lines(partnership: Partnership) -> list[AreaLine]:
    """The partnership's areas, then those they lie in and those they took the place of."""
    chosen = {
        line.area.pk: line
        for line in partnership.areas.select_related("area__parent__parent__parent")
    }
    found: dict[int, Area] = {}
    for line in chosen.values():
        area: Area | None = line.area
        while area is not None:
            found.setdefault(area.pk, area)
            area = area.parent
    before = Area.objects.filter(successors__in=found, partnership=None).exclude(pk__in=found)
    found |= {area.pk: area for area in before.select_related("parent").distinct()}
    related = Area.objects.filter(pk__in=found).prefetch_related("successors", "predecessors")
    links = {area.pk: area for area in related}
    seen = IndicatorFigure.objects.seen_by(partnership).filter(area__in=found)
    known = set(seen.order_by().values_list("area", flat=True).distinct())
    listed = [_line(area, chosen.get(pk), links[pk], pk in known) for pk, area in found.items()]
    return sorted(listed, key=lambda line: line.chosen is None)


def _line(area: Area, chosen: PartnershipArea | None, links: Area, known: bool) -> AreaLine:
    if known:
        published = "yes"
    else:
        published = WHOLE if area.kind == Area.Kind.LOCALITY else "none loaded"
    return AreaLine(
        area=area,
        chosen=chosen,
        lies_in=str(area.parent or ""),
        took_the_place_of=joined([f"{a} ({a.code})" for a in links.predecessors.all()]),
        was_succeeded_by=joined([f"{a} ({a.code})" for a in links.successors.all()]),
        published=published,
    )
