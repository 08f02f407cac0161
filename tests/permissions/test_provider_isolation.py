"""Of another provider nothing is seen, guessed or touched: not by file, hash, words, job or order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.roles import Role
from performance.actions import returns as deeds
from performance.actions.sendings import job_key
from performance.models import KpiReturn, Upload
from tests.factories import performance as factory
from tests.permissions.table import PROGRAM, rows
from tests.permissions.test_every_page import names_of
from tests.permissions.test_foreign_ids import NEVER
from tests.permissions.visitors import Visitors, address, bare, text_of
from tests.permissions.world import NOW, World
from workflow import jobs
from workflow.addresses import veiled

#: What both providers send under one name.
NAME, SAME, OTHER = "return.csv", b"Name,Age\nAnn,4\n", b"Name,Age\nBob,5\n"
#: What is told of a program's own file alone.
OWN = {"address", "file", "sha256", "sent_at"}


def asked(
    world: World, name: str, *args: Any, by: str = "own", method: str = "get", content: bytes = b""
) -> Any:
    """What a program is answered at an API address. Whatever was changed is undone."""
    url = reverse(f"performance:{name}", args=args)
    headers = {"Authorization": f"Bearer {world.home.clear[by]}"}
    more = {} if method == "get" else {"data": content, "content_type": "text/csv"}
    with transaction.atomic():
        answer = getattr(Client(), method)(url, headers=headers, **more)
        transaction.set_rollback(True)
    return answer


def foreign(world: World) -> Iterator[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    """Each API address with a record: its name, a rival's numbers in it, and numbers of nobody."""
    theirs, sent = world.home.facts["return.rival"], world.home.facts["upload.rival"]
    ours = world.home.facts["return.expected"]
    for name in ("api_return", "api_workbook", "api_files"):
        yield name, (theirs,), (NEVER,)
    yield "api_file", (theirs, sent), (NEVER, NEVER)
    yield "api_file", (ours, sent), (ours, NEVER)
    yield "api_file", (theirs, world.home.facts["upload.accepted"]), (NEVER, NEVER)


def test_every_address_of_programs_is_tried_here(world: World) -> None:
    there = {n for n in names_of(get_resolver().url_patterns) if n.startswith("performance:api_")}
    tried = {f"performance:{name}" for name, _, _ in foreign(world)}
    assert there == PROGRAM == tried | {"performance:api_returns"}


def test_a_program_finds_its_own(world: World) -> None:
    facts = world.home.facts
    assert asked(world, "api_return", facts["return.expected"]).status_code == 200
    assert asked(world, "api_workbook", facts["return.expected"]).status_code == 200
    args = facts["return.accepted"], facts["upload.accepted"]
    assert asked(world, "api_file", *args).status_code == 200
    rival = facts["return.rival"], facts["upload.rival"]
    assert asked(world, "api_file", *rival, by="rival").status_code == 200


def test_what_is_a_rivals_is_told_from_nothing_by_nothing(world: World) -> None:
    for name, theirs, nobodys in foreign(world):
        method = "post" if name == "api_files" else "get"
        answers = [
            asked(world, name, *args, method=method, content=SAME) for args in (theirs, nobodys)
        ]
        assert [a.status_code for a in answers] == [404, 404], name
        assert answers[0].content == answers[1].content, name
        assert dict(answers[0].headers) == dict(answers[1].headers), name


def test_the_list_is_of_ones_own(world: World) -> None:
    said = asked(world, "api_returns").json()
    returns = KpiReturn.objects.filter(agreement__provider=world.home.provider)
    assert said["organisation"] == world.home.provider.name
    known = set(returns.values_list("agreement__reference", flat=True))
    assert said["returns"]
    assert {one["contract"] for one in said["returns"]} <= known
    assert world.home.rival.name not in str(said)


def test_bytes_a_rival_has_sent_are_answered_like_any_others(world: World) -> None:
    """By name and by hash they are the same; nothing says that somebody had them before."""
    theirs = KpiReturn.objects.get(pk=world.home.facts["return.rival"])
    version = factory.correction(theirs)
    sent = factory.send_bytes(version, SAME, NAME, at=NOW)
    assert sent.rejected
    ours = world.home.facts["return.expected"]
    known, fresh = (
        asked(world, "api_files", ours, method="post", content=content) for content in (SAME, OTHER)
    )
    assert known.status_code == fresh.status_code == 422
    told = [{k: v for k, v in a.json().items() if k not in OWN} for a in (known, fresh)]
    assert told[0] == told[1]


