"""The one door. Every change to a record goes through `begin`, `amend`, `remove` or `take`.

Each is one transaction: lock, permission, what stands in the way, the change, the audit entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction

from workflow import audit
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
        with _entered(record, deed):
            _valid(record)
            _saved(record, force_insert=True)
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

    Returns the locked and saved record; the one passed in is not touched.
    """
    deed = Deed(by=by, at=at, step="amend", acting_for=acting_for)
    with transaction.atomic():
        locked = _locked(record)
        may = locked.who_may_amend()
        _permit(may(locked, by, at), may.words, "change this")
        _unobstructed(locked.standing_in_the_way(deed))
        before = audit.facts_of(locked)
        if "state" in fields:
            raise Refused("A state is changed by its steps, not by amending.")
        for name, value in fields.items():
            setattr(locked, name, value)
        changed = audit.changes(before, audit.facts_of(locked))
        if changed:
            with _entered(locked, deed):
                _valid(locked)
                _saved(locked)
            sentence = f"changed the {locked.noun()}"
            audit.write(locked, deed, sentence=sentence, facts=changed, reasons=reasons)
    return locked


def remove(record: Record, *, by: Actor, at: datetime, reasons: str = "") -> None:
    """Remove a part while its whole is open to change. The audit entry keeps what it held."""
    deed = Deed(by=by, at=at, step="remove")
    with transaction.atomic():
        locked = _locked(record)
        may = locked.who_may_amend()
        _permit(may(locked, by, at), may.words, "remove this")
        _unobstructed(locked.standing_in_the_way(deed))
        sentence = f"removed the {locked.noun()}"
        audit.write(locked, deed, sentence=sentence, facts=audit.facts_of(locked), reasons=reasons)
        with _entered(locked, deed):
            locked.delete()


def take(
    record: R, step_name: str, *, by: Actor, at: datetime, acting_for: str = "", **data: Any
) -> R:
    """Take a step: lock, state, permission, guards, the change, the audit entry, in one transaction.

    Returns the locked and saved record. Raises Refused (already done, blocked, or refused by the
    step itself) or NotAllowed; then nothing has changed.
    """
    with transaction.atomic():
        locked = _locked(record)
        step = step_named(type(locked), step_name)
        if step is None:
            raise Refused(f"A {locked.noun()} has no step called '{step_name}'.")
        deed = Deed(by=by, at=at, step=step.name, acting_for=acting_for)
        before_state = _state(locked)
        if before_state not in step.sources:
            raise Refused(_too_late(locked, step))
        _permit(step.may(locked, by, at), step.may.words, step.label)
        _unobstructed(sentences_of(step.guards, locked, deed))
        deed._cleared.update(id(guard) for guard in step.guards)
        before = audit.facts_of(locked)
        with _entered(locked, deed):
            getattr(locked, step.name)(deed, **data)
            _saved(locked)
        facts = audit.changes(before, audit.facts_of(locked))
        given = {k: v for k, v in data.items() if k not in step.secret and k != "reasons"}
        audit.write(
            locked,
            deed,
            sentence=step.done,
            state_from=before_state,
            state_to=_state(locked),
            facts={**facts, "given": given} if given else facts,
            reasons=str(data.get("reasons", "") or ""),
        )
        if step.tells is not None:
            tell(locked, step.tells(locked, deed), at=at, but=by)
    return locked


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
    """The record, fresh and locked. The whole it is part of is locked first.

    Always in that order: a step of the whole that moves its parts (the opening of bids) would
    otherwise wait for a step of a part that waits for the whole.
    """
    try:
        whole = _locked_whole(record)
        locked = type(record)._base_manager.select_for_update().get(pk=record.pk)
    except ObjectDoesNotExist:
        raise Refused(
            f"This {record.noun()} has been removed. Go back and refresh the list."
        ) from None
    if whole is not None:
        setattr(locked, record.part_of, whole)
    return locked


def _lock_whole(record: Record) -> None:
    whole = _locked_whole(record)
    if whole is not None:
        setattr(record, record.part_of, whole)


def _locked_whole(record: Record) -> models.Model | None:
    if not record.part_of:
        return None
    whole = getattr(record, record.part_of)
    found: models.Model = type(whole)._base_manager.select_for_update().get(pk=whole.pk)
    return found


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
