"""Makes the partnership, its organisations and its people."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.models import Membership, Organisation, Partnership, PartnershipMember, User
from accounts.roles import PROVIDER_ROLES, Role
from demonstration.diary import Diary
from demonstration.papers import read
from demonstration.people import PASSWORD
from demonstration.stage import Stage
from workflow import calendar
from workflow.door import begin
from workflow.lifecycle import SYSTEM

#: Since when everybody here holds their role: before anything the demonstration shows.
SINCE = date(2004, 4, 1)


def gather(folder: Path, as_at: datetime, diary: Diary | None = None) -> Stage:
    """Make the partnership with its members and people, and the stage they play on.

    Partnerships played together share one `diary`. Providers and people of a partnership gathered
    before are the same here: they are named by slug and by address.
    """
    facts = read(folder / "partnership.toml")
    partnership = Partnership.objects.create(**facts["partnership"])
    today = calendar.london_date(as_at)
    stage = Stage(partnership, as_at, today, folder, diary or Diary())
    for row in facts["member"]:
        _member(stage, row)
    cast = read(folder / "people.toml")
    for row in cast["provider"]:
        stage.organisations[row["key"]] = _provider(row)
    hashed = make_password(PASSWORD)  # once for everybody: hashing is slow on purpose
    for row in cast["person"]:
        stage.people[row["key"]] = _person(stage, row, hashed)
    for row in cast.get("known", []):
        stage.organisations[row["provider"]] = Organisation.objects.get(slug=row["slug"])
        for key, email in row["people"].items():
            stage.people[f"{row['provider']}.{key}"] = User.objects.get(email=email)
    return stage


def _member(stage: Stage, row: dict[str, Any]) -> None:
    organisation, _ = Organisation.objects.get_or_create(
        slug=row["slug"],
        defaults={
            "name": row["name"],
            "kind": row["kind"],
            "invented": row.get("invented", False),
        },
    )
    stage.organisations[row["slug"]] = organisation
    PartnershipMember.objects.create(
        partnership=stage.partnership,
        organisation=organisation,
        part=row["part"],
        from_day=row.get("from"),
        until_day=row.get("until"),
    )


def _provider(row: dict[str, Any]) -> Organisation:
    organisation, _ = Organisation.objects.get_or_create(
        slug=row["slug"],
        defaults={
            "name": row["name"],
            "kind": row["kind"],
            "small_or_medium": row.get("small", False),
            "registration_number": row.get("number", ""),
            "invented": True,
        },
    )
    return organisation


def _person(stage: Stage, row: dict[str, Any], hashed: str) -> User:
    person = User.objects.create_person(
        row["email"], row["name"], None, job_title=row["title"], invented=True
    )
    User.objects.filter(pk=person.pk).update(password=hashed)
    organisation = stage.organisations[row["place"]]
    for role in row["roles"]:
        membership = Membership(
            person=person,
            organisation=organisation,
            partnership=None if role in PROVIDER_ROLES else stage.partnership,
            role=Role(role),
            from_day=SINCE,
        )
        begin(membership, by=SYSTEM, at=calendar.start_of_day(SINCE))
    return User.objects.get(pk=person.pk)
