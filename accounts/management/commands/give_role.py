"""`manage.py give_role`: let somebody into a provider, or into a further partnership."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.actions.places import let_in
from accounts.models import Organisation, Partnership
from accounts.operator import organisation_called, partnership_called, plainly, tell
from accounts.roles import PROVIDER_ROLES, Role
from workflow.clock import now
from workflow.lifecycle import Refused


class Command(BaseCommand):
    """What an administrator may not do: roles for providers, and across partnerships."""

    help = "Give a role to somebody of a provider, or to somebody who works in another place too."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", default="", help="for an account that is new")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--organisation", required=True, help="its slug")
        parser.add_argument("--partnership", help="its slug; not for a provider's roles")

    @plainly
    def handle(self, *args: Any, **options: Any) -> None:
        organisation, partnership = _where(options)
        welcome = let_in(
            options["email"],
            options["name"],
            options["role"],
            organisation=organisation,
            partnership=partnership,
            at=now(),
        )
        role = Role(options["role"]).label
        self.stdout.write(f"{welcome.person}: {role}, {partnership or organisation}.")
        tell(self.stdout, welcome)


def _where(options: dict[str, Any]) -> tuple[Organisation, Partnership | None]:
    organisation = organisation_called(options["organisation"])
    if options["role"] in PROVIDER_ROLES:
        if options["partnership"]:
            raise Refused("A provider's role belongs to no partnership. Leave --partnership out.")
        return organisation, None
    if not options["partnership"]:
        raise Refused("Name the partnership this role is held in, with --partnership.")
    partnership = partnership_called(options["partnership"])
    if not partnership.members.filter(organisation=organisation).exists():
        raise Refused(f"{organisation} is no member of {partnership}. See add_member.")
    return organisation, partnership
