"""`manage.py add_partnership`: take in a partnership, its lead council and its administrator."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.actions.places import add_partnership
from accounts.operator import plainly, tell
from workflow.clock import now


class Command(BaseCommand):
    """Make a tenant. Refuses, changing nothing, where its name or slug is taken."""

    help = "Take in a partnership, its lead council and its first administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, help="such as Cumbria Children's Trust")
        parser.add_argument("--slug", required=True, help="its part of addresses: cumbria")
        parser.add_argument("--short-name", default="", help="such as Cumbria")
        parser.add_argument("--lead-council", required=True, help="the council's full name")
        parser.add_argument("--administrator-email", required=True)
        parser.add_argument("--administrator-name", required=True)

    @plainly
    def handle(self, *args: Any, **options: Any) -> None:
        partnership, welcome = add_partnership(
            options["name"],
            options["slug"],
            options["lead_council"],
            short_name=options["short_name"],
            administrator_email=options["administrator_email"],
            administrator_name=options["administrator_name"],
            at=now(),
        )
        self.stdout.write(f"{partnership} is at {partnership.get_absolute_url()}.")
        tell(self.stdout, welcome)
