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
    return [
        SignInLine(person["sign_in"], person["email"], person["place"].replace("-", " ").title())
        for folder in FOLDERS
        for person in read(folder / "people.toml")["person"]
        if "sign_in" in person and User.objects.filter(email=person["email"]).exists()
    ]


def for_the_page() -> tuple[list[SignInLine], str]:
    """The list on the sign-in page, with the words about the password."""
    return sign_ins(), f"Everybody's password is: {PASSWORD}"
