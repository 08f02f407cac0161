"""Celery's tasks: each takes ids and calls one verb. What they do is in jobs.py and deadlines.py."""

from celery import shared_task

from workflow import clock, deadlines, jobs

#: Seconds between the polite stop and the hard one.
GRACE = 30


@shared_task
def run_job(job_id: int) -> bool:
    """Do one job, if it is still to be done."""
    return jobs.run(job_id)


@shared_task
def sweep_jobs() -> int:
    """Find the jobs that stopped and hint them again."""
    return jobs.sweep()


@shared_task
def take_due_steps() -> int:
    """Take what the passing of time makes due."""
    return deadlines.take_all_due(clock.now()).taken


@jobs.carried_by
def by_celery(job_id: int, time_limit: int) -> None:
    """Send the hint. One try: the sweeper is the second."""
    run_job.apply_async(
        args=(job_id,), retry=False, soft_time_limit=time_limit, time_limit=time_limit + GRACE
    )
