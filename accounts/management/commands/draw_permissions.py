"""`manage.py draw_permissions`: write every address and who may open it into docs/permissions.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.roles import PARTNERSHIP_ROLES, PROVIDER_ROLES, Role

HEAD = """# Who may open which page

Generated from the addresses and the gates of their views by `make diagrams`; do not edit.

A page of a partnership or of a provider is not there (404) for people of other places; a person of
the place without one of these roles is told so (403). Whoever is signed out is sent to sign in. What
a page shows, and which steps can be taken from it, may be less still: a Board member reads packs
once they are issued, an evaluator reads bids from a seat on the panel, and a record's lifecycle says
who takes its steps ([lifecycles](lifecycles/tender.md)). `tests/permissions/` tries all of it.
"""
TABLE_HEAD = "| Page | Address | For |\n|---|---|---|\n"


class Page(NamedTuple):
    """One address."""

    app: str
    name: str
    address: str
    who: str


class Command(BaseCommand):
    """Write docs/permissions.md, or with --check say whether it is out of date."""

    help = "Write every address, and who may open it, into docs/permissions.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail if the paper is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "permissions.md"
        pages = list(pages_of(get_resolver().url_patterns))
        text = paper(pages)
        fresh = path.exists() and path.read_text(encoding="utf-8") == text
        if options["check"] and not fresh:
            raise CommandError("docs/permissions.md is out of date. Run make diagrams.")
        if not fresh:
            path.write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(pages)} addresses.")


def paper(pages: Iterable[Page]) -> str:
    """The whole paper, an app at a time in the order of their addresses."""
    by_app: dict[str, list[Page]] = {}
    for page in pages:
        by_app.setdefault(page.app, []).append(page)
    parts = [HEAD]
    for app, listed in by_app.items():
        rows = "".join(f"| {p.name} | `{p.address}` | {p.who} |\n" for p in listed)
        parts.append(f"## {(app or 'everywhere').capitalize()}\n\n{TABLE_HEAD}{rows}")
    return "\n".join(parts)


def pages_of(
    patterns: Iterable[URLPattern | URLResolver], app: str = "", before: str = "/"
) -> Iterator[Page]:
    """Every address under these patterns."""
    for pattern in patterns:
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from pages_of(pattern.url_patterns, pattern.namespace or app, address)
        else:
            yield Page(app, str(pattern.name), address, who_opens(pattern.callback))


def who_opens(view: Any) -> str:
    """The roles a view is for, in words."""
    roles: frozenset[Role] | None = getattr(view, "roles", None)
    if roles is None:
        if known := getattr(view, "who", ""):
            return str(known)
        return "whoever is signed in" if getattr(view, "login_required", True) else "everybody"
    if roles == PARTNERSHIP_ROLES:
        return "every role in the partnership"
    if roles == PROVIDER_ROLES:
        return "every role in the provider"
    return ", ".join(role.label for role in Role if role in roles)
