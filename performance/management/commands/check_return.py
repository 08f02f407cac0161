"""`manage.py check_return`: what would be found in a file if it were sent for a return."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from contracts.models import Agreement
from performance.actions.returns import check_now
from performance.command_line import (
    EXIT_CODES,
    NOT_CHECKED,
    NOTHING_STOPS,
    SOMETHING_STOPS,
    add_return_arguments,
    content_of,
    plainly,
    return_named,
    tell,
    unreadable,
)


class Command(BaseCommand):
    """The same check as of a file that is sent. Changes nothing."""

    help = f"Print what would be found in a return's workbook. Changes nothing. {EXIT_CODES}"

    def add_arguments(self, parser: CommandParser) -> None:
        add_return_arguments(parser)

    @plainly
    def handle(self, *args: Any, **options: Any) -> int:
        path, as_json = options["file"], options["json"]
        named = (options["contract"], options["period"], options["partnership"])
        record = return_named(Agreement.objects.all(), *named)
        content = content_of(path)
        checked = check_now(record, content, path.name)
        facts = {
            "file": path.name,
            "sha256": sha256(content).hexdigest(),
            "rows_read": 0 if checked.rows is None else len(checked.rows),
            "readable": not unreadable(checked.findings),
            "can_be_taken": checked.can_be_taken,
        }
        tell(self.stdout, record, checked.findings, as_json=as_json, **facts)
        if why := unreadable(checked.findings):
            self.stderr.write(why)
            return NOT_CHECKED
        return NOTHING_STOPS if checked.can_be_taken else SOMETHING_STOPS
