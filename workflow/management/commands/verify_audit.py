"""`manage.py verify_audit`: prove that the audit trail was not altered or cut."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workflow import audit
from workflow.models import AuditHead


class Command(BaseCommand):
    """Walk the hash chain; exit 1 with the first faults when it does not hold."""

    help = "Prove that the audit trail was not altered or cut."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--expect", help="the digest of the head, as noted elsewhere earlier")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(audit.faults())
        for fault in found[:20]:
            self.stderr.write(fault.sentence)
        if found:
            raise CommandError(f"The audit trail does not hold: {len(found)} faults.")
        head = AuditHead.objects.filter(pk=1).first()
        digest, sequence = (head.digest, head.sequence) if head else ("0" * 64, 0)
        if options["expect"] and options["expect"] != digest:
            raise CommandError("The head of the trail is not the one expected.")
        self.stdout.write(f"The audit trail holds: {sequence} entries, head {digest}.")
