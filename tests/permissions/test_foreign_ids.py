"""A record's number in an address of somebody else's: it is not there, as if it had never been."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import User
from tests.permissions.table import Row, pages, rows
from tests.permissions.visitors import Visitors, address, bare, insiders
from tests.permissions.world import Facts, World

#: No record has this number.
NEVER = 987_654_321
#: One line for each address with a record in it.
NAMED = {row.name: row for row in rows() if any(not word.startswith("=") for word in row.at)}
#: Published figures are everybody's.
SHARED = {"indicator"}
#: Tenders are read by every provider, wherever they were published.
PUBLISHED = {"tenders:portal_tender", "tenders:portal_ask", "tenders:portal_start"}
#: Another whole of the same kind, whose parts these are not.
OTHER_WHOLE = {
    "asked.open": "asked.planned",
    "asked.planned": "asked.open",
    "consultation": "asked.open",
    "spec.draft": "spec.for_approval",
    "tender.drafting": "tender.published",
    "tender.published": "tender.wanted",
    "tender.evaluating": "tender.awarded",
    "tender.standstill": "tender.evaluating",
    "bid.drafting": "bid.sealed",
    "bid.opened": "bid.opened_rival",
    "agreement.drafted": "agreement.in_force",
    "agreement.in_force": "agreement.rival",
    "variation.proposed": "variation.with_board",
    "return.accepted": "return.received",
    "return.certified": "return.received",
    "return.expected": "return.received",
    "pack.issued": "pack.drafting",
    "person.analyst": "person.board",
    "outcome": "outcome.other",
}


def allowed(row: Row, world: World) -> User:
    """Somebody the page is for."""
    return next(p for role, p in insiders(row, world.home).items() if role in row.who)


def numbers_of(row: Row, facts: Facts) -> list[str]:
    """The words of the row that stand for a record's number."""
    return [word for word in row.at if isinstance(facts.get(word), int)]


@pytest.mark.parametrize("name", sorted(NAMED))
def test_a_record_of_elsewhere(name: str, world: World, signed_in: Visitors) -> None:
    """All of its numbers foreign, then each alone: 404 whoever asks, and the page says no more."""
    if name in PUBLISHED:
        row = next(r for r in rows() if r.name == name)
        assert _swapped(row, world, signed_in, {row.at[0]: "tender.drafting"}) == []
        return
    wrong = []
    for row in (r for r in rows() if r.name == name):
        words = [w for w in numbers_of(row, world.home.facts) if w not in SHARED]
        for foreign in [words, *([word] for word in words if len(words) > 1)]:
            wrong += _with_foreign(row, foreign, world, signed_in)
    assert wrong == []


def _with_foreign(row: Row, words: list[str], world: World, signed_in: Visitors) -> list[str]:
    if not words:
        return []
    person, wrong = allowed(row, world), []
    theirs = address(row, world.home.facts, **{word: world.away.facts[word] for word in words})
    nothing = address(row, world.home.facts, **dict.fromkeys(words, NEVER))
    foreign, never = (signed_in.answer(person, "get", url) for url in (theirs, nothing))
    statuses = {foreign.status_code, never.status_code, signed_in.ask(person, "post", theirs)}
    if not statuses <= {404, 405}:
        wrong.append(f"{row} with {words}: {statuses}")
    if bare(foreign.content) != bare(never.content):
        wrong.append(f"{row} with {words}: the pages differ")
    return wrong


@pytest.mark.parametrize("row", [r for r in rows() if len(r.at) > 1], ids=str)
def test_a_part_of_another_whole(row: Row, world: World, signed_in: Visitors) -> None:
    """The number of a part that is ours, under a whole of ours that is not its own."""
    numbers = numbers_of(row, world.home.facts)
    for word in numbers[:-1]:
        assert _swapped(row, world, signed_in, {word: OTHER_WHOLE[word]}) == []


def _swapped(row: Row, world: World, signed_in: Visitors, instead: dict[str, str]) -> list[str]:
    put = {word: world.home.facts[other] for word, other in instead.items()}
    url, person = address(row, world.home.facts, **put), allowed(row, world)
    got = {method: signed_in.ask(person, method, url) for method in ("get", "post")}
    return [f"{m} {row}, {put}: {status}" for m, status in got.items() if status not in (404, 405)]


@pytest.mark.parametrize(
    "row",
    [r for r in rows() if r.place == "organisation" and r.at and r.name not in PUBLISHED],
    ids=str,
)
def test_a_record_of_the_rival(row: Row, world: World, signed_in: Visitors) -> None:
    """What another provider has with the same partnership is not there either."""
    theirs = {word: f"{word.split('.')[0]}.rival" for word in numbers_of(row, world.home.facts)}
    assert theirs
    assert _swapped(row, world, signed_in, theirs) == []


def test_a_place_of_others_is_told_from_no_place_by_nothing(
    world: World, signed_in: Visitors
) -> None:
    for place, name in (("partnership", "tenders:tenders"), ("organisation", "tenders:portal")):
        there = reverse(name, args=[world.home.facts[place]])
        nowhere = reverse(name, args=["rutland"])
        for person in world.away.people.values():
            answers = [signed_in.answer(person, "get", url) for url in (there, nowhere)]
            assert [a.status_code for a in answers] == [404, 404]
            assert bare(answers[0].content) == bare(answers[1].content)


@pytest.mark.parametrize("row", [r for r in pages() if r.at], ids=str)
def test_a_stranger_learns_nothing_of_what_there_is(
    row: Row, world: World, signed_in: Visitors
) -> None:
    """The page that says no is the same for a record that is there and one that never was."""
    words = list(numbers_of(row, world.home.facts))
    stranger = next(iter(world.away.people.values()))
    there = signed_in.answer(stranger, "get", address(row, world.home.facts))
    never = address(row, world.home.facts, **dict.fromkeys(words, NEVER))
    assert bare(there.content) == bare(signed_in.answer(stranger, "get", never).content)


def test_what_a_form_is_filled_in_with_comes_from_here(world: World, signed_in: Visitors) -> None:
    """Numbers in the question of an address are looked up behind the gate too."""
    theirs, slug = world.away.facts, world.home.facts["partnership"]
    person = next(iter(world.home.people.values()))
    asked = [
        ("commissioning:need_add", [], f"decision={theirs['decision']}", 404),
        ("commissioning:action_add", [], f"decision={theirs['decision']}", 200),
        ("tenders:regime_new", [], f"specification={theirs['spec.approved']}", 200),
        (
            "performance:oversight_kpi",
            [world.home.facts["kpi.read"]],
            f"area={theirs['area']}",
            404,
        ),
    ]
    for name, args, question, wanted in asked:
        url = f"{reverse(name, args=[slug, *args])}?{question}"
        answer = signed_in.answer(person, "get", url)
        assert answer.status_code == wanted, url
        assert f'value="{question.split("=")[1]}" selected' not in answer.content.decode(), url
