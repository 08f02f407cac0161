"""Check that the papers are true: links lead somewhere, and every setting is explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

LINK = re.compile(r"\]\(([^)#?\s]+)[^)]*\)")
SETTING = re.compile(r"""environ(?:\.get\(|\[)\s*["']([A-Z_]+)["']""")
LEFT_OUT = {".venv", "node_modules", "var", "build", ".git"}


class Command(BaseCommand):
    """Part of `make check`."""

    help = "Check links in the papers, and that docs/operators.md explains every setting."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Name every broken link and unexplained setting."""
        root = Path(settings.BASE_DIR)
        found = [*broken_links(root), *unexplained_settings(root)]
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("The papers are in order.")


def papers(root: Path) -> Iterator[Path]:
    """Every Markdown file of the project."""
    for paper in sorted(root.rglob("*.md")):
        if not LEFT_OUT & set(paper.relative_to(root).parts):
            yield paper


def broken_links(root: Path) -> Iterator[str]:
    """Relative links that lead nowhere."""
    for paper in papers(root):
        for target in LINK.findall(paper.read_text(encoding="utf-8")):
            if "://" in target or target.startswith("mailto:"):
                continue
            if not (paper.parent / target).exists():
                yield f"{paper.relative_to(root)}: the link to {target} leads nowhere."


def unexplained_settings(root: Path) -> Iterator[str]:
    """Variables read from the environment that the operators' paper does not name."""
    explained = (root / "docs" / "operators.md").read_text(encoding="utf-8")
    for source in sorted((root / "config").glob("*.py")):
        for name in sorted(set(SETTING.findall(source.read_text(encoding="utf-8")))):
            if f"`{name}`" not in explained:
                yield f"docs/operators.md does not explain {name} (config/{source.name})."