def test_each_has_the_file_it_sent(world: World, signed_in: Visitors) -> None:
    """Two files of one name and one content are two uploads, each its sender's alone."""
    facts, slug = world.home.facts, world.home.facts["organisation"]
    theirs = factory.correction(KpiReturn.objects.get(pk=facts["return.rival"]))
    ours = KpiReturn.objects.get(pk=facts["return.expected"])
    sent = {r.pk: factory.send_bytes(r, SAME, NAME, at=NOW) for r in (theirs, ours)}
    assert len({upload.file.sha256 for upload in sent.values()}) == 1
    person = world.home.people[Role.CERTIFIER]
    for name in ("portal_upload", "portal_file", "portal_marked"):
        for record, upload, status in (
            (ours.pk, sent[ours.pk].pk, {200, 409}),
            (ours.pk, sent[theirs.pk].pk, {404}),
            (theirs.pk, sent[theirs.pk].pk, {404}),
            (theirs.pk, sent[ours.pk].pk, {404}),
        ):
            url = reverse(f"performance:{name}", args=[slug, record, upload])
            assert signed_in.ask(person, "get", url) in status, (name, record, upload)
    page = signed_in.answer(
        person, "get", reverse("performance:portal_return", args=[slug, ours.pk])
    )
    assert page.content.decode().count(f">{NAME}</a>") == 1


def test_a_rivals_job_is_not_there(world: World, signed_in: Visitors, monkeypatch: Any) -> None:
    """The reading of a rival's file, and a number no job has, are told apart by nothing."""
    monkeypatch.setattr(deeds, "READ_AT_ONCE", 1)
    theirs = factory.correction(KpiReturn.objects.get(pk=world.home.facts["return.rival"]))
    sent = factory.send_bytes(theirs, SAME, NAME, at=NOW)
    job = jobs.active("read_return", job_key(sent))
    assert job is not None
    person = world.home.people[Role.CERTIFIER]
    urls = [reverse("job_status", args=[number]) for number in (job.pk, NEVER)]
    answers = [signed_in.answer(person, "get", url) for url in urls]
    assert [a.status_code for a in answers] == [404, 404]
    assert bare(answers[0].content) == bare(answers[1].content)
    assert signed_in.ask(sent.sent_by, "get", urls[0]) in (200, 302)


def test_a_rivals_token_is_not_there(world: World, signed_in: Visitors) -> None:
    slug, person = world.home.facts["organisation"], world.home.people[Role.CERTIFIER]
    urls = [
        reverse("accounts:program_revoke", args=[slug, number])
        for number in (world.home.facts["token.rival"], NEVER)
    ]
    for method in ("get", "post"):
        answers = [signed_in.answer(person, method, url) for url in urls]
        assert [a.status_code for a in answers] == [404, 404]
        assert bare(answers[0].content) == bare(answers[1].content)
    listed = signed_in.answer(person, "get", reverse("accounts:programs", args=[slug]))
    assert len(re.findall(r"/revoke/", listed.content.decode())) == 1


#: Numbers a provider's address may have: days and years are nobody's.
NUMBERED = re.compile(
    r"""(?:href|action|src|data-[a-z-]*url)=["'](/[^"'?#]*/\d+(?:/[^"']*)?)["']"""
)


@pytest.mark.parametrize(
    "row", [r for r in rows() if r.place == "organisation" and r.answer == 200], ids=str
)
def test_no_address_on_a_providers_page_counts_records(
    row: Any, world: World, signed_in: Visitors
) -> None:
    """Records are numbered through all providers: an address with the number would count them."""
    url = address(row, world.home.facts)
    assert not re.search(r"/\d+/", url)
    person = world.home.people[Role.CERTIFIER]
    assert NUMBERED.findall(text_of(signed_in.answer(person, "get", url))) == []


def test_no_answer_to_a_program_counts_records(world: World) -> None:
    facts = world.home.facts
    args = facts["return.accepted"], facts["upload.accepted"]
    for answer in (asked(world, "api_returns"), asked(world, "api_file", *args)):
        said = text_of(answer)
        assert not re.search(r"/\d+/", said)
    assert veiled(facts["return.expected"]) in text_of(asked(world, "api_returns"))


def test_a_foreign_upload_is_not_moved_by_ones_own_return(world: World) -> None:
    """Whatever a program sends for its own return, uploads of the rival stay as they were."""
    before = list(Upload.objects.filter(kpi_return=world.home.facts["return.rival"]).values())
    with transaction.atomic():
        url = reverse("performance:api_files", args=[world.home.facts["return.expected"]])
        headers = {"Authorization": f"Bearer {world.home.clear['own']}"}
        Client().post(url, SAME, content_type="text/csv", headers=headers)
        after = list(Upload.objects.filter(kpi_return=world.home.facts["return.rival"]).values())
        transaction.set_rollback(True)
    assert before == after
