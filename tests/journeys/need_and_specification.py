"""Chapters one and two: from a published figure to an approved specification."""

from __future__ import annotations

from tests.journeys.people import Someone
from tests.journeys.story import Story

NEED = "Too many children are looked after in Cumberland"
SPECIFICATION = "Early Help and family hub service"


def look_at_need(story: Story) -> None:
    """The commissioner reads an indicator by area and over time, and records a priority need."""
    ruth = story.person("commissioner")
    ruth.reads("Nothing awaits you")
    ruth.go_to("Needs")
    ruth.follow("Children looked after")
    ruth.reads("Areas compared", "Against England", "Against North West", "Trend")
    assert ruth.page.get_by_role("img").count() >= 1
    assert ruth.page.get_by_role("table").count() >= 2
    ruth.follow("Record a priority need in Cumberland")
    ruth.send(
        "Record the need",
        {
            "The need in one line": NEED,
            "The need": "Families come to notice late. Help has to come before the crisis.",
            "Outcome": "Children are safe",
            "Objective": "the number of children looked after",
            "Priority": "High",
        },
    )
    ruth.reads(NEED, "Children are safe", "the number of children looked after", "Cumberland")


def write_a_specification(story: Story) -> None:
    """Clauses tied to outcome, level of need and finding; KPIs with targets; sent for approval."""
    ruth = story.person("commissioner")
    ruth.go_to("Specifications")
    ruth.press("Draft a specification")
    ruth.send(
        "Begin the draft",
        {
            "Or name a new service": "Early Help and family hubs",
            "Title": SPECIFICATION,
            "Purpose": "One team that works from family hubs and in the family home.",
        },
    )
    ruth.reads("Write at least one clause.", "Name the need this service answers.")
    ruth.follow("Name a need it answers")
    ruth.send("Add", {"Need": NEED})
    _write_clauses(ruth)
    _choose_kpis(ruth)
    ruth.step("Send for approval")
    ruth.state_is("For approval")
    ruth.is_not_offered("Approve the specification", "Send back for changes")
    ruth.reads("Next for an approver: Approve the specification")


def _write_clauses(ruth: Someone) -> None:
    for number, heading, level in (
        ("1", "Universal and targeted support in family hubs", "Getting advice"),
        ("2", "Support in the family home", "Getting help"),
    ):
        ruth.follow("Write a clause")
        ruth.send(
            "Add",
            {
                "Number": number,
                "Heading": heading,
                "What the provider is to do": "Help comes early and without a referral.",
                "Outcome it serves": "Children are safe",
                "Level of need": level,
                "Consultation finding it answers": "A consistent core offer with local response",
            },
        )


def _choose_kpis(ruth: Someone) -> None:
    for kpi, clause, target, tolerance in (("EH-PLAN", "2", "70", "5"), ("EH-RR", "1", "18", "3")):
        ruth.follow("Choose a KPI and its target")
        ruth.send(
            "Add",
            {
                "KPI": kpi,
                "Clause it measures": clause,
                "Target": target,
                "Tolerance": tolerance,
                "Baseline at the start": "20",
            },
        )


def approve_the_specification(story: Story) -> None:
    """Somebody else reads it and approves it."""
    margaret = story.person("approver")
    margaret.go_to("Your work")
    margaret.follow(SPECIFICATION)
    margaret.step("Approve the specification")
    margaret.state_is("Approved")
    margaret.reads("Margaret Tyson", "approved the specification")
