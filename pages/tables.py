"""What the larger components are drawn from: a heat table of ratings, a stepper, work to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Rating:
    """How a figure stands against its target: a word and a shape, and only then a colour."""

    key: str
    label: str
    short: str


RATINGS = {
    rating.key: rating
    for rating in (
        Rating("off", "Off target", "off"),
        Rating("near", "Near target", "near"),
        Rating("on", "On target", "on"),
        Rating("none", "Not rated", "not rated"),
    )
}
OTHER_NAMES = {
    "on_target": "on",
    "near_target": "near",
    "off_target": "off",
    "green": "on",
    "amber": "near",
    "red": "off",
}


def rating_of(value: Any) -> Rating:
    """The rating a value names ('on', 'on_target', 'On target'); anything else is not rated."""
    key = str(getattr(value, "value", value) or "none").lower().replace(" ", "_")
    return RATINGS.get(OTHER_NAMES.get(key, key), RATINGS["none"])


@dataclass(frozen=True)
class HeatCell:
    """One outcome, area and quarter: counts by rating, never one combined number.

    `coverage` is a sentence such as '5 of 6 accepted'; `why` stands in for an empty cell.
    """

    on: int = 0
    near: int = 0
    off: int = 0
    none: int = 0
    coverage: str = ""
    url: str = ""
    why: str = "Nothing expected"

    @property
    def counts(self) -> list[tuple[Rating, int]]:
        """The ratings present, worst first."""
        found = [(rating, getattr(self, key)) for key, rating in RATINGS.items()]
        return [(rating, count) for rating, count in found if count]

    @property
    def worst(self) -> Rating | None:
        """The worst rating present, which shades the cell; None when the cell is empty."""
        return self.counts[0][0] if self.counts else None


@dataclass(frozen=True)
class HeatRow:
    """A row of a heat table; `group` starts a new band of rows when it changes."""

    label: str
    cells: Sequence[HeatCell]
    url: str = ""
    detail: str = ""
    group: str = ""


@dataclass(frozen=True)
class HeatTable:
    """Counts of ratings in a grid whose headings stay in sight."""

    caption: str
    corner: str
    columns: Sequence[str]
    rows: Sequence[HeatRow]


@dataclass(frozen=True)
class Stage:
    """One stage of a stepper: passed, current or to come."""

    label: str
    standing: str = "to come"
    detail: str = ""


STANDINGS = ("passed", "current", "to come")


def stages(labels: Iterable[str], current: str) -> list[Stage]:
    """Stages from labels in order: those before `current` are passed, those after are to come."""
    listed, standing = [], "passed"
    for label in labels:
        if label == current:
            listed.append(Stage(label, "current"))
            standing = "to come"
        else:
            listed.append(Stage(label, standing))
    return listed


@dataclass(frozen=True)
class ReadyAction:
    """An action one can take, by its own page unless it is known to ask for nothing."""

    name: str
    label: str
    hint: str
    has_page: bool
    careful: bool = False


@dataclass(frozen=True)
class ActionGroups:
    """The actions of a record as the reader meets them."""

    ready: list["ReadyAction"] = field(default_factory=list)
    blocked: list[Any] = field(default_factory=list)
    others: list[Any] = field(default_factory=list)


def group_actions(actions: Iterable[Any]) -> ActionGroups:
    """Split actions into those one can take, those blocked, and those for someone else.

    Those to be careful with come last among those one can take.
    """
    groups = ActionGroups()
    for action in actions or ():
        if not action.allowed:
            groups.others.append(action)
        elif action.blocked:
            groups.blocked.append(action)
        else:
            has_page = bool(getattr(action, "needs_form", True))
            hint = str(getattr(action, "hint", ""))
            careful = bool(getattr(action, "careful", False))
            groups.ready.append(ReadyAction(action.name, action.label, hint, has_page, careful))
    groups.ready.sort(key=lambda ready: ready.careful)
    return groups
