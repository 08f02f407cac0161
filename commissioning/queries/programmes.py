"""Reading programmes and the statements of how the partnership works."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from accounts.models import Partnership, PartnershipMember
from commissioning.models import Principle, Programme


@dataclass(frozen=True)
class Statements:
    """What is said in one section: statements, and changes from one way to another."""

    label: str
    said: list[Principle]
    changes: list[Principle]
    sources: list[str]


def programmes_of(partnership: Partnership) -> QuerySet[Programme]:
    """The programmes, the latest first, each with how many decisions it has taken."""
    found: QuerySet[Programme] = partnership.programmes.select_related("partnership")
    decided = found.annotate(decision_count=Count("decisions"))
    return decided.order_by("-from_day", "name")


def statements_of(partnership: Partnership) -> list[Statements]:
    """The sections that have a statement, in their order."""
    listed = list(partnership.principles.all())
    return [
        _section(label, own)
        for section, label in Principle.Section.choices
        if (own := [one for one in listed if one.section == section])
    ]


def _section(label: str, own: list[Principle]) -> Statements:
    sources = dict.fromkeys(one.source for one in own if one.source)
    said, changes = ([one for one in own if bool(one.was) is pair] for pair in (False, True))
    return Statements(label, said, changes, list(sources))


def members_by_part(partnership: Partnership) -> list[tuple[str, list[PartnershipMember]]]:
    """The member organisations by their part, leading councils first."""
    listed = list(partnership.members.select_related("organisation"))
    return [
        (label, own)
        for part, label in PartnershipMember.Part.choices
        if (own := [one for one in listed if one.part == part])
    ]
