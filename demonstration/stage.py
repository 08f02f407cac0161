"""What the acts of the demonstration share: who plays, and the records made so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from accounts.models import AccessToken, Organisation, Partnership, User
from commissioning.models import Area, Kpi, Outcome, Service
from commissioning.quarters import Quarter, last_ended
from contracts.models import Agreement
from demonstration.diary import Diary
from demonstration.papers import read


@dataclass
class Stage:
    """One partnership being played up to the day it is shown as at."""

    partnership: Partnership
    as_at: datetime
    today: date
    folder: Path = field(default_factory=Path)
    diary: Diary = field(default_factory=Diary)
    people: dict[str, User] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    localities: dict[str, Area] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    kpis: dict[str, Kpi] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    agreements: dict[str, Agreement] = field(default_factory=dict)
    programs: dict[str, AccessToken] = field(default_factory=dict)
    say: Callable[[str], None] = print

    @property
    def last_settled(self) -> Quarter:
        """The last quarter whose returns have had time to be sent and judged: five weeks."""
        return last_ended(self.today - timedelta(weeks=5))

    def paper(self, name: str) -> dict[str, Any]:
        """One of the partnership's own files, by its name without the ending."""
        return read(self.folder / f"{name}.toml")

    def who(self, key: str) -> User:
        """A person by their key in people.toml."""
        return self.people[key]
