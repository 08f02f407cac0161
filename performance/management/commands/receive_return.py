"""`manage.py receive_return`: send a file for a return, as a person of its provider would."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.models import User
from accounts.operator import person_called
from contracts.models import Agreement
from performance.actions.returns import XLSX, send_file
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
from workflow.clock import now
from workflow.lifecycle import Refused

TYPES = {
    ".xlsx": XLSX,
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".csv": "text/csv",
}


class Command(BaseCommand):
    """The file is kept with its findings, and its figures are taken where nothing stops them."""

    help = f"Send a return's workbook as a person of the provider. {EXIT_CODES}"

    def add_arguments(self, parser: CommandParser) -> None:
        add_return_arguments(parser)
        parser.add_argument(
            "--as", dest="email", required=True, help="Who sends it: a person of the provider"
        )

    @plainly
    def handle(self, *args: Any, **options: Any) -> int:
        at, path = now(), options["file"]
        by = _sender(options["email"])
        providers = [m.organisation_id for m in by.memberships_at(at) if m.partnership_id is None]
        theirs = Agreement.objects.filter(provider__in=providers)
        named = (options["contract"], options["period"], options["partnership"])
        record = return_named(theirs, *named)
        kind = TYPES.get(path.suffix.lower(), "")
        sending = {"name": path.name, "content_type": kind, "by": by, "at": at}
        upload = send_file(record, content_of(path), **sending, patient=True)
        facts = {
            "file": upload.file.name,
            "sha256": upload.file.sha256,
            "rows_read": upload.rows_read,
            "state": upload.outcome,
        }
        tell(self.stdout, record, upload.found, as_json=options["json"], **facts)
        if why := unreadable(upload.found):
            self.stderr.write(why)
            return NOT_CHECKED
        return SOMETHING_STOPS if upload.rejected else NOTHING_STOPS


def _sender(email: str) -> User:
    found = person_called(email)
    if not found.is_active:
        raise Refused(f"The account of {found.email} is closed.")
    return found
