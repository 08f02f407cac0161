"""manage.py verify_files: prove that every stored file is there and unaltered."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflow.files import StoredFile, verify_files


class Command(BaseCommand):
    """Check every stored file against its hash; end with an error when one is not whole."""

    help = "Check every stored file against its hash, and list content that no record speaks of."

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify_files()
        for word, hashes in (("Missing", report.missing), ("Altered", report.altered)):
            for sha256 in hashes:
                names = StoredFile.objects.filter(sha256=sha256).values_list("name", flat=True)
                self.stdout.write(f"{word}: {sha256} ({', '.join(sorted(set(names)))})")
        for path in report.orphans:
            self.stdout.write(f"No record speaks of: {path}")
        self.stdout.write(
            f"{report.checked} files checked: {len(report.missing)} missing, "
            f"{len(report.altered)} altered, {len(report.orphans)} without a record."
        )
        if not report.whole:
            raise CommandError("Restore what is missing or altered from the back-up.")
