"""The areas a partnership looks at: its own localities, and official areas known by their code.

Areas are reference rows that no lifecycle moves, shared where they are official. So these actions
ask for permission and write the audit entry themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from accounts.models import Partnership
from accounts.roles import commissioner_or_operator
from commissioning.models import Area, PartnershipArea
from workflow import audit
from workflow.calendar import london_date
from workflow.lifecycle import Actor, Deed, NotAllowed, Refused
from workflow.locking import locked
from workflow.words import day

#: Facts of a locality that its partnership may change.
OWN_FACTS = ("name", "parent", "from_day", "until_day")


def draw_locality(
    trust: Partnership,
    *,
    name: str,
    by: Actor,
    at: datetime,
    parent: Area | None = None,
    from_day: date | None = None,
    until_day: date | None = None,
    reported: bool = True,
) -> PartnershipArea:
    """A new locality of the partnership's own. Raises Refused, NotAllowed."""
    _permit(trust, by, at)
    locality = Area(
        name=name.strip(),
        kind=Area.Kind.LOCALITY,
        partnership=trust,
        parent=parent,
        from_day=from_day,
        until_day=until_day,
    )
    with transaction.atomic():
        _put(locality, "recorded the area", trust, by, at)
        return _look_at(trust, locality, reported, by, at)


def look_at_official(
    trust: Partnership, area: Area, *, by: Actor, at: datetime, reported: bool = True
) -> PartnershipArea:
    """Let the partnership look at an official area (a district, an authority, a region).

    Raises Refused for one that has ended or is another partnership's, NotAllowed.
    """
    _permit(trust, by, at)
    if area.partnership_id not in {None, trust.pk}:
        raise Refused("Choose an official area, or one of this partnership's own.")
    if area.until_day is not None and area.until_day < london_date(at):
        raise Refused(ended_words(area))
    with transaction.atomic():
        return _look_at(trust, area, reported, by, at)


def change_area(line: PartnershipArea, *, by: Actor, at: datetime, **facts: Any) -> PartnershipArea:
    """Change whether an area is reported by and, of an own locality, name, parent and days.

    Writes nothing where nothing differs. Raises Refused, NotAllowed.
    """
    trust = line.partnership
    _permit(trust, by, at)
    own = {name: facts[name] for name in OWN_FACTS if name in facts}
    with transaction.atomic():
        fresh, area = locked(line), locked(line.area)
        differing = {n: v for n, v in own.items() if getattr(area, n) != v}
        if differing and area.partnership_id != trust.pk:
            raise Refused(f"{area} is an official area: only whether it is reported by can change.")
        _amended(area, differing, trust, by, at)
        if "reported" in facts and fresh.reported != facts["reported"]:
            _amended(fresh, {"reported": facts["reported"]}, trust, by, at)
    return fresh


def ended_words(area: Area) -> str:
    """That an official area has ended, and what took its place."""
    followed = ", ".join(str(after) for after in area.successors.all())
    ended = f"{area} ended on {day(area.until_day)}."
    return f"{ended} In its place: {followed}." if followed else ended


def _permit(trust: Partnership, by: Actor, at: datetime) -> None:
    if not commissioner_or_operator(PartnershipArea(partnership=trust), by, at):
        raise NotAllowed(f"Only {commissioner_or_operator.words} may change areas.")


def _look_at(
    trust: Partnership, area: Area, reported: bool, by: Actor, at: datetime
) -> PartnershipArea:
    line = PartnershipArea(
        partnership=trust, area=area, reported=reported, order=trust.areas.count()
    )
    _put(line, "began to look at the area", trust, by, at)
    return line


def _amended(
    row: models.Model, facts: dict[str, Any], trust: Partnership, by: Actor, at: datetime
) -> None:
    if not facts:
        return
    before = audit.facts_of(row)
    for name, value in facts.items():
        setattr(row, name, value)
    _saved(row)
    changed = audit.changes(before, audit.facts_of(row))
    deed = Deed(by=by, at=at, step="amend")
    audit.write(row, deed, sentence="changed the area", tenant=str(trust.pk), facts=changed)


def _put(row: models.Model, sentence: str, trust: Partnership, by: Actor, at: datetime) -> None:
    _saved(row)
    deed, facts = Deed(by=by, at=at, step="begin"), audit.facts_of(row)
    audit.write(row, deed, sentence=sentence, tenant=str(trust.pk), facts=facts)


def _saved(row: models.Model) -> None:
    _valid(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(
            "Someone has just recorded the same area. Refresh the page to see it."
        ) from None


def _valid(row: models.Model) -> None:
    said: list[str] = []
    if isinstance(row, Area):
        said += _of_area(row)
    try:
        row.full_clean()
    except ValidationError as error:
        said += _sentences(error)
    if said:
        raise Refused(*said)


def _of_area(area: Area) -> list[str]:
    said = []
    if area.parent is not None and area.parent.partnership_id not in {None, area.partnership_id}:
        said.append("An area is part of an official area or of one of this partnership's own.")
    if area.from_day and area.until_day and area.until_day < area.from_day:
        said.append("The area's last day lies before its first. Check both.")
    above: Area | None = area.parent
    for _ in range(Area.objects.count()):
        if above is None:
            break
        if area.pk is not None and above.pk == area.pk:
            said.append("An area cannot be a part of itself. Choose another.")
            break
        above = above.parent
    return said


def _sentences(error: ValidationError) -> Sequence[str]:
    if any("one_local_area" in str(e) or "already exists" in str(e) for e in error.messages):
        return ["The partnership has an area of that name already."]
    return [f"{name.replace('_', ' ')}: {words}" for name, lines in error.message_dict.items()
            for words in lines]  # fmt: skip
