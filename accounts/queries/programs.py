"""Reading the tokens of a provider's programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.models import AccessToken, Organisation


@dataclass(frozen=True)
class ProgramLine:
    """One program as the list shows it."""

    token: AccessToken
    standing: str
    tone: str
    last_used: datetime | None

    @property
    def revocable(self) -> bool:
        """Whether its token can be revoked."""
        return self.token.revoked_at is None


def programs_of(organisation: Organisation, at: datetime) -> list[ProgramLine]:
    """The programs of a provider, those that work first."""
    kept = organisation.access_tokens.select_related("organisation", "made_by", "use")
    lines = []
    for token in kept.prefetch_related("answerable__memberships__organisation"):
        standing, tone = token.standing_at(at)
        use = getattr(token, "use", None)
        lines.append(ProgramLine(token, standing, tone, use.at if use else None))
    return sorted(lines, key=lambda line: not line.revocable)
