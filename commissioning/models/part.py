"""A record that is part of a larger one and belongs to whomever that belongs to."""

from __future__ import annotations

from typing import Any

from accounts.models import Partnership
from accounts.roles import commissioner_or_operator
from workflow.lifecycle import Deed, Obstacles, Record


class Part(Record):
    """A part; `part_of` names its whole. It may be changed while its whole may be changed."""

    class Meta:
        abstract = True

    may_begin = commissioner_or_operator

    @property
    def whole(self) -> Any:
        """The record it is part of."""
        return getattr(self, self.part_of)

    @property
    def partnership_id(self) -> int:
        """Whose it is."""
        return int(self.whole.partnership_id)

    @property
    def partnership(self) -> Partnership:
        """The partnership it belongs to."""
        found: Partnership = self.whole.partnership
        return found

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """What closes the whole closes its parts."""
        obstacles: Obstacles = self.whole.standing_in_the_way(deed)
        return obstacles
