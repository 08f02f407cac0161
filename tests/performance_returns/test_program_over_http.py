"""A program talks to a real server, as the paper for providers shows."""

import json
from datetime import timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from accounts.actions.programs import make_token
from performance.actions import returns as deeds
from performance.models import Upload
from tests.factories import contracts, people
from tests.factories import performance as factory
from workflow.calendar import london_date
from workflow.clock import start_at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def record():
    return factory.expected(contracts.agreement(people.trust()))


@pytest.fixture
def ask(live_server, record):
    """Give a function that asks the server at an address, with a token."""
    at, provider = factory.moment(record), record.agreement.provider
    start_at(at)
    by = factory.certifier_of(provider)
    terms = {"until_day": london_date(at) + timedelta(30), "by": by, "at": at}
    _, clear = make_token(
        provider, "Case system", "send", answerable=factory.preparer_of(provider), **terms
    )

    def answer(path, content=None, **headers):
        sent = {"Authorization": f"Bearer {clear}"} | headers
        try:
            with urlopen(Request(f"{live_server.url}{path}", content, sent)) as said:
                return said.status, said.read()
        except HTTPError as refused:
            return refused.code, refused.read()

    return answer


def test_list_fetch_send_look(ask, record):
    status, said = ask("/api/returns/")
    (wanted,) = json.loads(said)["returns"]
    assert ask(wanted["workbook"]) == (200, deeds.workbook_for(record))
    kind = {"Content-Type": deeds.XLSX}
    status, said = ask(wanted["files"], deeds.workbook_for(record), **kind)
    assert (status, json.loads(said)["state"]) == (422, "rejected")
    status, said = ask(wanted["files"], factory.filled_workbook(record), **kind)
    assert (status, json.loads(said)["state"]) == (201, "taken")
    assert ask(json.loads(said)["address"]) == (200, said)
    assert Upload.objects.count() == 2


def test_what_is_not_said_is_asked_for(ask):
    (wanted,) = json.loads(ask("/api/returns/")[1])["returns"]
    assert ask(wanted["files"], b"x=1")[0] == 415
    assert ask(wanted["files"])[0] == 405
    assert ask("/api/returns/", Authorization="Bearer nonsense")[0] == 401
