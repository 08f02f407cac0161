"""Nothing of others is on any page: every text of theirs carries a mark, and no page shows one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from accounts.models import User
from accounts.roles import Role
from tests.permissions.marks import marks_in
from tests.permissions.table import Row, rows
from tests.permissions.visitors import Visitors, address, insiders, text_of
from tests.permissions.world import Half, World
from workflow.models import AuditEntry

#: Whoever registers an agreement chooses among all organisations, by name.
NAMES_OF_ALL = {"contracts:new": {"Zq.Organisation.name"}}
#: What every provider may read of a tender anywhere, once it is published.
PUBLISHED = {"Zq.Tender.title", "Zq.Tender.reference", "Zq.Partnership.name"}
#: A bidder is told in the end who won.
WON = {"tenders:bid": {"Rv.Organisation.name"}}
#: What the partnership must not know of a bid before its opening.
SEALED = ("Quietwater", "3791234", "3,791,234")
#: The wholes a page can be about: each page is read for every one of them.
KINDS = ("tender.", "spec.", "agreement.", "variation.", "return.", "bid.", "pack.", "regime.")


def addresses(row: Row, half: Half) -> Iterator[str]:
    """The row's address, and the same for every other record of its kind."""
    yield address(row, half.facts)
    numbers = [word for word in row.at if not word.startswith("=")]
    if len(numbers) == 1 and numbers[0].startswith(KINDS):
        kind = numbers[0].split(".")[0]
        for word in half.facts:
            if word.startswith(f"{kind}.") and word != numbers[0]:
                yield address(row, half.facts, **{numbers[0]: half.facts[word]})


def read(person: User, urls: Iterable[str], signed_in: Visitors) -> str:
    """Everything these pages say to a person."""
    return "\n".join(text_of(signed_in.answer(person, "get", url)) for url in urls)


def readers(row: Row, half: Half, *, everybody: bool = False) -> list[User]:
    """Whom the page is for: one of them, or everybody (also those it is refused to)."""
    people = insiders(row, half)
    return list(people.values()) if everybody else [people[min(row.who)]]


def of_place(place: str) -> list[Row]:
    """The lines of partnerships, or those of providers."""
    return [row for row in rows() if row.place == place and row.answer == 200]


def leaks(row: Row, said: str) -> list[str]:
    """Marks of Elsewhere, and sealed words, in what a page of Cumbria says."""
    found = marks_in(said, "Zq") - NAMES_OF_ALL.get(row.name, set())
    if row.name not in NAMES_OF_ALL:
        found |= {word for word in SEALED if word in said}
    return sorted(found)


@pytest.mark.parametrize("row", of_place("partnership"), ids=str)
def test_nothing_of_elsewhere_and_nothing_sealed(
    row: Row, world: World, signed_in: Visitors
) -> None:
    person = readers(row, world.home)[0]
    assert leaks(row, read(person, [address(row, world.home.facts)], signed_in)) == []


@pytest.mark.slow
@pytest.mark.parametrize("row", of_place("partnership"), ids=str)
def test_the_same_of_every_record_for_everybody(
    row: Row, world: World, signed_in: Visitors
) -> None:
    for person in readers(row, world.home, everybody=True):
        assert leaks(row, read(person, addresses(row, world.home), signed_in)) == [], person


@pytest.mark.parametrize("row", of_place("organisation"), ids=str)
def test_nothing_of_the_rival(row: Row, world: World, signed_in: Visitors) -> None:
    """A provider reads nothing of another, and of partnerships what they publish."""
    certifier = world.home.people[Role.CERTIFIER]
    said = read(certifier, addresses(row, world.home), signed_in)
    assert marks_in(said, "Rv") - WON.get(row.name, set()) == set()
    assert marks_in(said, "Zq") - PUBLISHED == set()


def test_the_marks_are_seen_where_they_belong(world: World, signed_in: Visitors) -> None:
    """The test of the tests: Elsewhere's own people read them, and so does the rival."""
    said = "".join(
        read(readers(row, world.away)[0], [address(row, world.away.facts)], signed_in)
        for row in of_place("partnership")
        if "_" not in row.name.split(":")[1]
        or row.name in {"tenders:opened_bid", "tenders:tender_questions"}
    )
    seen = {mark.split(".")[1] for mark in marks_in(said, "Zq")}
    assert seen >= {
        *("Need", "Consultation", "Kpi", "Specification", "Clause", "Meeting", "Decision"),
        *("BoardAction", "Tender", "Criterion", "Question", "Agreement", "Variation", "User"),
        *("Area", "Outcome", "Partnership", "BidDocument"),
    }


def test_the_rival_is_seen_by_the_partnership(world: World, signed_in: Visitors) -> None:
    row = next(r for r in rows() if r.name == "contracts:register")
    commissioner = world.home.people[Role.COMMISSIONER]
    said = read(commissioner, [address(row, world.home.facts)], signed_in)
    assert "Rv.Organisation.name" in said


def test_the_trail_of_a_sealed_tender_names_no_bidder(world: World) -> None:
    """What is kept of a tender's own steps says nothing of who bids before the opening."""
    entries = AuditEntry.objects.filter(
        record_type="tenders.tender", record_id=world.home.facts["tender.published"]
    )
    assert entries
    for entry in entries:
        kept = f"{entry.record_name} {entry.reasons} {entry.facts} {entry.actor_name}"
        assert not any(word in kept for word in SEALED)


def test_no_price_or_content_of_a_sealed_bid_is_in_the_trail(world: World) -> None:
    for entry in AuditEntry.objects.filter(record_type__startswith="tenders.bid"):
        kept = f"{entry.record_name} {entry.reasons} {entry.facts}"
        assert "3791234" not in kept
        assert "will do it" not in kept
