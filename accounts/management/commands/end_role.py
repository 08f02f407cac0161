"""`manage.py end_role`: end a role at once, for somebody of a provider or the last administrator."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.actions.people import end_role_at_once
from accounts.actions.places import OPERATOR
from accounts.models import Membership
from accounts.operator import organisation_called, partnership_called, person_called, plainly
from accounts.roles import Role
from workflow.calendar import london_date
from workflow.clock import now
from workflow.lifecycle import SYSTEM, Refused


class Command(BaseCommand):
    """Refuses, changing nothing, where the person holds no such role."""

    help = "End a role at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--organisation", required=True, help="its slug")
        parser.add_argument("--partnership", help="its slug; not for a provider's roles")
        parser.add_argument("--reasons", required=True, help="why, for the history")

    @plainly
    def handle(self, *args: Any, **options: Any) -> None:
        at = now()
        for held in _held(options, at):
            end_role_at_once(
                held, by=SYSTEM, at=at, reasons=options["reasons"], acting_for=OPERATOR
            )
            self.stdout.write(f"Ended. {held}.")


def _held(options: dict[str, Any], at: Any) -> list[Membership]:
    place = options["partnership"]
    found = person_called(options["email"]).memberships.filter(
        role=options["role"],
        organisation=organisation_called(options["organisation"]),
        partnership=partnership_called(place) if place else None,
    )
    standing = [m for m in found if m.standing_on(london_date(at)) in {"now", "later"}]
    if not standing:
        raise Refused("The person holds no such role there.")
    return standing
