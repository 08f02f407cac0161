"""Every kind of page of the demonstration in a browser: accessible, and fit for a telephone."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from demonstration.people import sign_ins
from tests.demonstration.walk import Walk
from tests.journeys.people import Someone
from tests.journeys.sights import DESK, Sights

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.any_database]


def test_every_kind_of_page(
    transactional_db: None, browser: Browser, live_server: LiveServer
) -> None:
    """One page of each kind, by the first person who is shown one."""
    call_command("load_demonstration", as_at="2026-11-22", stdout=StringIO())
    sights, known = Sights(), set[str]()
    for email in [line.email for line in sign_ins()]:
        kinds = Walk(User.objects.get(email=email), of_a_kind=1).kinds
        if not kinds.keys() - known:
            continue
        context = browser.new_context(viewport=DESK, locale="en-GB")
        sights.watch(context)
        someone = Someone(context.new_page(), live_server.url, sights)
        someone.sign_in(email)
        for kind in sorted(kinds.keys() - known):
            someone.visit(kinds[kind])
        known |= kinds.keys()
        context.close()
    assert len(sights.seen) > 100
    sights.nothing_wrong()
