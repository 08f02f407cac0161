"""`manage.py add_provider`: take in a provider and the person who certifies for it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.actions.places import add_provider
from accounts.models import Organisation
from accounts.operator import plainly, tell
from workflow.clock import now


class Command(BaseCommand):
    """Refuses, changing nothing, where an organisation of that name is known."""

    help = "Take in a provider and the person who certifies its bids and returns."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True)
        parser.add_argument("--kind", required=True, choices=Organisation.Kind.values)
        parser.add_argument("--certifier-email", required=True)
        parser.add_argument("--certifier-name", required=True)
        parser.add_argument("--registration-number", default="", help="with its register")
        parser.add_argument("--small-or-medium", action="store_true", help="fewer than 250 staff")

    @plainly
    def handle(self, *args: Any, **options: Any) -> None:
        provider, welcome = add_provider(
            options["name"],
            options["kind"],
            registration_number=options["registration_number"],
            small_or_medium=options["small_or_medium"],
            certifier_email=options["certifier_email"],
            certifier_name=options["certifier_name"],
            at=now(),
        )
        self.stdout.write(f"{provider} is at {provider.get_absolute_url()}.")
        tell(self.stdout, welcome)
