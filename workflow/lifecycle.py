"""What a lifecycle is made of: states, steps, who may, and what stands in the way.

A lifecycle is an abstract model in its own file: its states, its guards, then its steps in the
order they happen. Only this package knows django_fsm; the one way through a step is
`workflow.door.take`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, wraps
from typing import Any, ClassVar, Protocol, TypeVar, cast

from django.db import models
from django_fsm import FSMField, transition


class Refused(Exception):
    """The step or change is not possible now. `sentences` tell the person what to do about it."""

    def __init__(self, *sentences: str) -> None:
        self.sentences: list[str] = list(sentences)
        super().__init__(" ".join(sentences))


class NotAllowed(Refused):
    """The person lacks the role for this step. Pages answer it with 403."""


class AroundTheDoor(RuntimeError):
    """Code tried to write a record past workflow.door: a defect, never a user's mistake."""


class System:
    """The actor of steps taken by the clock. One instance: SYSTEM."""

    pk: int | None = None

    def __str__(self) -> str:
        return "Wholesight, by the clock"


SYSTEM = System()

#: A user of the system or SYSTEM. Ground does not know the user model.
Actor = Any


@dataclass(frozen=True)
class Deed:
    """One thing being done: who does it, when it takes effect, and for whom."""

    by: Actor
    at: datetime
    step: str = ""
    acting_for: str = ""
    _cleared: set[int] = field(default_factory=set, compare=False, repr=False)


class May(Protocol):
    """Who may act: callable, and named in words ("an approver")."""

    @property
    def words(self) -> str:
        """The people in words."""

    def __call__(self, record: Any, actor: Actor, at: datetime) -> bool: ...


class ByTheClock:
    """Only SYSTEM may: the step belongs to the passing of time."""

    words = "the clock"

    def __call__(self, record: Any, actor: Actor, at: datetime) -> bool:
        return actor is SYSTEM


by_the_clock = ByTheClock()

Obstacles = str | Sequence[str] | None
Guard = Callable[[Any, Deed], Obstacles]


def sentences_of(guards: Iterable[Guard], record: Any, deed: Deed) -> list[str]:
    """Every sentence the guards say, in their order; empty when nothing stands in the way."""
    said: list[str] = []
    for guard in guards:
        obstacle = guard(record, deed)
        if isinstance(obstacle, str):
            said.append(obstacle)
        elif obstacle:
            said.extend(obstacle)
    return said


@dataclass(frozen=True)
class Step:
    """One step of a lifecycle as its screen and its papers need it."""

    name: str
    label: str
    done: str
    hint: str
    may: May
    guards: tuple[Guard, ...]
    sources: tuple[str, ...]
    target: str | None
    order: int
    secret: frozenset[str]
    tells: Callable[[Any, Deed], Iterable[tuple[Actor, str]]] | None
    offered: bool
    careful: bool


_order = itertools.count()


def _through_the_door(instance: models.Model) -> bool:
    return isinstance(instance.__dict__.get("_deed"), Deed)


def _as_condition(guard: Guard) -> Callable[[models.Model], bool]:
    """The guard as django_fsm wants it: a plain yes or no, asked once per deed."""

    def condition(instance: models.Model) -> bool:
        deed = instance.__dict__.get("_deed")
        if not isinstance(deed, Deed):
            return False
        return id(guard) in deed._cleared or not guard(instance, deed)

    return condition


def step(
    *,
    source: str | Iterable[str],
    target: str | None,
    label: str,
    done: str,
    may: May,
    guards: Sequence[Guard] = (),
    hint: str = "",
    secret: Iterable[str] = (),
    tells: Callable[[Any, Deed], Iterable[tuple[Actor, str]]] | None = None,
    offered: bool = True,
    careful: bool = False,
) -> Callable[[Callable[..., None]], Any]:
    """Declare a method as a step of its lifecycle.

    `label` is what a button says ("Publish the tender"), `done` what the history says
    ("published the tender"). `target` None means the state stays as it is. `secret` names data
    kept out of the audit trail; `tells` yields (person, sentence) pairs to notify. A step that
    is not `offered` is taken by other code (the clock, an upload) and gets no button; one to be
    `careful` with (it ends or undoes something) is never the button that stands out.
    """

    def decorate(method: Callable[..., None]) -> Any:
        meta = Step(
            name=method.__name__,
            label=label,
            done=done,
            hint=hint,
            may=may,
            guards=tuple(guards),
            sources=(str(source),) if isinstance(source, str) else tuple(str(s) for s in source),
            target=None if target is None else str(target),
            order=next(_order),
            secret=frozenset(secret),
            tells=tells,
            offered=offered,
            careful=careful,
        )
        return _moving(method, meta)

    return decorate


def _moving(method: Callable[..., None], meta: Step) -> Any:
    """The method as a transition that only the door can bring about."""

    @wraps(method)
    def body(record: Any, deed: Deed, **data: Any) -> None:
        method(record, deed, **data)

    moved = transition(
        field="state",
        source=list(meta.sources),
        target=meta.target,
        conditions=[_through_the_door, *(_as_condition(g) for g in meta.guards)],
        custom={"step": meta},
    )(body)
    moved._step = meta
    return moved


