"""`manage.py close_account`: let nobody sign in with an account, or let them again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.actions.account import close_account, reopen_account
from accounts.actions.places import OPERATOR
from accounts.operator import person_called, plainly
from workflow.clock import now
from workflow.lifecycle import SYSTEM


class Command(BaseCommand):
    """For people of a provider or of several places; administrators close those of their own."""

    help = "Close an account; with --reopen, open it again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--reasons", required=True, help="why, for the history")
        parser.add_argument("--reopen", action="store_true")

    @plainly
    def handle(self, *args: Any, **options: Any) -> None:
        person = person_called(options["email"])
        deed = reopen_account if options["reopen"] else close_account
        deed(
            person,
            partnership=None,
            by=SYSTEM,
            at=now(),
            reasons=options["reasons"],
            acting_for=OPERATOR,
        )
        self.stdout.write(
            f"The account of {person} is {'open' if options['reopen'] else 'closed'}."
        )
