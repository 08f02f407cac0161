"""The page that waits for a job asks how far it is."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory

from workflow import clock
from workflow.models import Job
from workflow.views.jobs import job_status

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker():
    return get_user_model().objects.create(email="asker@example.org")


@pytest.fixture
def job(at, asker):
    return Job.objects.create(
        kind="build_pack",
        asked_by=asker,
        asked_at=at,
        hint_due=clock.wall(),
        progress=40,
        message="Reading the figures",
        result={"url": "/packs/1/"},
    )


def page(job, user):
    request = RequestFactory().get(f"/jobs/{job.pk}/")
    request.user = user
    return job_status(request, job.pk)


def test_the_asker_sees_how_far_it_is(job, asker):
    assert json.loads(page(job, asker).content) == {
        "status": "queued",
        "progress": 40,
        "message": "Reading the figures",
        "error": "",
        "result_url": "/packs/1/",
    }


def test_it_is_never_kept_by_a_browser(job, asker):
    assert "no-store" in page(job, asker)["Cache-Control"]


def test_another_person_finds_nothing(job):
    other = get_user_model().objects.create(email="other@example.org")
    with pytest.raises(Http404):
        page(job, other)


def test_nobody_sees_a_job_of_the_system(job):
    Job.objects.update(asked_by=None)
    with pytest.raises(Http404):
        page(job, AnonymousUser())


def test_it_only_answers_questions(job, asker):
    request = RequestFactory().post("/")
    request.user = asker
    assert job_status(request, job.pk).status_code == 405
