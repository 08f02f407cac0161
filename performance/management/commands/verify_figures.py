"""`manage.py verify_figures`: prove that figures and packs are those the audit trail speaks of."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from performance.queries.proof import faults


class Command(BaseCommand):
    """Compare every return and frozen pack with the digests in the trail; exit 1 when any differs."""

    help = "Prove that figures and packs are those the audit trail speaks of (see verify_audit)."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(faults())
        for sentence in found[:20]:
            self.stderr.write(sentence)
        if found:
            raise CommandError(f"Figures do not agree with the audit trail: {len(found)} faults.")
        self.stdout.write("Every figure and every frozen pack is as the audit trail says.")
