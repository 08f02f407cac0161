"""The demonstration's people: who they are and how they sign in. All of them are invented."""

from __future__ import annotations

from pathlib import Path

from accounts.models import User
from accounts.sign_ins import SignInLine
from demonstration.papers import read

#: Everybody's password, in a demonstration only.
PASSWORD = "see-the-whole-child"  # noqa: S105
HERE = Path(__file__).parent
#: One folder of files for each partnership, in the order they are shown.
FOLDERS = (HERE / "cumbria", HERE / "cornwall", HERE / "stockton")


def sign_ins() -> list[SignInLine]:
    """One sign-in for each role of each partnership that is loaded, partnership by partnership."""
    shown = {
        row["email"]: (row["sign_in"], read(folder / "partnership.toml")["partnership"])
        for folder in FOLDERS
        for row in read(folder / "people.toml")["person"]
        if "sign_in" in row
    }
    people = User.objects.filter(email__in=shown).prefetch_related("memberships__organisation")
    works_for = {person.email: person.memberships.all()[0].organisation for person in people}
    return [
        SignInLine(role, email, str(works_for[email]), partnership["short_name"])
        for email, (role, partnership) in shown.items()
        if email in works_for
    ]


def for_the_page() -> tuple[list[SignInLine], str]:
    """The list on the sign-in page, with the words about the password."""
    return sign_ins(), f"Everybody's password is: {PASSWORD}"
