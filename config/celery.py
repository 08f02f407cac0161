"""The Celery application: a carrier of hints. The truth about work is in workflow.jobs."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("wholesight")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
