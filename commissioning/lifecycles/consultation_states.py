"""The states of a consultation and the groups other files may name."""

from __future__ import annotations

from django.db import models


class ConsultationState(models.TextChoices):
    """Where a consultation stands."""

    PLANNED = "planned", "Planned"  # questions are written; nobody has answered
    OPEN = "open", "Open"  # people answer; its questions stand as they are
    CLOSED = "closed", "Closed"  # no more answers; findings are written
    REPORTED = "reported", "Reported"  # people can read what was found and what came of it


S = ConsultationState
#: Its questions are still being written.
BEING_PLANNED = frozenset({S.PLANNED})
#: Responses are taken in.
TAKING_RESPONSES = frozenset({S.OPEN})
#: What people said is being put into findings.
BEING_FOUND = frozenset({S.CLOSED})
#: Events may still be added and who came to them counted.
HOLDS_EVENTS = frozenset({S.PLANNED, S.OPEN, S.CLOSED})
#: Nobody can answer any more, so what was said can be counted up.
ANSWERED = frozenset({S.CLOSED, S.REPORTED})
#: Nothing is left to do.
SETTLED = frozenset({S.REPORTED})
#: The colour word of each state's tag.
TONES: dict[str, str] = {
    S.PLANNED: "blue",
    S.OPEN: "yellow",
    S.CLOSED: "turquoise",
    S.REPORTED: "green",
}
