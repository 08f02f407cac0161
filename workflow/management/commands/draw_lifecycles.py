"""`manage.py draw_lifecycles`: write the picture of every lifecycle into docs/lifecycles/."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from workflow.diagrams import page
from workflow.lifecycle import Lifecycle


class Command(BaseCommand):
    """Write docs/lifecycles/<noun>.md, or with --check say which are out of date."""

    help = "Draw every lifecycle into docs/lifecycles/."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail if a paper is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "docs" / "lifecycles"
        stale = []
        models = [m for m in apps.get_models() if issubclass(m, Lifecycle)]
        for model in models:
            path, text = folder / f"{model._meta.model_name}.md", page(model)
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            stale.append(path.name)
            if not options["check"]:
                folder.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        if options["check"] and stale:
            raise CommandError(f"Out of date: {', '.join(stale)}. Run make diagrams.")
        self.stdout.write(f"{len(models)} lifecycles, {len(stale)} papers changed.")
