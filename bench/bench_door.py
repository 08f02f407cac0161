"""The door: what do permission, guards, lock and audit entry add to saving the same change?

The step is the lightest there is (an action marked as done). The plain way is a transaction that
reads, changes and saves the same fields. On SQLite there is one writer at a time, so eight threads
can be no faster than one; they should not be slower, and nothing may be lost.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Model

from bench.timing import line, once, title
from commissioning.models import BoardAction
from tests.factories import commissioning, people
from tests.factories.people import AT
from workflow.door import take
from workflow.models import AuditEntry

EACH = 200
THREADS = 8
LATER = AT + timedelta(hours=1)
WORDS = "The figures were looked at again."


def main() -> None:
    """Print a step beside a plain save, by one thread and by eight."""
    title(f"The door ({EACH} records each)")
    trust = people.trust()
    owner = commissioning.commissioner_of(trust)

    def step(pk: int) -> None:
        record = BoardAction.objects.get(pk=pk)
        take(record, "complete", by=owner, at=LATER, what_was_done=WORDS)

    def save(pk: int) -> None:
        with transaction.atomic():
            record = BoardAction.objects.select_for_update().get(pk=pk)
            record.what_was_done, record.closed_at = WORDS, LATER
            Model.save(record)  # past the guard that says: by the door only

    def fresh() -> list[int]:
        with transaction.atomic():
            return [commissioning.action(trust, owner).pk for _ in range(EACH)]

    one, plain = in_turn(step, fresh()), in_turn(save, fresh())
    line("a step through the door", one, "the same change saved", plain)
    before = AuditEntry.objects.filter(step="complete").count()
    eight, plain_eight = at_once(step, fresh()), at_once(save, fresh())
    line("a step, 8 threads at once", eight, "a step, one thread", one)
    line("a step, 8 threads at once", eight, "a save, 8 threads at once", plain_eight)
    if AuditEntry.objects.filter(step="complete").count() != before + EACH:
        raise SystemExit("A step was lost.")


def in_turn(work, keys) -> float:
    """Seconds each, one after the other."""
    return once(lambda: [work(pk) for pk in keys]) / len(keys)


def at_once(work, keys) -> float:
    """Seconds for each of the records while eight threads work through them."""

    def share(number: int) -> None:
        try:
            for pk in keys[number::THREADS]:
                work(pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return once(lambda: list(pool.map(share, range(THREADS)))) / len(keys)


if __name__ == "__main__":
    main()
