"""What a provider's program does with returns: it sends files, and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.actions.programs import TooMuch
from accounts.models import AccessToken
from performance.actions import returns
from performance.models import KpiReturn, Upload

#: A program sends no more files than this within the time: each costs a reading.
FILES, WITHIN = 120, timedelta(minutes=15)


def send_by_program(
    kpi_return: KpiReturn,
    content: bytes,
    *,
    name: str,
    content_type: str,
    program: AccessToken,
    at: datetime,
) -> Upload:
    """Send a file as a program, in the name of the person who answers for it.

    Raises as `returns.send_file`, and TooMuch for more files than a program may send in a while.
    """
    recent = Upload.objects.filter(program=program, sent_at__gt=at - WITHIN).order_by("-sent_at")
    beyond = recent.values_list("sent_at", flat=True)[FILES - 1 : FILES].first()
    if beyond is not None:
        words = (
            f"This program has sent {FILES} files within a quarter of an hour. Wait, then go on."
        )
        raise TooMuch(words, beyond + WITHIN - at)
    return returns.send_file(
        kpi_return,
        content,
        name=name,
        content_type=content_type,
        by=program.answerable,
        at=at,
        program=program,
    )
