"""Work in the background: reading and loading large files of published figures."""

from __future__ import annotations

from datetime import datetime

from commissioning.actions import indicator_loads as loads
from commissioning.models import IndicatorLoad
from workflow.jobs import Running, job


@job("read_indicators", label="Reading the figures", time_limit=300)
def read_indicators(running: Running, *, at: datetime, load: int) -> None:
    """Read one file that was sent and say what loading it would do."""
    sent = _sent(load)
    running.progress(10, "Reading every row")
    seen = loads.look_at(sent)
    with running.effect() as result:
        shown = loads.show(sent, seen, by=running.job.asked_by, at=at)
        result["url"] = shown.get_absolute_url()


@job("load_indicators", label="Loading the figures", time_limit=300)
def load_indicators(running: Running, *, at: datetime, load: int) -> None:
    """Load one confirmed file for its partnership: all of it or nothing, once."""
    sent = _sent(load)
    running.progress(10, "Reading every row")
    reading = loads.read_again(sent)
    running.progress(50, "Writing what is new or changed")
    with running.effect() as result:
        done = loads.carry_out(sent, reading, by=running.job.asked_by, at=at)
        result["url"] = done.get_absolute_url()


def _sent(pk: int) -> IndicatorLoad:
    return IndicatorLoad.objects.select_related("file", "partnership").get(pk=pk)
