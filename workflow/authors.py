"""Who wrote a record, as the audit trail has it: so that nobody approves their own words."""

from __future__ import annotations

from django.db.models import Q

from workflow.lifecycle import Record
from workflow.models import AuditEntry

#: The deeds of the door that write what a record says; steps only move it.
WRITING = frozenset({"begin", "amend", "remove"})


def authors_of(whole: Record, *parts: type[Record]) -> set[int]:
    """The ids of the people who wrote a record as it now stands.

    They recorded or changed it, recorded or changed one of the `parts` it still has, or took one
    out. Steps (sending, advising) are no writing.
    """
    written = Q(record_type=whole._meta.label_lower, record_id=whole.pk)
    for part in parts:
        link = f"{part.part_of}_id"
        kept = part._base_manager.filter(**{link: whole.pk}).values("pk")
        taken_out = Q(step="remove") & Q(**{f"facts__{link}": whole.pk})
        written |= Q(record_type=part._meta.label_lower) & (Q(record_id__in=kept) | taken_out)
    entries = AuditEntry.objects.filter(written, step__in=WRITING, actor__isnull=False)
    return {int(pk) for pk in entries.order_by().values_list("actor_id", flat=True).distinct()}
