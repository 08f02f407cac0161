"""Chapters three and four: the regime, a tender with its gates, questions, two sealed bids."""

from __future__ import annotations

from datetime import date

from tests.journeys.need_and_specification import SPECIFICATION
from tests.journeys.people import Someone
from tests.journeys.story import Story
from workflow.calendar import london_time

PUBLISHED = date(2026, 3, 4)
DEADLINE = date(2026, 3, 31)
DECISION = date(2026, 5, 5)
START, END = date(2026, 7, 1), date(2031, 6, 30)
QUESTION = "May hubs share buildings with libraries?"
ANSWER = "Yes, where the space is safe for young children."
SOLWAY_PRICE, NORTHERN_PRICE = "8,850,000", "8,950,000"


# --- 3. The tender --------------------------------------------------------------------------------


def choose_the_regime(story: Story) -> None:
    """A mainly-health value is refused with its reason; the right one is approved by another."""
    ruth, margaret = story.person("commissioner"), story.person("approver")
    ruth.go_to("Tenders")
    ruth.follow("Choose the legal regime for a new tender")
    ruth.send(
        "Save the worksheet",
        {
            "Specification": SPECIFICATION,
            "Main service (CPV code)": "85311300",
            "Value of the health services": "6,000,000",
            "Value of everything else": "3,300,000",
            "Could the two reasonably be supplied under separate contracts?": "No",
            "Why they could or could not be supplied separately": "The same workers give both.",
        },
    )
    ruth.reads("Provider Selection Regime", "Why it cannot be tendered here")
    margaret.go_to("Tenders")
    margaret.follow("Early Help and family hub service")
    margaret.is_not_offered("Approve the regime")
    margaret.reads("The health element is worth more than the rest")
    ruth.follow("Change the worksheet")
    ruth.send(
        "Save",
        {"Value of the health services": "900,000", "Value of everything else": "8,400,000"},
    )
    ruth.reads("Procurement Act 2023, light touch", "£9,300,000")
    ruth.is_not_offered("Approve the regime")
    margaret.go_to("Your work")
    margaret.follow("Early Help and family hub service")
    margaret.step("Approve the regime")
    margaret.reads("Approved", "Margaret Tyson")


def draft_the_tender(story: Story) -> None:
    """Dates are set, criteria put right, a panel named; the page says what stands in the way."""
    ruth = story.person("commissioner")
    ruth.go_to("Your work")
    ruth.follow("Early Help and family hub service")
    ruth.press("Draft the tender")
    ruth.send(
        "Draft the tender",
        {
            "To be published on": PUBLISHED,
            "Questions until": london_time(date(2026, 3, 23), 17),
            "Deadline for bids": london_time(DEADLINE, 12),
            "Decision planned for": DECISION,
            "Contract starts on": START,
            "Contract ends on": END,
        },
    )
    ruth.is_not_offered("Publish the tender")
    ruth.reads(
        "What stands in the way",
        "Record the gate “Conflicts assessment” (statutory: Procurement Act 2023 s.83(1) and (3)).",
        "Record the gate “Tender notice” (statutory: Procurement Act 2023 s.21(1)).",
    )
    _change_the_weights(ruth)
    _name_a_panel(ruth, "Daniel Okafor", "Samir Patel")


def _change_the_weights(ruth: Someone) -> None:
    ruth.follow("Criteria")
    ruth.follow("Change Social value")
    ruth.send("Save", {"Weight in per cent": "20"})
    ruth.reads("They must make 100%", "110%")
    ruth.follow("Overview")
    ruth.reads("The weights of the award criteria add up to 110%. They must make 100%.")
    ruth.follow("Criteria")
    ruth.follow("Change Price")
    ruth.send("Save", {"Weight in per cent": "20"})
    ruth.reads_nothing_of("They must make 100%")


def _name_a_panel(ruth: Someone, *names: str) -> None:
    ruth.follow("Panel", exact=True)
    for name in names:
        ruth.follow("Name a panel member")
        ruth.send("Name them", {"Evaluator": name})
    ruth.reads(*names, "Not declared")