class StateField(FSMField):
    """The state of a record: protected from assignment, and plain text to migrations."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        kwargs["protected"] = True
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave no mention of django_fsm or of `protected` in migrations."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("protected", None)
        return name, "django.db.models.CharField", args, kwargs


M = TypeVar("M", bound=models.Model, covariant=True)


class RecordQuerySet(models.QuerySet[M]):
    """Reads records. Refuses the bulk writes that would go around the door."""

    def update(self, **kwargs: Any) -> int:
        raise AroundTheDoor("A record is changed by workflow.door, never by update().")

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        raise AroundTheDoor("A record is changed by workflow.door, never by bulk_update().")

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        raise AroundTheDoor("A record begins by workflow.door.begin, never by bulk_create().")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AroundTheDoor("A record is removed by workflow.door.remove, one at a time.")


@dataclass(frozen=True)
class Nobody:
    """The default of a record that says nothing about who may write it."""

    words: str = "nobody"

    def __call__(self, record: Any, actor: Actor, at: datetime) -> bool:
        return False


class Record(models.Model):
    """A thing whose every change passes the door and leaves an audit entry.

    `part_of` names the foreign key of the whole it belongs to (a clause of a specification): the
    door locks that whole first. `standing_in_the_way` answers whether it may be changed now.
    """

    class Meta:
        abstract = True

    may_begin: ClassVar[May] = Nobody()
    may_amend: ClassVar[May | None] = None
    part_of: ClassVar[str] = ""
    kept_out_of_audit: ClassVar[frozenset[str]] = frozenset()

    objects = RecordQuerySet.as_manager()

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        """Sentences that forbid beginning, amending or removing this record now."""
        return None

    @classmethod
    def who_may_amend(cls) -> May:
        """Who may amend: as declared, else whoever may begin one."""
        return cls.may_amend or cls.may_begin

    @classmethod
    def noun(cls) -> str:
        """The record's name in running text: "variation"."""
        return str(cls._meta.verbose_name)

    @property
    def tenant(self) -> str:
        """The partnership this record belongs to, as a key for the audit trail ("" if none)."""
        return str(getattr(self, "partnership_id", "") or "")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not _through_the_door(self):
            raise AroundTheDoor(f"A {self.noun()} is written by workflow.door only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if not _through_the_door(self):
            raise AroundTheDoor(f"A {self.noun()} is removed by workflow.door only.")
        return super().delete(*args, **kwargs)


class Lifecycle(Record):
    """A record that moves by steps. Subclasses declare `States`, `state` and the steps."""

    class Meta:
        abstract = True

    #: States in which the record's own fields may be amended.
    open_to_change: ClassVar[frozenset[str]] = frozenset()
    #: Colour word of each state's tag: grey, blue, green, yellow, orange, red, purple, turquoise.
    tones: ClassVar[dict[str, str]] = {}
    #: The states in their usual order, for the stepper.
    path: ClassVar[tuple[str, ...]] = ()

    def standing_in_the_way(self, deed: Deed) -> Obstacles:
        if self._state.adding or self.__dict__["state"] in self.open_to_change:
            return None
        return f"This {self.noun()} is {self.state_label.lower()} and can no longer be changed."

    @property
    def state_label(self) -> str:
        """The state in words for those inside the partnership."""
        return str(getattr(self, "get_state_display")())  # noqa: B009

    @property
    def state_tone(self) -> str:
        """The colour word of the state's tag."""
        return self.tones.get(self.__dict__["state"], "grey")

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Django sets every field; the protected state is taken out of the way first."""
        fields = kwargs.get("fields") or (args[1] if len(args) > 1 else None)
        if fields is None or "state" in fields:
            self.__dict__.pop("state", None)
        super().refresh_from_db(*args, **kwargs)


def states_of(model: type[models.Model]) -> dict[str, str]:
    """The states of a lifecycle with their words, in the order they are declared."""
    field: models.Field[Any, Any] = model._meta.get_field("state")  # type: ignore[assignment]
    return {str(value): str(words) for value, words in field.flatchoices}


def first_state_of(model: type[models.Model]) -> str:
    """The state a record begins in."""
    field: models.Field[Any, Any] = model._meta.get_field("state")  # type: ignore[assignment]
    return str(field.get_default())


@cache
def steps_of(model: type[models.Model]) -> tuple[Step, ...]:
    """The steps of a lifecycle in the order its file declares them."""
    found: dict[str, Step] = {}
    for klass in reversed(model.__mro__):
        for value in vars(klass).values():
            if isinstance(meta := getattr(value, "_step", None), Step):
                found[meta.name] = meta
    return tuple(sorted(found.values(), key=lambda s: s.order))


def step_named(model: type[models.Model], name: str) -> Step | None:
    """The step of that name, or None."""
    return next((s for s in steps_of(model) if s.name == name), None)


def state_of(record: models.Model) -> str:
    """The record's state as text, without naming any."""
    return str(cast(Any, record).state)
