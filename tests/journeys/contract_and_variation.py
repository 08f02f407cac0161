"""Chapters six and seven: a contract from its award, and a variation that goes to the Board."""

from __future__ import annotations

from datetime import date

from tests.journeys.award import TENDER
from tests.journeys.people import Someone
from tests.journeys.story import Story
from tests.journeys.tender_and_bids import START, record_gates

AREAS = ("Carlisle", "Copeland")
SIGNED = date(2026, 5, 27)
PROPOSED = date(2026, 7, 2)
BOARD_MEETS = date(2026, 9, 8)
VARIED_FROM = date(2026, 10, 1)
VARIATION = "A higher target for family plans"


def _at_the_contract(someone: Someone) -> Someone:
    someone.go_to("Agreements")
    someone.follow(TENDER)
    return someone


# --- 6. The contract ------------------------------------------------------------------------------


def draft_and_sign(story: Story) -> None:
    """Provider, value and KPI schedule come from the award; what stands before signing is said."""
    story.it_is(SIGNED)
    ruth = story.person("commissioner")
    ruth.go_to("Your work")
    ruth.follow(TENDER, within=ruth.item("Draft the contract from the award"))
    ruth.reads("Solway Family Partnership", "£8,850,000", "EH-PLAN")
    ruth.tick("Areas served", *AREAS)
    ruth.send("Draft the contract")
    ruth.reads("Drafted", "Carlisle, Copeland")
    ruth.is_not_offered("Record the signature")
    ruth.reads("Record the gate “Exclusion and debarment, once more”")
    ruth.go_to("Tenders")
    ruth.follow(TENDER)
    record_gates(ruth, "Before the contract is signed", SIGNED)
    _at_the_contract(ruth).step("Record the signature", {"Signed by both parties on": SIGNED})
    ruth.state_is("Signed")


def the_details_notice_falls_due(story: Story) -> None:
    """The clock of the details notice started at signing; it is published and recorded."""
    ruth = _at_the_contract(story.person("commissioner"))
    notice = ruth.row("Contract details notice")
    assert "23 September 2026" in notice.inner_text()
    ruth.follow("Record as met", within=notice)
    ruth.send("Record as met", {"Published on": SIGNED, "Number of the notice": "2026/S 000-3"})
    assert "2026/S 000-3" in ruth.row("Contract details notice").inner_text()


def come_into_force(story: Story) -> None:
    """On its first day the contract is in force, by the clock."""
    ruth = _at_the_contract(story.person("commissioner"))
    ruth.is_not_offered("Bring into force")
    story.it_is(START, 0, 5)
    _at_the_contract(ruth).state_is("In force")
    peter = story.person("solway.certifier")
    peter.go_to("Agreements")
    peter.follow(TENDER)
    peter.reads("In force", "KPI schedule", "70%")


# --- 7. The variation -----------------------------------------------------------------------------


def propose_a_variation(story: Story) -> None:
    """Without a ground nothing is proposed; with one, the law and all changes together are shown."""
    story.it_is(PROPOSED)
    ruth = _at_the_contract(story.person("commissioner"))
    ruth.follow("Propose a variation")
    ruth.fill(
        {
            "Title": VARIATION,
            "What changes, and why": "Families do better than the target asks.",
            "Takes effect on": VARIED_FROM,
            "Why this ground applies": "The service stays as it is; only a target rises.",
        }
    )
    ruth.press("Propose the variation")
    ruth.reads_problem("Ground relied on")
    ruth.send("Propose the variation", {"Ground relied on": "Light touch contract"})
    ruth.reads("Procurement Act 2023 s.74(2)", "All changes together", "Nothing changes yet.")
    ruth.follow("Change a KPI")
    ruth.send(
        "Save",
        {
            "KPI": "EH-PLAN",
            "From quarter": "2026-27Q3",
            "New target": "75",
            "Tolerance": "5",
        },
    )
    ruth.reads("75%")


def the_board_advises(story: Story) -> None:
    """It goes to a meeting; only after the Board's advice can an approver decide."""
    helen, ruth = story.person("board"), story.person("commissioner")
    helen.go_to("Board")
    helen.press("Add a meeting")
    helen.send("Add the meeting", {"Date of the meeting": BOARD_MEETS, "Place": "Penrith"})
    ruth.step("Send to the Board for advice", {"Meeting of the Board": "8 September 2026"})
    ruth.state_is("With the Board for advice")
    margaret = story.person("approver")
    _at_the_contract(margaret).follow("Variations")
    margaret.follow(VARIATION)
    margaret.is_not_offered("Approve the variation")
    margaret.reads("Record the Board's advice first")
    story.it_is(BOARD_MEETS, 16)
    helen.go_to("Your work")
    helen.follow(VARIATION)
    helen.step(
        "Record the Board's advice",
        {"The Board": "Advises in favour", "What the Board said": "A fair target. Agreed."},
    )
    helen.reads("A fair target. Agreed.")


def approve_and_vary(story: Story) -> None:
    """The approver decides; on its day the target changes from its quarter on."""
    margaret, ruth = story.person("approver"), story.person("commissioner")
    margaret.go_to("Your work")
    margaret.follow(VARIATION)
    margaret.step("Approve the variation")
    margaret.state_is("Approved")
    story.it_is(VARIED_FROM, 0, 5)
    _at_the_contract(ruth).follow("Variations")
    ruth.follow(VARIATION)
    ruth.state_is("In force")
    _at_the_contract(ruth).follow("KPIs", exact=True)
    changed = ruth.row("2026-27Q3").inner_text()
    assert "75%" in changed
    assert "Variation 1" in changed
    assert "70%" in ruth.row("2026-27Q2").inner_text()
