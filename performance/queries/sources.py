"""Where the entries of a return came from, in words: the file and cell, or who typed them and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from performance.entries import NONE, Entries
from performance.models import Upload
from performance.origin import cell_of
from workflow import words


@dataclass(frozen=True)
class Source:
    """A sending, as its entries name it."""

    upload: int
    was_typed: bool
    by: str
    at: datetime
    file: str
    sheet: str
    column: str

    def cell(self, row: int) -> str:
        """The cell of an entry: "Return H7"; of a typed one its line: "line 3"."""
        cell = cell_of(self.column, row)
        return f"{self.sheet} {cell}" if self.sheet and self.column else cell

    def of_row(self, row: int) -> str:
        """Where an entry came from, in words."""
        if self.was_typed:
            return f"typed by {self.by} on {words.moment(self.at)}"
        return f"from “{self.file}”, {self.cell(row)}"


Sources = Mapping[int, Source]


def sources_of(*said: Entries) -> Sources:
    """The sendings by which entries came, by key. One query."""
    keys: Iterable[int] = {int(k) for one in said for k in np.unique(one.upload) if k != NONE}
    names = ("pk", "was_typed", "sent_by__name", "sent_at", "file__name", "sheet")
    rows = Upload.objects.filter(pk__in=keys).values_list(*names, "numerator_column")
    return {row[0]: Source(*row) for row in rows}


def source_at(entries: Entries, place: int, sources: Sources) -> str:
    """Where one entry came from, in words; "" where nothing was said."""
    source = sources.get(int(entries.upload[place]))
    return source.of_row(int(entries.row[place])) if source else ""
