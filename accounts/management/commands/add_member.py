"""`manage.py add_member`: let an organisation take part in a partnership."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.actions.places import add_member
from accounts.models import Organisation, PartnershipMember
from accounts.operator import partnership_called, plainly
from workflow.clock import now


class Command(BaseCommand):
    """Refuses, changing nothing, where the organisation takes part already."""

    help = "Let an organisation take part in a partnership, so that its people can be given roles."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--partnership", required=True, help="its slug")
        parser.add_argument("--name", required=True, help="the organisation's full name")
        parser.add_argument("--kind", required=True, choices=Organisation.Kind.values)
        parser.add_argument(
            "--part", choices=PartnershipMember.Part.values, default=PartnershipMember.Part.PARTNER
        )

    @plainly
    def handle(self, *args: Any, **options: Any) -> None:
        partnership = partnership_called(options["partnership"])
        made = add_member(partnership, options["name"], options["kind"], options["part"], at=now())
        self.stdout.write(f"{made} takes part in {partnership}.")
