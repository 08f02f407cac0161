"""docs/permissions.md says what the gates say, and no view is without one."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.urls import get_resolver

from accounts.management.commands.draw_permissions import pages_of, paper, who_opens
from tests.permissions.table import DEMONSTRATION, OPEN, OWN, PUBLIC, rows


def test_every_other_page_stands_behind_a_gate() -> None:
    """Only the pages named in the table are without roles."""
    open_to = {"everybody": set(), "whoever is signed in": set()}
    for page in pages_of(get_resolver().url_patterns):
        if page.who in open_to:
            open_to[page.who].add(f"{page.app}:{page.name}".lstrip(":"))
    assert open_to["everybody"] == set(PUBLIC) | {"accounts:set_password"}
    signed_in = set(OPEN) | OWN | DEMONSTRATION
    assert open_to["whoever is signed in"] == signed_in - open_to["everybody"]


def test_the_gate_lets_in_no_role_the_table_does_not_know() -> None:
    """A gate may be wider than the page (a step is for whoever may take it), never narrower."""
    said = {f"{p.app}:{p.name}": p.who for p in pages_of(get_resolver().url_patterns)}
    for row in rows():
        for role in row.who:
            assert role.label in said[row.name] or "every role" in said[row.name], row


def test_the_paper_is_written_and_checked(tmp_path: Path, settings: LazySettings) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    with pytest.raises(CommandError, match="make diagrams"):
        call_command("draw_permissions", "--check")
    call_command("draw_permissions")
    call_command("draw_permissions", "--check")
    written = (tmp_path / "docs" / "permissions.md").read_text()
    assert "| tender | `/p/<slug:partnership>/tenders/<int:pk>/` |" in written
    assert written == paper(pages_of(get_resolver().url_patterns))


def test_a_view_without_a_gate_is_for_whoever_is_signed_in() -> None:
    def bare() -> None:
        """A view nobody guarded."""

    assert who_opens(bare) == "whoever is signed in"
    bare.login_required = False
    assert who_opens(bare) == "everybody"