def record_the_gates_and_publish(story: Story) -> None:
    """Each gate is recorded with its question and citation in view; then it can be published."""
    story.it_is(PUBLISHED)
    ruth = story.person("commissioner")
    record_gates(ruth, "Before the tender is published", PUBLISHED)
    ruth.follow("Timetable")
    ruth.reads("Deadline for bids")
    ruth.follow("Overview")
    ruth.step("Publish the tender")
    ruth.state_is("Open for bids")
    ruth.is_not_offered("Close to bids", "Open the bids")


def record_gates(ruth: Someone, before: str, day: date) -> None:
    """Record every gate of one step that is not met yet."""
    ruth.follow("Gates", exact=True)
    table = ruth.page.get_by_role("table", name=before)
    while (waiting := table.get_by_role("link", name="Record ")).count():
        ruth.follow(waiting.first.inner_text().replace("\n", " "), within=table)
        ruth.reads("What to record:")
        ruth.send(
            "Record it",
            {
                "What is so": "Done, and on the file of the procurement.",
                "Number or reference": "2026/S 000-012345",
                "Day it was done or published": day,
            },
        )


# --- 4. Questions and bids ------------------------------------------------------------------------


def ask_and_answer(story: Story) -> None:
    """A provider asks, the commissioner answers, and every provider reads it without a name."""
    joanne, liam = story.person("solway.preparer"), story.person("northern.preparer")
    ruth = story.person("commissioner")
    joanne.go_to("Tenders")
    joanne.reads("Early Help and family hub service", "31 March 2026, midday")
    joanne.follow("Early Help and family hub service")
    joanne.send("Send the question", {"Your question": QUESTION})
    ruth.go_to("Your work")
    ruth.follow(QUESTION)
    ruth.send("Publish the answer", {"Your answer": ANSWER})
    for provider in (joanne, liam):
        provider.go_to("Tenders")
        provider.follow("Early Help and family hub service")
        provider.reads(QUESTION, ANSWER)
    liam.reads_nothing_of("Solway", "Joanne Bell")


def bid(story: Story) -> None:
    """Two providers seal a price and a document; their certifiers submit and get a receipt."""
    for provider, price in (("solway", SOLWAY_PRICE), ("northern", NORTHERN_PRICE)):
        _prepare(story, provider, price)
        _submit(story, provider)
    ruth = story.person("commissioner")
    ruth.go_to("Tenders")
    ruth.follow("Early Help and family hub service")
    ruth.follow("Bids and evaluation")
    ruth.reads("How many bids come is told once the tender is closed.")
    ruth.reads_nothing_of("bids submitted", "Solway", "Northern", SOLWAY_PRICE)


def _prepare(story: Story, provider: str, price: str) -> None:
    preparer = story.person(f"{provider}.preparer")
    preparer.go_to("Tenders")
    preparer.follow("Early Help and family hub service")
    preparer.press("Start a bid")
    preparer.send("Seal the price", {"Price over the whole term, VAT included": price})
    preparer.reads("A price is sealed.")
    response = story.desk / f"Response of {provider}.txt"
    response.write_text("How we help families early, in six localities.", encoding="utf-8")
    preparer.attach("Add a document", response)
    preparer.send("Seal the document into the bid")
    preparer.reads(response.name)
    preparer.is_not_offered("Submit the bid")


def _submit(story: Story, provider: str) -> None:
    certifier = story.person(f"{provider}.certifier")
    certifier.go_to("Your work")
    certifier.follow("Early Help and family hub service")
    certifier.step("Submit the bid")
    certifier.reads("Receipt for your bid", "Receipt code", f"Response of {provider}.txt")
    certifier.go_to("Tenders")
    certifier.reads("Submitted and sealed")


def declare_interests(story: Story) -> None:
    """Every panel member declares before they can read a bid."""
    for key in ("colleague", "evaluator"):
        member = story.person(key)
        member.go_to("Your work")
        member.follow(SPECIFICATION, within=member.item("Declare your interests"))
        member.send("Declare", {"Your interests": "None"})
        member.reads("Your declaration is recorded.")
