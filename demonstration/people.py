"""The demonstration's people: who they are and how they sign in. All of them are invented."""

from __future__ import annotations

from pathlib import Path

from accounts.models import User
from accounts.sign_ins import SignInLine
from demonstration.papers import read

#: Everybody's password, in a demonstration only.
PASSWORD = "see-the-whole-child"  # noqa: S105
FOLDERS = (Path(__file__).parent / "cumbria",)


def sign_ins() -> list[SignInLine]:
    """One sign-in for each role of each partnership that is loaded."""
    rows = [row for folder in FOLDERS for row in read(folder / "people.toml")["person"]]
    shown = {row["email"]: row["sign_in"] for row in rows if "sign_in" in row}
    people = User.objects.filter(email__in=shown).prefetch_related("memberships__organisation")
    found = {person.email: person for person in people}
    return [
        SignInLine(role, email, str(found[email].memberships.all()[0].organisation))
        for email, role in shown.items()
        if email in found
    ]


def for_the_page() -> tuple[list[SignInLine], str]:
    """The list on the sign-in page, with the words about the password."""
    return sign_ins(), f"Everybody's password is: {PASSWORD}"
