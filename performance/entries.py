"""What a return says, as columns: one entry for each row asked for, before it becomes figures.

A return may have a hundred thousand rows, so nothing here is done row by row. Numbers are whole
hundredths, so that they are exact; `NONE` stands where there is none. An upload keeps its entries
(`packed`), and certifying loads them as figures.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

#: No number, no area, no group, no status: nothing was said.
NONE = -1
#: What statuses are written as, by their code.
STATUSES = ("reported", "nil", "not_available", "not_applicable")
#: The columns that say which row it is; those that say what of it; and those that say whence.
KEYS = ("scheduled", "area", "group")
SAID = ("numerator", "denominator", "status")
WHENCE = ("upload", "row")


@dataclass(frozen=True)
class Entries:
    """Entries in the order of the rows asked for. All columns are of one length.

    `scheduled`, `area` and `group` are keys (`NONE`: the whole agreement, all groups). `numerator`
    and `denominator` are hundredths. `upload` is the sending an entry came by and `row` its row or
    line there. `reasons` are by position.
    """

    scheduled: Ints
    area: Ints
    group: Ints
    numerator: Ints
    denominator: Ints
    status: Ints
    upload: Ints
    row: Ints
    reasons: Mapping[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.scheduled)

    @classmethod
    def blank(cls, scheduled: Ints, area: Ints, group: Ints) -> Entries:
        """Nothing said of these rows."""
        nothing = np.full(len(scheduled), NONE, dtype=np.int64)
        said: dict[str, Any] = {name: nothing.copy() for name in (*SAID, *WHENCE)}
        return cls(scheduled=scheduled, area=area, group=group, **said)

    @classmethod
    def of_none(cls) -> Entries:
        """No rows at all."""
        return cls.blank(*(np.empty(0, dtype=np.int64) for _ in range(3)))

    @property
    def is_said(self) -> NDArray[np.bool_]:
        """Where anything was said: a number, a status or a reason."""
        said = (self.numerator != NONE) | (self.denominator != NONE) | (self.status != NONE)
        if self.reasons:
            said[list(self.reasons)] = True
        return np.asarray(said, dtype=bool)

    def over(self, earlier: Entries, at: NDArray[np.bool_]) -> Entries:
        """These entries, with those of `earlier` (of the same rows) where `at` is true."""
        names = (*SAID, *WHENCE)
        merged = {n: np.where(at, getattr(earlier, n), getattr(self, n)) for n in names}
        reasons = {i: text for i, text in self.reasons.items() if not at[i]}
        reasons |= {i: text for i, text in earlier.reasons.items() if at[i]}
        return replace(self, **merged, reasons=reasons)

    def of_upload(self, upload: int, came: NDArray[np.bool_] | None = None) -> Entries:
        """The same, with the sending written to the entries that came by it (those without one)."""
        here = self.upload == NONE if came is None else came
        return replace(self, upload=np.where(here & self.is_said, upload, self.upload))

    def differs_from(self, other: Entries) -> NDArray[np.bool_]:
        """Where what is said differs, of the same rows; whence it came makes no difference."""
        differs = self.figures_differ_from(other)
        for place in self.reasons.keys() | other.reasons.keys():
            differs[place] |= self.reasons.get(place, "") != other.reasons.get(place, "")
        return differs

    def figures_differ_from(self, other: Entries) -> NDArray[np.bool_]:
        """Where a number or the status differs, of the same rows; reasons make no difference."""
        differs = np.zeros(len(self), dtype=bool)
        for name in SAID:
            differs |= getattr(self, name) != getattr(other, name)
        return differs

    def aligned(self, scheduled: Ints, area: Ints, group: Ints) -> Entries:
        """The entries for these rows, in their order; blank where there are none of theirs."""
        if self.has_keys(scheduled, area, group):
            return self
        known = {key: place for place, key in enumerate(self.keys())}
        wanted = zip(scheduled.tolist(), area.tolist(), group.tolist(), strict=True)
        places = np.array([known.get(key, NONE) for key in wanted], dtype=np.int64)
        found = Entries.blank(scheduled, area, group)
        if not len(self):
            return found
        here = places != NONE
        names = (*SAID, *WHENCE)
        taken = {n: np.where(here, getattr(self, n)[places], NONE) for n in names}
        turned = {int(place): at for at, place in enumerate(places.tolist()) if place != NONE}
        reasons = {turned[i]: text for i, text in self.reasons.items() if i in turned}
        return replace(found, **taken, reasons=reasons)

    def has_keys(self, scheduled: Ints, area: Ints, group: Ints) -> bool:
        """Whether these are the entries of exactly these rows, in this order."""
        pairs = ((self.scheduled, scheduled), (self.area, area), (self.group, group))
        return all(np.array_equal(mine, theirs) for mine, theirs in pairs)

    def keys(self) -> Iterator[tuple[int, int, int]]:
        """The key of each entry."""
        return zip(self.scheduled.tolist(), self.area.tolist(), self.group.tolist(), strict=True)

    def packed(self) -> bytes:
        """The same as bytes to be kept; equal entries give equal bytes."""
        columns = [getattr(self, name) for name in (*KEYS, *SAID, *WHENCE)]
        head = json.dumps([len(self), sorted(self.reasons.items())], ensure_ascii=False).encode()
        body = b"".join(np.ascontiguousarray(column, dtype="<i8").tobytes() for column in columns)
        return zlib.compress(len(head).to_bytes(8, "little") + head + body, 1)

    @classmethod
    def unpacked(cls, kept: bytes) -> Entries:
        """What `packed` gave, read back."""
        raw = zlib.decompress(bytes(kept))
        begins = 8 + int.from_bytes(raw[:8], "little")
        count, reasons = json.loads(raw[8:begins])
        columns = np.frombuffer(raw, dtype="<i8", offset=begins).reshape(-1, count or 1)
        names = (*KEYS, *SAID, *WHENCE)
        if not count:
            columns = np.empty((len(names), 0), dtype=np.int64)
        given = {n: columns[i].astype(np.int64) for i, n in enumerate(names)}
        return cls(**given, reasons=dict(reasons))

    def digest(self) -> str:
        """SHA-256 of what is said of which row, and whence: what a person certifies."""
        total = hashlib.sha256()
        for name in (*KEYS, *SAID, *WHENCE):
            total.update(np.ascontiguousarray(getattr(self, name), dtype="<i8").tobytes())
        total.update(json.dumps(sorted(self.reasons.items()), ensure_ascii=False).encode())
        return total.hexdigest()


def hundredths(number: Decimal | None) -> int:
    """A number as whole hundredths; NONE for none."""
    return NONE if number is None else round(number * 100)


def number_from(value: int) -> Decimal | None:
    """The number that hundredths stand for; None for NONE."""
    return None if value == NONE else Decimal(value).scaleb(-2)


def numbers_from(values: Ints) -> list[float | None]:
    """The same for a column, as the database takes them."""
    given: list[Any] = (values / 100).tolist()
    for place in np.flatnonzero(values == NONE).tolist():
        given[place] = None
    return given
