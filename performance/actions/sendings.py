"""One sending beside the others for its return: held, known again, overtaken."""

from __future__ import annotations

from datetime import datetime

from performance.models import KpiReturn, Upload
from tabular.findings import Finding, Severity
from workflow import jobs, words
from workflow.lifecycle import Actor
from workflow.locking import locked
from workflow.models.file import digest


def job_key(upload: Upload) -> str:
    """What the job that reads an upload is known by."""
    return f"upload:{upload.pk}"


def sent_before(kpi_return: KpiReturn, content: bytes, by: Actor, at: datetime) -> Upload | None:
    """The last upload, where it is this very file and is being read or has been taken and stands."""
    last = kpi_return.uploads.select_related("file").order_by("-pk").first()
    if last is None or last.was_typed or last.file.sha256 != digest(content):
        return None
    stands = under_way(last) or KpiReturn.objects.get(pk=kpi_return.pk).rests_on(last)
    return last if stands and Upload.may_begin(kpi_return, by, at) else None


def newest(kpi_return: KpiReturn) -> int:
    """The key of the last sending, of whatever outcome; 0 before the first."""
    return kpi_return.uploads.order_by("-pk").values_list("pk", flat=True).first() or 0


def figures_since(kpi_return: KpiReturn, upload: Upload) -> bool:
    """Whether figures were taken, or saved part-way, after this sending."""
    return kpi_return.uploads.filter(pk__gt=upload.pk, outcome__in=Upload.SAID).exists()


def under_way(upload: Upload) -> bool:
    """Whether it is being read, and somebody is to finish that."""
    return upload.being_read and jobs.active("read_return", job_key(upload)) is not None


def hold(kpi_return: KpiReturn) -> KpiReturn:
    """The return as it now stands, locked after its agreement, as the door does."""
    locked(kpi_return.agreement)
    return locked(kpi_return)


def held(upload: Upload) -> Upload:
    """The upload, locked after its agreement and its return."""
    hold(upload.kpi_return)
    return locked(upload)


def overtaken(upload: Upload) -> list[Finding]:
    """Why figures read late are not taken: the return has received later ones, or takes none now."""
    later = upload.kpi_return.uploads.filter(pk__gt=upload.pk, outcome=Upload.Outcome.TAKEN)
    newest = later.select_related("file").order_by("-pk").first()
    if newest is not None:
        sent = words.moment(newest.sent_at)
        return _set_aside(
            f"“{newest.file.name}”, sent after this file ({sent}), has been taken. "
            "This file was set aside. Send it again if it is the right one."
        )
    if upload.kpi_return.takes_files:
        return []
    return _set_aside(
        f"While this file was read the return was {upload.kpi_return.state_label.lower()}; it takes "
        "no figures now. This file was set aside. If its figures are the right ones, tell your "
        "commissioner."
    )


def _set_aside(message: str) -> list[Finding]:
    return [Finding(Severity.BLOCKER, message=message)]
