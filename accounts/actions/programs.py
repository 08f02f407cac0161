"""Tokens of a provider's programs: made, known again, revoked."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import AccessToken, AccessTokenUse, Organisation, User
from workflow.door import amend, begin
from workflow.lifecycle import Actor, Refused
from workflow.notices import tell

#: By what a token is recognised where it ought not to lie (a scan of files, say).
MARK = "wholesight"
PREFIX_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
PREFIX_LENGTH = 8
#: Random bytes of the secret part: nobody guesses one, so a plain digest keeps it.
SECRET_BYTES = 32
#: The last use is written down no more often than this.
USE_WRITTEN_EVERY = timedelta(hours=1)


class TooMuch(Refused):
    """The program does this too often: `wait` says how long to leave it."""

    def __init__(self, words: str, wait: timedelta) -> None:
        super().__init__(words)
        self.wait = wait


def make_token(
    organisation: Organisation,
    name: str,
    scope: str,
    *,
    answerable: User,
    until_day: date,
    by: Actor,
    at: datetime,
) -> tuple[AccessToken, str]:
    """Make a token, and give it in clear: show it once, it cannot be read again.

    Raises NotAllowed for whoever does not certify there, Refused with what is wrong.
    """
    prefix = "".join(secrets.choice(PREFIX_LETTERS) for _ in range(PREFIX_LENGTH))
    clear = f"{MARK}_{prefix}_{secrets.token_urlsafe(SECRET_BYTES)}"
    token = AccessToken(
        organisation=organisation,
        name=" ".join(name.split()),
        scope=scope,
        prefix=prefix,
        digest=digest_of(clear),
        answerable=answerable,
        made_by=by,
        made_at=at,
        until_day=until_day,
    )
    with transaction.atomic():
        made = begin(token, by=by, at=at)
        tell(made, [(answerable, f"You answer for {made}, made by {by}.")], at=at, but=by)
    return made, clear


def revoke_token(token: AccessToken, *, by: Actor, at: datetime, reasons: str = "") -> AccessToken:
    """Let a token open nothing from now on. Raises as `make_token`."""
    return amend(token, by=by, at=at, reasons=reasons, revoked_by=by, revoked_at=at)


def token_of(clear: str) -> AccessToken | None:
    """The token that was made as `clear`, whether or not it still works; None for no token.

    It is looked up by its digest: how long that takes says nothing of any token there is.
    """
    known = AccessToken.objects.select_related("organisation", "answerable")
    return known.filter(digest=digest_of(clear)).first()


def note_use(token: AccessToken, at: datetime) -> None:
    """Write down that the token was used, unless it is written that it was within the hour."""
    known = AccessTokenUse.objects.filter(token=token).values_list("at", flat=True).first()
    if known is None:
        AccessTokenUse.objects.get_or_create(token=token, defaults={"at": at})
    elif at - known >= USE_WRITTEN_EVERY:
        AccessTokenUse.objects.filter(token=token, at__lt=at).update(at=at)


def digest_of(clear: str) -> str:
    """The digest a token is kept as."""
    return hashlib.sha256(clear.encode()).hexdigest()
