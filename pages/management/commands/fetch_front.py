"""`manage.py fetch_front`: the design system's style sheets and scripts, ready to serve."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from pages.front import FrontError, fetch, is_current


class Command(BaseCommand):
    """Fetch the front-end packages unless what is served already matches the lock file."""

    help = "Fetch the front-end packages named in package-lock.json and make them ready to serve."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """One option: fetch even when nothing has changed."""
        parser.add_argument("--again", action="store_true", help="fetch even if nothing changed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fetch, trim and stamp; or say plainly why not."""
        project, folder = Path(settings.BASE_DIR), Path(settings.VAR) / "front"
        if is_current(project, folder) and not options["again"]:
            self.stdout.write("Front-end files are up to date.")
            return
        try:
            fetch(project, folder)
        except FrontError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Front-end files are in {folder}.")
