"""The stage the journeys are played on: Cumbria's people, outcomes and KPIs, and nothing done yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from demonstration import cumbria_trust
from demonstration.acts_plan import lay_out
from demonstration.cast import gather
from demonstration.plays import load_needs
from demonstration.stage import Stage
from tests.journeys.story import Story
from workflow import clock
from workflow.calendar import london_time

#: The Tuesday everything begins on.
FIRST_DAY = date(2026, 3, 3)


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    """Figures of need, a partnership with its people, outcomes, areas and KPI library."""
    as_at = london_time(FIRST_DAY, 9)
    clock.start_at(as_at)
    load_needs()
    stage = gather(cumbria_trust.FOLDER, as_at)
    lay_out(stage)
    return stage


@pytest.fixture
def story(
    stage: Stage,
    browser: Browser,
    live_server: LiveServer,
    tmp_path: Path,
    do_jobs: Callable[[], int],
) -> Iterator[Story]:
    """The people of the stage, each at their browser."""
    story = Story(stage, browser, live_server.url, tmp_path, do_jobs)
    yield story
    story.close()
