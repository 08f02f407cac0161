"""Proving the audit trail: does an entry cost the same in a long trail, and what beside reading it?"""

from django.db import transaction

from bench.timing import best, line, title
from tests.factories import commissioning, people
from workflow import audit
from workflow.models import AuditEntry

STEP = 1_000


def main() -> None:
    """Print the time for a thousand entries of a short trail and of a long one."""
    title("Proving the audit trail")
    trust = people.trust()
    owner = commissioning.commissioner_of(trust)
    times = {}
    for thousands in (1, 3):
        while AuditEntry.objects.count() < thousands * STEP:
            with transaction.atomic():
                for _ in range(250):
                    commissioning.action(trust, owner)
        entries = AuditEntry.objects.count()
        prove = best(faults, 7)
        read = best(lambda: list(AuditEntry.objects.order_by("sequence")), 7)
        times[thousands] = prove / entries * STEP
        line(f"{entries:,} entries proved", prove, "the same entries read", read)
    line("a thousand entries of 3,000", times[3], "a thousand of 1,000", times[1])


def faults() -> None:
    """Prove the whole trail; it has to hold."""
    if found := list(audit.faults()):
        raise SystemExit(f"The trail does not hold: {found[0].sentence}")


if __name__ == "__main__":
    main()
