"""Work that stops half-way through its effect the first time, so that a test can kill it there."""

import os
import time
from pathlib import Path

from django.contrib.sessions.models import Session

from workflow.jobs import job


@job("slow_work", label="Working slowly", time_limit=300)
def slow_work(running, *, at, folder):
    """Leave two marks in one effect; on the first attempt, wait between them to be killed."""
    with running.effect() as result:
        Session.objects.create(session_key="first", expire_date=at)
        (Path(folder) / "half-way.new").write_text(str(os.getpid()))
        (Path(folder) / "half-way.new").rename(Path(folder) / "half-way")
        while running.job.attempts == 1 and not (Path(folder) / "go-on").exists():
            time.sleep(0.05)
        Session.objects.create(session_key="second", expire_date=at)
        result["attempt"] = running.job.attempts
