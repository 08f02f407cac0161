"""The one door. Every change to a record goes through `begin`, `amend`, `remove` or `take`.

Each is one transaction: lock, permission, what stands in the way, the change, what follows from it
(workflow.consequences), the audit entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.db import DEFAULT_DB_ALIAS, IntegrityError, models, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError

from workflow import audit, consequences
from workflow.lifecycle import (
    Actor,
    Deed,
    Lifecycle,
    NotAllowed,
    Obstacles,
    Record,
    Refused,
    Step,
    first_state_of,
    sentences_of,
    state_of,
    step_named,
    steps_of,
)
from workflow.locking import locked
from workflow.models import AuditEntry
from workflow.notices import tell

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Action:
    """A step as a screen shows it: open, blocked (with its sentences) or another's to take."""

    step: Step
    allowed: bool
    blocked: tuple[str, ...]

    @property
    def name(self) -> str:
        """The step's name, the last part of its address."""
        return self.step.name

    @property
    def label(self) -> str:
        """What the button says."""
        return self.step.label

    @property
    def hint(self) -> str:
        """What taking the step does, for the step's page."""
        return self.step.hint

    @property
    def may_words(self) -> str:
        """Who may take it, in words."""
        return self.step.may.words

    @property
    def careful(self) -> bool:
        """Whether it ends or undoes something, so that its button must not stand out."""
        return self.step.careful

    @property
    def open(self) -> bool:
        """Whether this person can take it now."""
        return self.allowed and not self.blocked


def begin(record: R, *, by: Actor, at: datetime, reasons: str = "", acting_for: str = "") -> R:
    """Save a new record in its first state, with its audit entry.

    Raises NotAllowed when the actor may not, Refused with sentences when it cannot be begun.
    """
    deed = Deed(by=by, at=at, step="begin", acting_for=acting_for)
    with transaction.atomic():
        _lock_whole(record)
        _permit(record.may_begin(record, by, at), record.may_begin.words, "record this")
        _unobstructed(record.standing_in_the_way(deed))
        if isinstance(record, Lifecycle):
            _first_state(record)
        consequences.hold(record, deed)
        with _entered(record, deed):
            _valid(record)
            _saved(record, force_insert=True)
            consequences.bring_about(record, deed)
        audit.write(
            record,
            deed,
            sentence=f"recorded the {record.noun()}",
            state_to=_state(record),
            facts=audit.facts_of(record),
            reasons=reasons,
        )
    return record


def amend(
    record: R, *, by: Actor, at: datetime, reasons: str = "", acting_for: str = "", **fields: Any
) -> R:
    """Change fields of a record while it is open to change. Nothing is written if nothing differs.

    Returns the fresh and saved record; the one passed in is not touched.
    """
    deed = Deed(by=by, at=at, step="amend", acting_for=acting_for)
    with transaction.atomic():
        fresh = _locked(record)
        may = fresh.who_may_amend()
        _permit(may(fresh, by, at), may.words, "change this")
        _unobstructed(fresh.standing_in_the_way(deed))
        before = audit.facts_of(fresh)
        if "state" in fields:
            raise Refused("A state is changed by its steps, not by amending.")
        for name, value in fields.items():
            setattr(fresh, name, value)
        if audit.changes(before, audit.facts_of(fresh)):
            consequences.hold(fresh, deed)
            with _entered(fresh, deed):
                _valid(fresh)
                _saved(fresh)
                consequences.bring_about(fresh, deed)
            changed = audit.changes(before, audit.facts_of(fresh))
            sentence = f"changed the {fresh.noun()}"
            audit.write(fresh, deed, sentence=sentence, facts=changed, reasons=reasons)
    return fresh


