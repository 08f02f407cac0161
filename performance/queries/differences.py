"""What changed between two sendings, or between two versions of a return: row by row, was and is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
from django.db.models import TextField
from django.db.models.functions import Cast

from performance.entries import NONE, SAID, STATUSES, Entries, number_from
from performance.lifecycles.pack import SETTLED
from performance.models import Figure, KpiReturn, Pack, PackNumber, Upload
from performance.queries.sources import Sources, source_at, sources_of
from performance.values import in_words, parts_in_words, value_of
from performance.workbook.asking import asked_of
from performance.workbook.definition import Asked, Line

NOTHING = "Nothing"
_LABELS = {code: str(Figure.Status(status).label) for code, status in enumerate(STATUSES)}


@dataclass(frozen=True)
class Difference:
    """One row that says something else than before. Texts are "Nothing" or "" where nothing was."""

    line: Line
    title: str
    was: str
    now: str
    reason_was: str
    reason: str
    source_was: str
    source: str
    figure_differs: bool
    """A number or the status, not the reason alone."""


@dataclass(frozen=True)
class Differences(Sequence[Difference]):
    """The rows of two sets of entries that differ, in their order, each made when it is asked for.

    A sequence, so that pages of it can be shown. `was` and `now` are of the rows asked for.
    """

    asked: Asked
    was: Entries
    now: Entries
    places: tuple[int, ...]
    figures_changed: int
    """Rows of which a number or the status differs."""

    def __len__(self) -> int:
        return len(self.places)

    @property
    def reasons_alone(self) -> int:
        """Rows of which only the reason differs."""
        return len(self) - self.figures_changed

    @property
    def unchanged(self) -> int:
        """Rows that say the same as before."""
        return len(self.now) - len(self)

    @overload
    def __getitem__(self, at: int) -> Difference: ...
    @overload
    def __getitem__(self, at: slice) -> list[Difference]: ...
    def __getitem__(self, at: int | slice) -> Difference | list[Difference]:
        if isinstance(at, slice):
            return [self._at(place) for place in self.places[at]]
        return self._at(self.places[at])

    @cached_property
    def sources(self) -> Sources:
        """The sendings the rows came by. One query, when first asked for."""
        return sources_of(self.was, self.now)

    def _at(self, place: int) -> Difference:
        line = self.asked.line_at(place)
        return Difference(
            line=line,
            title=self.asked.title_at(place),
            was=said_at(self.was, place, line),
            now=said_at(self.now, place, line),
            reason_was=self.was.reasons.get(place, ""),
            reason=self.now.reasons.get(place, ""),
            source_was=source_at(self.was, place, self.sources),
            source=source_at(self.now, place, self.sources),
            figure_differs=any(
                getattr(self.was, n)[place] != getattr(self.now, n)[place] for n in SAID
            ),
        )


def differences(asked: Asked, was: Entries, now: Entries) -> Differences:
    """The rows asked for of which two sets of entries say different things. No query."""
    was, now = was.aligned(*asked.slots.keys), now.aligned(*asked.slots.keys)
    places = np.flatnonzero(now.differs_from(was)).tolist()
    figures = int(np.count_nonzero(now.figures_differ_from(was)))
    return Differences(asked, was, now, tuple(places), figures)


def said_at(entries: Entries, place: int, line: Line) -> str:
    """What is said of a row, in words: "30 of 40 (75.0%)", "Not available", "Nothing"."""
    above, below = (number_from(int(c[place])) for c in (entries.numerator, entries.denominator))
    parts = parts_in_words(above, below)
    if not parts:
        code = int(entries.status[place])
        return _LABELS[code] if code != NONE else NOTHING
    value = value_of(line.unit, above, below) if line.has_denominator else None
    words = in_words(line.unit, line.definition.decimals, value)
    return f"{parts} ({words})" if words else parts


def since_the_sending_before(upload: Upload, asked: Asked | None = None) -> Differences | None:
    """What a sending says beside the last one before it that could be read; None for the first."""
    before = Upload.objects.filter(kpi_return=upload.kpi_return_id, pk__lt=upload.pk)
    last = before.exclude(packed=b"").order_by("pk").last()
    if last is None or not upload.packed:
        return None
    return differences(asked or asked_of(upload.kpi_return), last.entries, upload.entries)


def corrected_by(kpi_return: KpiReturn, asked: Asked | None = None) -> Differences | None:
    """What a correction says beside the version it takes the place of.

    None for a first version, and while nothing was sent.
    """
    before = kpi_return.corrects()
    if before is None or kpi_return.upload is None:
        return None
    return differences(asked or asked_of(kpi_return), before.entries, kpi_return.entries)


def packs_that_used(kpi_return: KpiReturn) -> list[Pack]:
    """The packs that hold the old figures: of the version a correction corrects, else of the return.

    The latest first. Two queries or three: the numbers of a pack name the figures behind them, so
    that its snapshot is read only until its workbook is built.
    """
    old = (kpi_return.corrects() or kpi_return).pk
    packs = Pack.objects.filter(
        partnership=kpi_return.partnership_id,
        quarter__gte=kpi_return.quarter,
        state__in=SETTLED,
    )
    naming = PackNumber.objects.filter(pack__in=packs, quarter=kpi_return.quarter)
    naming = naming.annotate(keys=Cast("figures", TextField()))
    used = naming.filter(keys__contains=f'"{old}-').values("pack")
    known = packs.select_related("partnership").order_by("-quarter", "-pk")
    found = list(known.filter(pk__in=used).defer("snapshot"))
    unbuilt = [pack for pack in known.filter(workbook=None) if old in _behind(pack)]
    return sorted({*found, *unbuilt}, key=lambda pack: (pack.quarter, pack.pk), reverse=True)


def _behind(pack: Pack) -> set[int]:
    origins = (pack.snapshot or {}).get("origins", {})
    return {origin["kpi_return"] for origin in origins.values()}
