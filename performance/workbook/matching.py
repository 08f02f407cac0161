"""Which row asked for each row that came is: by its hidden identifier, else by what a person reads."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from performance.entries import NONE, Ints
from performance.workbook.columns import Column, Mask
from performance.workbook.definition import EVERYBODY, Asked, Col
from performance.workbook.rows import BY_EITHER, BY_IDENTIFIER, BY_TEXT, BY_TEXT_INSTEAD
from tabular.cells import Value, shown

#: KPI, area and group as they are compared.
Texts = tuple[str, str, str]
_TEXTS = (Col.KPI, Col.AREA, Col.GROUP)


def matched(asked: Asked, said: Mapping[Col, Column], count: int) -> tuple[Ints, Ints]:
    """The place of each of `count` rows among those asked for, NONE for none; and how it was known."""
    slot = np.full(count, NONE, dtype=np.int64)
    how = np.full(count, BY_IDENTIFIER, dtype=np.int64)
    if Col.IDENTIFIER in said:
        place = asked.slots.place_of
        names = said[Col.IDENTIFIER]
        found = [place.get(n if type(n) is str else shown(n).strip(), NONE) for n in names]
        slot = np.array(found, dtype=np.int64)
    if count and Col.KPI in said:
        _by_text(asked, said, slot, how)
    return slot, how


def _by_text(asked: Asked, said: Mapping[Col, Column], slot: Ints, how: Ints) -> None:
    """Where the identifier is lost, or is another row's: go by KPI, area and group."""
    lost = slot == NONE
    strayed = _strayed(asked, said, slot)
    if not lost.any() and not strayed.any():
        return
    known = _known(asked)
    rows = np.flatnonzero(lost | strayed)
    places = {int(row): known.get(_texts(said, int(row)), ()) for row in rows.tolist()}
    for row in np.flatnonzero(lost).tolist():
        found = places[row]
        if len(found) == 1:
            slot[row], how[row] = found[0], BY_TEXT
        elif found:
            how[row] = BY_EITHER
    swapped = np.flatnonzero(strayed)
    meant = [places[row][0] if len(places[row]) == 1 else NONE for row in swapped.tolist()]
    if len(meant) > 1 and sorted(meant) == sorted(slot[swapped].tolist()):
        slot[swapped], how[swapped] = meant, BY_TEXT_INSTEAD


def _strayed(asked: Asked, said: Mapping[Col, Column], slot: Ints) -> Mask:
    """Where KPI, area or group is not what the identifier says."""
    strayed = np.zeros(len(slot), dtype=bool)
    if not len(asked.slots):
        return strayed
    for column in (Col.KPI, Col.AREA, *([Col.GROUP] if asked.has_groups else [])):
        if column in said:
            came = np.array([*said[column], None], dtype=object)[:-1]
            strayed |= (slot != NONE) & (came != asked.sent[column][slot])
    return strayed


def _known(asked: Asked) -> dict[Texts, tuple[int, ...]]:
    """The places that each way of naming a row can mean."""
    found: dict[Texts, set[int]] = {}
    for place in range(len(asked.slots)):
        line, group = asked.line_at(place), _folded(asked.group_at(place))
        areas = {_folded(line.area), ""}
        groups = {group, ""} if group == _folded(EVERYBODY) else {group}
        for name in (line.locked[Col.KPI], line.code, line.name):
            for key in ((_folded(name), area, one) for area in areas for one in groups):
                found.setdefault(key, set()).add(place)
    return {key: tuple(sorted(places)) for key, places in found.items()}


def _texts(said: Mapping[Col, Column], row: int) -> Texts:
    kpi, area, group = (_folded(said[c][row]) if c in said else "" for c in _TEXTS)
    return kpi, area, group


def _folded(value: Value | None) -> str:
    return " ".join(shown(value).split()).casefold()