def remove(record: Record, *, by: Actor, at: datetime, reasons: str = "") -> None:
    """Remove a part while its whole is open to change.

    The audit entry keeps what it held, and what went with it. Raises Refused while something else
    still rests on it.
    """
    deed = Deed(by=by, at=at, step="remove")
    with transaction.atomic():
        fresh = _locked(record)
        may = fresh.who_may_amend()
        _permit(may(fresh, by, at), may.words, "remove this")
        _unobstructed(fresh.standing_in_the_way(deed))
        facts = audit.facts_of(fresh) | _going_with(fresh)
        sentence = f"removed the {fresh.noun()}"
        audit.write(fresh, deed, sentence=sentence, facts=facts, reasons=reasons)
        with _entered(fresh, deed):
            fresh.delete()


def amend_within(record: R, deed: Deed, **fields: Any) -> R:
    """Change a part in the course of a step of its whole, which has asked for permission already.

    Only a step has a deed to pass. The part gets an audit entry of its own.
    """
    before = audit.facts_of(record)
    for name, value in fields.items():
        setattr(record, name, value)
    with _entered(record, deed):
        _saved(record)
    changed = audit.changes(before, audit.facts_of(record))
    audit.write(record, deed, sentence=f"changed the {record.noun()}", facts=changed)
    return record


def take(
    record: R, step_name: str, *, by: Actor, at: datetime, acting_for: str = "", **data: Any
) -> R:
    """Take a step: lock, state, permission, guards, the change, the audit entry, in one transaction.

    Returns the fresh and saved record. Raises Refused (already done, blocked, or refused by the
    step itself) or NotAllowed; then nothing has changed.
    """
    with transaction.atomic():
        fresh = _locked(record)
        step = step_named(type(fresh), step_name)
        if step is None:
            raise Refused(f"A {fresh.noun()} has no step called '{step_name}'.")
        deed = Deed(by=by, at=at, step=step.name, acting_for=acting_for)
        before_state = _state(fresh)
        _permit(step.may(fresh, by, at), step.may.words, step.label)
        if before_state not in step.sources:
            raise Refused(_too_late(fresh, step))
        _unobstructed(sentences_of(step.guards, fresh, deed))
        deed._cleared.update(id(guard) for guard in step.guards)
        before = audit.facts_of(fresh)
        consequences.hold(fresh, deed)
        with _entered(fresh, deed):
            getattr(fresh, step.name)(deed, **data)
            _saved(fresh)
            consequences.bring_about(fresh, deed)
        facts = audit.changes(before, audit.facts_of(fresh))
        given = {k: v for k, v in data.items() if k not in step.secret and k != "reasons"}
        audit.write(
            fresh,
            deed,
            sentence=step.done,
            state_from=before_state,
            state_to=_state(fresh),
            facts={**facts, "given": given} if given else facts,
            reasons=str(data.get("reasons", "") or ""),
        )
        if step.tells is not None:
            tell(fresh, step.tells(fresh, deed), at=at, but=by)
    return fresh


def actions_for(record: Lifecycle, actor: Actor, at: datetime) -> list[Action]:
    """The steps possible from the record's state, in order, each with what stands in its way.

    A step of somebody else is listed as not allowed, so that the screen can say who is next; its
    sentences are left out.
    """
    found = []
    for step in steps_of(type(record)):
        if not step.offered or state_of(record) not in step.sources:
            continue
        allowed = step.may(record, actor, at)
        deed = Deed(by=actor, at=at, step=step.name)
        blocked = sentences_of(step.guards, record, deed) if allowed else []
        found.append(Action(step, allowed, tuple(blocked)))
    return found


def _locked(record: R) -> R:
    """The record, fresh and locked, with the wholes it is part of, the outermost first.

    Always in that order: a step of the whole that moves its parts (the opening of bids) would
    otherwise wait for a step of a part that waits for the whole.
    """
    try:
        whole = _locked_whole(record)
        fresh = locked(record)
    except ObjectDoesNotExist:
        raise Refused(
            f"This {record.noun()} has been removed. Go back and refresh the list."
        ) from None
    if whole is not None:
        setattr(fresh, record.part_of, whole)
    return fresh


def _lock_whole(record: Record) -> None:
    whole = _locked_whole(record)
    if whole is not None:
        setattr(record, record.part_of, whole)


