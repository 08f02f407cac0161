"""The yearly reviews of earlier agreements: held and agreed year by year, the present one open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from commissioning.models import Specification
from contracts.actions import reviews
from contracts.models import Agreement, Review
from demonstration.stage import Stage
from workflow import calendar
from workflow.door import take

#: Days before its day that a review is started, written, sent, sent back, and agreed.
STARTED, WRITTEN, SENT, SENT_BACK, SENT_AGAIN, AGREED = 45, 24, 22, 18, 14, 7
FINDINGS = (
    "compliance",
    "compliance_words",
    "fitness",
    "fitness_words",
    "views_of_users",
    "views_of_provider",
    "value_for_money",
    "recommendation",
    "recommendation_reasons",
)


def plan_reviews(
    stage: Stage, key: str, start: date, end: date, rows: list[dict[str, Any]]
) -> None:
    """Enter the reviews of an agreement from its first to its last day, one row of its paper a year.

    A row says what was found in the words of Review's fields. `act_by` is months after the review's
    day, or "end" for the agreement's last; `sent_back` what an approver sent it back with; `plan`
    the service whose specification it led to. Years after the last row say what that row says.
    A row with `now` ("due", "under_way" or "waiting") is the present review, left open so; with
    `moved`, a reason, it is the next one and its day is brought forward to near the day shown.
    """
    held = [row for row in rows if "now" not in row]
    present = next((row for row in rows if "now" in row), None)
    days = _days_by(start, min(end, stage.today))
    if present is not None and "moved" not in present and days:
        days.pop()
    for year, day in enumerate(days):
        _hold(stage, key, day, held[min(year, len(held) - 1)])
    if present is not None:
        _leave_open(stage, key, present, days[-1] if days else start)


def _days_by(start: date, today: date) -> list[date]:
    """The days a yearly review fell due on, up to a day."""
    days, year = [], 1
    while (day := calendar.add_months(start, 12 * year)) <= today:
        days.append(day)
        year += 1
    return days


def _hold(stage: Stage, key: str, day: date, row: dict[str, Any]) -> None:
    """A review that is started, written, sent, perhaps sent back, and agreed before its day."""
    author, boss = stage.who("commissioner"), stage.who("approver")

    def on(days_before: int, deed: Callable[[Review, datetime], object]) -> None:
        stage.diary.on(
            day - timedelta(days=days_before), lambda at: deed(_open(stage, key), at), hour=11
        )

    on(STARTED, lambda review, at: take(review, "start", by=author, at=at))
    on(WRITTEN, lambda review, at: _write(stage, review, row, at))
    on(SENT, lambda review, at: take(review, "send", by=author, at=at))
    if "sent_back" in row:
        reasons = row["sent_back"]
        on(SENT_BACK, lambda review, at: take(review, "send_back", by=boss, at=at, reasons=reasons))
        on(SENT_AGAIN, lambda review, at: take(review, "send", by=author, at=at))
    on(AGREED, lambda review, at: take(review, "agree", by=boss, at=at))
    if "plan" in row:
        two_days_ago = stage.today - timedelta(days=2)
        stage.diary.on(two_days_ago, lambda at: _link(stage, key, row["plan"], at), hour=11)


def _leave_open(stage: Stage, key: str, row: dict[str, Any], last: date) -> None:
    """The present review: due, being written, or with an approver on the day shown.

    `last` is the day of the review before it, which is agreed first.
    """
    today, author = stage.today, stage.who("commissioner")
    agreed = (today - last).days + AGREED

    def on(days_ago: int, deed: Callable[[Review, datetime], object]) -> None:
        stage.diary.on(
            today - timedelta(days=days_ago), lambda at: deed(_open(stage, key), at), hour=11
        )

    if "moved" in row:
        soon, moved = today + timedelta(days=12), min(40, agreed - 1)
        reasons = row["moved"]
        on(moved, lambda r, at: take(r, "move", by=author, at=at, due_on=soon, reasons=reasons))
    if row["now"] == "due":
        return
    on(min(18, agreed - 2), lambda review, at: take(review, "start", by=author, at=at))
    on(min(6, agreed - 3), lambda review, at: _write(stage, review, row, at))
    if row["now"] == "waiting":
        on(3, lambda review, at: take(review, "send", by=author, at=at))


def _open(stage: Stage, key: str) -> Review:
    """The review of an agreement that is due or under way."""
    found = stage.agreements[key].reviews.order_by("-number")
    return next(review for review in found if review.is_open)


def recommending_change(agreement: Agreement) -> Review | None:
    """The last agreed review of an agreement that recommends varying or extending it."""
    agreed = [r for r in agreement.reviews.all() if r.is_agreed and r.recommends_change]
    return agreed[-1] if agreed else None


def _write(stage: Stage, review: Review, row: dict[str, Any], at: datetime) -> None:
    findings = {name: row[name] for name in FINDINGS if name in row}
    if "act_by" in row:
        by_end = row["act_by"] == "end"
        ends = review.agreement.end_on
        findings["act_by"] = ends if by_end else calendar.add_months(review.due_on, row["act_by"])
    reviews.write(review, by=stage.who("commissioner"), at=at, **findings)


def _link(stage: Stage, key: str, service: str, at: datetime) -> None:
    """Link the newest specification of a service to the review that asked for it."""
    spec = Specification.objects.filter(partnership=stage.partnership, service__name=service).last()
    asked = [r for r in stage.agreements[key].reviews.all() if r.is_agreed and r.recommends_anew]
    if spec is not None and asked:
        take(asked[-1], "link", by=stage.who("commissioner"), at=at, specification=spec)
