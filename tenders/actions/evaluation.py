"""Scoring and moderating bids, and declaring interests before one moderates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from tenders.models import Bid, Criterion, Moderation, ModeratorDeclaration, Score, Tender
from workflow.door import amend, begin
from workflow.lifecycle import Refused

#: A mark with its reasons.
Mark = tuple[int, str]


def give_scores(
    bid: Bid, marks: Mapping[Criterion, Mark], *, by: User, at: datetime
) -> list[Score]:
    """Save a panel member's own marks of one bid: all that are given, or none. Raises Refused."""
    _with_reasons(marks)
    with transaction.atomic():
        return [_score(bid, criterion, mark, by, at) for criterion, mark in marks.items()]


def _score(bid: Bid, criterion: Criterion, mark: Mark, by: User, at: datetime) -> Score:
    known = Score.objects.filter(bid=bid, criterion=criterion, person=by).first()
    if known is not None:
        return amend(known, by=by, at=at, mark=mark[0], reasons=mark[1])
    score = Score(bid=bid, criterion=criterion, person=by, mark=mark[0], reasons=mark[1])
    return begin(score, by=by, at=at)


def moderate(
    bid: Bid, marks: Mapping[Criterion, Mark], *, by: User, at: datetime
) -> list[Moderation]:
    """Save the marks the panel agreed for one bid: all that are given, or none. Raises Refused."""
    _with_reasons(marks)
    with transaction.atomic():
        return [_moderation(bid, criterion, mark, by, at) for criterion, mark in marks.items()]


def declare_to_moderate(
    tender: Tender, *, by: User, at: datetime, declaration: str, barred: bool
) -> ModeratorDeclaration:
    """A commissioner declares their interests before they moderate, or puts them right."""
    given: dict[str, Any] = {"declaration": declaration, "barred": barred, "declared_at": at}
    known = ModeratorDeclaration.objects.filter(tender=tender, person=by).first()
    if known is not None:
        return amend(known, by=by, at=at, **given)
    return begin(ModeratorDeclaration(tender=tender, person=by, **given), by=by, at=at)


def _moderation(bid: Bid, criterion: Criterion, mark: Mark, by: User, at: datetime) -> Moderation:
    known = Moderation.objects.filter(bid=bid, criterion=criterion).first()
    if known is not None:
        return amend(known, by=by, at=at, mark=mark[0], reasons=mark[1])
    agreed = Moderation(bid=bid, criterion=criterion, mark=mark[0], reasons=mark[1])
    return begin(agreed, by=by, at=at)


def _with_reasons(marks: Mapping[Criterion, Mark]) -> None:
    if not marks:
        raise Refused("Give at least one mark with its reasons.")
    bare = [c.name for c, (_mark, reasons) in marks.items() if not reasons.strip()]
    if bare:
        raise Refused(*[f"Give the reasons for the mark of {name}." for name in bare])