def _locked_whole(record: Any) -> Any:
    """What the record is part of, locked together with what that is part of in its turn."""
    part_of = getattr(record, "part_of", "")
    if not part_of:
        return None
    whole = getattr(record, part_of)
    outer = _locked_whole(whole)
    fresh = locked(whole)
    if outer is not None:
        setattr(fresh, whole.part_of, outer)
    return fresh


def _going_with(record: Record) -> dict[str, Any]:
    """What a removal takes along or unlinks, as facts. Raises Refused for what is protected."""
    collector = Collector(using=DEFAULT_DB_ALIAS, origin=record)
    try:
        collector.collect([record])
    except (ProtectedError, RestrictedError) as error:
        holding = sorted({str(held._meta.verbose_name) for held in _holding(error)})
        raise Refused(
            f"This {record.noun()} is still used ({', '.join(holding)}). Remove that first."
        ) from error
    found: Any = collector
    rows = [row for rows in found.data.values() for row in rows if row != record]
    rows += [row for rows in found.fast_deletes for row in rows]
    unlinked = [
        f"{row._meta.label_lower} {row.pk}"
        for updates in found.field_updates.values()
        for changed in updates
        for row in changed
    ]
    gone = [{"record": audit.plain(row), **audit.facts_of(row)} for row in rows]
    facts = {"removed with it": gone, "unlinked": unlinked}
    return {name: held for name, held in facts.items() if held}


def _holding(error: ProtectedError | RestrictedError) -> Iterable[models.Model]:
    return (
        error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
    )


def _permit(allowed: bool, words: str, what: str) -> None:
    if not allowed:
        raise NotAllowed(f"Only {words} may do this: {what[:1].lower()}{what[1:]}.")


def _unobstructed(obstacles: Obstacles) -> None:
    said = [obstacles] if isinstance(obstacles, str) else list(obstacles or [])
    if said:
        raise Refused(*said)


def _state(record: Record) -> str:
    return state_of(record) if isinstance(record, Lifecycle) else ""


def _first_state(record: Lifecycle) -> None:
    first = first_state_of(type(record))
    if state_of(record) != first:
        raise Refused(f"A {record.noun()} begins as {first}.")


@contextmanager
def _entered(record: Record, deed: Deed) -> Iterator[None]:
    record.__dict__["_deed"] = deed
    try:
        yield
    finally:
        record.__dict__.pop("_deed", None)


def _valid(record: Record) -> None:
    try:
        record.full_clean(exclude={"state"} if isinstance(record, Lifecycle) else None)
    except ValidationError as error:
        raise Refused(*_said(record, error)) from error


def _said(record: models.Model, error: ValidationError) -> Sequence[str]:
    said: list[str] = []
    for name, messages in error.message_dict.items():
        label = "" if name == NON_FIELD_ERRORS else f"{_label(record, name)}: "
        said.extend(f"{label}{message}" for message in messages)
    return said


def _label(record: models.Model, name: str) -> str:
    text = str(getattr(record._meta.get_field(name), "verbose_name", name))
    return text[:1].upper() + text[1:]


def _saved(record: Record, **kwargs: Any) -> None:
    try:
        with transaction.atomic():
            record.save(**kwargs)
    except IntegrityError as error:
        raise Refused(
            f"Someone has just recorded the same {record.noun()}, or one that excludes it. "
            "Refresh the page to see it."
        ) from error


def _too_late(record: Lifecycle | Record, step: Step) -> str:
    last = (
        AuditEntry.objects.filter(
            record_type=record._meta.label_lower, record_id=record.pk, step=step.name
        )
        .order_by("-sequence")
        .first()
    )
    label = record.state_label.lower() if isinstance(record, Lifecycle) else ""
    if last is not None:
        return f"This has been done already: {last.actor_name} {last.sentence}. It is now {label}."
    return f"'{step.label}' is not possible while the {record.noun()} is {label}."
