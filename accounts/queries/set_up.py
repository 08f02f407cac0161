"""What a partnership has so far, for the page that sets it up."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.gate import Visit
from accounts.intake.sheets import Desk, Sheet, sheets_for
from accounts.models import Intake
from accounts.roles import Role

#: Who sets a partnership up; each sheet says which of them may bring it in.
SETS_UP = (Role.ADMINISTRATOR, Role.COMMISSIONER)


@dataclass(frozen=True)
class Standing:
    """A kind of record: how many there are, where they are listed, what comes next."""

    name: str
    count: int
    comes_next: str
    url: str
    yours: bool
    who: str


def desk_of(visit: Visit) -> Desk:
    """The desk of a visitor."""
    return Desk(visit.trust, visit.user, visit.at)


def standings(visit: Visit) -> list[Standing]:
    """Everything a workbook can bring in, with the member organisations, in the order to begin."""
    desk = desk_of(visit)
    found = [_standing(sheet) for sheet in sheets_for(desk)]
    return [_members(desk), *found]


def is_empty(visit: Visit) -> bool:
    """Whether nothing but people has been recorded yet; asks no further than the first record."""
    return not any(sheet.count() for sheet in sheets_for(desk_of(visit))[1:])


def intakes_of(visit: Visit) -> QuerySet[Intake]:
    """The files the visitor may see: administrators all, others their own."""
    found = Intake.objects.filter(partnership=visit.trust)
    if not visit.holds(Role.ADMINISTRATOR):
        found = found.filter(sent_by=visit.user)
    return found.select_related("file", "sent_by", "partnership")


def _standing(sheet: Sheet) -> Standing:
    return Standing(
        sheet.name, sheet.count(), sheet.comes_next, sheet.page(), sheet.allowed(), sheet.may.words
    )


def _members(desk: Desk) -> Standing:
    return Standing(
        "Member organisations",
        desk.trust.organisations_on(desk.today).count(),
        "A further organisation is let in at the command line.",
        "",
        False,
        "the operator",
    )
