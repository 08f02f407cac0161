"""Chapter five: closed by the clock, opened, scored, decided by another, notified, awarded."""

from __future__ import annotations

from datetime import date

from tests.journeys.people import Someone
from tests.journeys.story import Story
from tests.journeys.tender_and_bids import DEADLINE, DECISION, record_gates

TENDER = "Early Help and family hub service"
OPENED = date(2026, 4, 1)
EFFECTIVE = date(2026, 5, 13)
AWARDED = date(2026, 5, 26)
CRITERIA = (
    "Family plans closed with needs met",
    "Families re-referred within 12 months",
    "Social value",
)


def _at_the_tender(someone: Someone) -> Someone:
    someone.go_to("Tenders")
    someone.follow(TENDER)
    return someone


def close_by_the_clock(story: Story) -> None:
    """A minute before the deadline it is open; a minute after it is closed, by nobody's click."""
    story.it_is(DEADLINE, 11, 59)
    ruth = _at_the_tender(story.person("commissioner"))
    ruth.reads("Open for bids")
    ruth.is_not_offered("Close to bids", "Open the bids")
    story.it_is(DEADLINE, 12, 1)
    liam = _at_the_tender(story.person("northern.preparer"))
    liam.follow("The tender")
    liam.reads("Bids were due by 31 March 2026, midday")
    _at_the_tender(ruth)
    ruth.reads("Closed to bids")


def open_and_score(story: Story) -> None:
    """The bids are opened together; each evaluator scores alone; the marks are moderated."""
    story.it_is(OPENED)
    ruth = _at_the_tender(story.person("commissioner"))
    ruth.step("Open the bids")
    ruth.follow("Bids and evaluation")
    ruth.reads("Solway Family Partnership", "Northern Family Hubs Limited")
    ruth.reads_nothing_of("£8,850,000", "£8,950,000")
    ruth.follow("Overview")
    ruth.step("Start the evaluation")
    for key in ("colleague", "evaluator"):
        _score(story.person(key))
    ruth.follow("Bids and evaluation")
    ruth.reads_nothing_of("£8,850,000", "£8,950,000")
    ruth.follow("Declare your interests")
    ruth.send("Declare", {"Your interests": "None"})
    ruth.follow("Bids and evaluation")
    for provider, mark in (("Solway", "4: good"), ("Northern", "3: acceptable")):
        ruth.follow(f"Moderate {provider}")
        ruth.send("Save the agreed marks", _marks(mark, "The panel agreed after discussion."))
    ruth.reads("£8,850,000", "Ranking", "The lowest price earns the whole weight")


def _score(member: Someone) -> None:
    for provider, mark in (("Solway", "4: good"), ("Northern", "3: acceptable")):
        member.go_to("Your work")
        member.follow(provider)
        member.reads_nothing_of("£8,850,000", "£8,950,000")
        member.send("Save your marks", _marks(mark, "Clear, with evidence."))


def _marks(mark: str, reasons: str) -> dict[str, str]:
    marks = {f"Mark for {name}": mark for name in CRITERIA}
    return marks | {f"Reasons for {name}": f"{name}: {reasons}" for name in CRITERIA}


def recommend_and_decide(story: Story) -> None:
    """The commissioner recommends; someone else decides, after 28 clear days' notice."""
    ruth, margaret = story.person("commissioner"), story.person("approver")
    _at_the_tender(ruth)
    ruth.step(
        "Recommend an award",
        {
            "Bid to recommend": "Solway Family Partnership",
            "Reasons": "Highest total by the published criteria.",
        },
    )
    ruth.state_is("Award recommended")
    ruth.is_not_offered("Decide the award")
    record_gates(ruth, "Before the award is decided", OPENED)
    margaret.go_to("Your work")
    margaret.follow(TENDER)
    margaret.is_not_offered("Decide the award")
    margaret.reads("Notice of the key decision was published on 1 April 2026.", "30 April 2026")
    story.it_is(DECISION)
    margaret.go_to("Your work")
    margaret.follow(TENDER)
    margaret.step("Decide the award")
    margaret.state_is("Award decided")


def notify_and_award(story: Story) -> None:
    """Call-in passes, summaries go out, the award notice begins a standstill; then the award."""
    ruth = _at_the_tender(story.person("commissioner"))
    ruth.is_not_offered("Send the assessment summaries", "Publish the award notice")
    ruth.reads("The decision takes effect on 13 May 2026, when call-in has ended.")
    story.it_is(EFFECTIVE)
    _at_the_tender(ruth)
    ruth.reads("Send the assessment summaries first (Procurement Act 2023 s.50(3)).")
    ruth.step("Send the assessment summaries")
    liam = _at_the_tender(story.person("northern.preparer"))
    liam.reads("Assessment summary", "Solway Family Partnership")
    ruth.step(
        "Publish the award notice",
        {
            "Number of the contract award notice": "2026/S 000-054321",
            "Published on": EFFECTIVE,
            "Does the notice state a standstill?": "Yes",
        },
    )
    ruth.is_not_offered("Award the contract")
    ruth.reads("The standstill runs until the end of 22 May 2026.")
    story.it_is(AWARDED)
    _at_the_tender(ruth)
    ruth.step("Award the contract")
    ruth.reads("Awarded", "to Solway Family Partnership")
    joanne = story.person("solway.preparer")
    joanne.go_to("Your work")
    joanne.go_to("Tenders")
    joanne.reads("Successful")
