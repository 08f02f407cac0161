"""Work in the background: looking at a large file, and bringing one in that changes much."""

from __future__ import annotations

from datetime import datetime

from accounts.actions import intake as intakes
from accounts.models import Intake
from workflow.jobs import Running, job
from workflow.lifecycle import Refused


@job("read_intake", label="Reading your file", time_limit=300)
def read_intake(running: Running, *, at: datetime, intake: int) -> None:
    """Look at one file and keep what was found."""
    sent = Intake.objects.select_related("file", "partnership").get(pk=intake)
    running.progress(10, "Reading every row and trying each change")
    with running.effect() as result:
        intakes.look_again(sent, by=sent.sent_by, at=at)
        result["url"] = sent.get_absolute_url()


@job("apply_intake", label="Bringing your file in", time_limit=300)
def apply_intake(running: Running, *, at: datetime, intake: int) -> None:
    """Bring one file in."""
    sent = Intake.objects.select_related("file", "partnership").get(pk=intake)
    by = running.job.asked_by or sent.sent_by
    running.progress(10, "Recording every row")
    try:
        with running.effect() as result:
            intakes.apply(sent, by=by, at=at)
            result["url"] = sent.get_absolute_url()
    except Refused:
        sent.refresh_from_db()
        if sent.waits:  # the fresh look went with the rest of the effect
            intakes.look_again(sent, by=by, at=at)
        raise
