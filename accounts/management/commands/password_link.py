"""`manage.py password_link`: a new link for somebody who forgot their password."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.actions.account import make_link
from accounts.actions.places import OPERATOR, Welcome
from accounts.operator import person_called, plainly, tell
from workflow.clock import now
from workflow.lifecycle import SYSTEM


class Command(BaseCommand):
    """For people of a provider or of several places; others ask their administrator."""

    help = "Make a new one-time link to set a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)

    @plainly
    def handle(self, *args: Any, **options: Any) -> None:
        person = person_called(options["email"])
        link = make_link(person, partnership=None, by=SYSTEM, at=now(), acting_for=OPERATOR)
        tell(self.stdout, Welcome(person, link))
