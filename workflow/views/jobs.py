"""How far a job is, for the page that waits for it."""

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from workflow.jobs import label_of
from workflow.models.job import Job


@require_safe
@never_cache
def job_status(request: HttpRequest, pk: int) -> JsonResponse:
    """A job's status, progress (0 to 100), message, error and result address, for its asker only."""
    job = get_object_or_404(Job, pk=pk, asked_by_id=request.user.pk or 0)
    return JsonResponse(
        {
            "status": job.status,
            "progress": job.progress,
            "message": job.message or label_of(job.kind),
            "error": job.error,
            "result_url": job.result.get("url", ""),
        }
    )
