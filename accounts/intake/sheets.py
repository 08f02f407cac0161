"""What can come in: each app declares its sheets here, and `accounts` never need know the apps.

A sheet is a Resource of django-import-export: its fields are the columns, it finds the record a row
is about, compares, and tells new, changed and unchanged rows apart. Two things are ours: cells have
been read before (`columns`), and what is saved goes through the door, so an app gives `begin` and
`change` in place of `save()`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import transaction
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.widgets import Widget

from accounts.intake.columns import Column
from accounts.models import Partnership, User
from tabular.findings import Severity
from workflow.calendar import london_date
from workflow.lifecycle import May


@dataclass(frozen=True)
class Desk:
    """For whom a sheet is read, by whom and when."""

    trust: Partnership
    by: User
    at: datetime

    @property
    def partnership_id(self) -> int:
        """Whose records they become: what a permission looks at."""
        return int(self.trust.pk)

    @property
    def today(self) -> date:
        """The day in London."""
        return london_date(self.at)


@dataclass(frozen=True)
class Said:
    """Something to say about a row: in which column, how grave, in which words."""

    column: str
    words: str
    severity: Severity = Severity.BLOCKER


class Stopped(Exception):
    """A row cannot be brought in; `said` holds every reason."""

    def __init__(self, said: Iterable[Said]) -> None:
        self.said = tuple(said)
        super().__init__(" ".join(one.words for one in self.said))


@dataclass
class Line:
    """A row as the resource handles it: its values, and the record that holds them if there is one."""

    record: Any = None
    values: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["values"][name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        if name in {"record", "values"}:
            self.__dict__[name] = value
        else:
            self.values[name] = value

    def __deepcopy__(self, memo: dict[int, Any]) -> Line:
        return Line(self.record, dict(self.values))

    def __str__(self) -> str:
        return str(self.record or "")


class AsRead(Widget):
    """Passes values on as they were read or are kept; the stock widgets would guess at them anew."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return value

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value


class Sheet(Resource):
    """A kind of sheet. Subclasses declare the class variables and fill in the five methods below."""

    class Meta:
        using_db = "default"
        instance_loader_class = BaseInstanceLoader
        skip_unchanged = True
        report_skipped = True
        skip_html_diff = True
        store_instance = True
        clean_model_instances = False

    name: ClassVar[str]
    noun: ClassVar[tuple[str, str]]
    about: ClassVar[str]
    comes_next: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    identified_by: ClassVar[tuple[str, ...]]
    may: ClassVar[May]
    #: Sheets are read and offered in this order: what others point to comes first.
    order: ClassVar[int] = 50

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._known: list[Any] | None = None
        self.fields = {
            column.name: Field(
                column.name, column_name=column.name, widget=AsRead(), saves_null_values=False
            )
            for column in self.columns
        }

    # --- what an app fills in ---------------------------------------------------------------------
    def held(self) -> Iterable[Any]:
        """The records the partnership has now, for the export and the count."""
        raise NotImplementedError

    def values_of(self, record: Any) -> dict[str, Any]:
        """A record's values by column."""
        raise NotImplementedError

    def find(self, row: Mapping[str, Any]) -> Any:
        """The record a row is about, or None where it is new."""
        raise NotImplementedError

    def begin(self, values: Mapping[str, Any]) -> Any:
        """Begin a record through the door. Blank cells are None."""
        raise NotImplementedError

    def change(self, record: Any, changed: Mapping[str, Any]) -> Any:
        """Change a record through the door."""
        raise NotImplementedError

    # --- what it may refine -----------------------------------------------------------------------
    def check(self, row: Mapping[str, Any], record: Any) -> Iterator[Said]:
        """What is wrong or worth saying beyond the single cells; an unfit cell is None here."""
        yield from ()

    def choices_for(self, column: Column) -> tuple[str, ...]:
        """The drop-down of a column in the workbook that is sent out."""
        return tuple(words for _, words in column.choices)

    def sorted(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows in the order they must be brought in."""
        return rows

    def page(self) -> str:
        """The address of the page that lists these records, or nothing."""
        return ""

    # --- for those who read and write sheets ------------------------------------------------------
    @classmethod
    def column(cls, name: str) -> Column:
        """The column of that name."""
        return next(one for one in cls.columns if one.name == name)

    def allowed(self) -> bool:
        """Whether the person at the desk may begin such records: the door's own rule."""
        return self.may(self.desk, self.desk.by, self.desk.at)

    def known(self) -> list[Any]:
        """The records there are, those this sheet has begun among them; read once."""
        if self._known is None:
            self._known = list(self.held())
        return self._known

    def count(self) -> int:
        """How many records there are now."""
        return len(list(self.held()))

    def exported(self) -> list[tuple[Any, ...]]:
        """What is there as rows of the sheet, in the columns' order."""
        lines = [Line(record, self.values_of(record)) for record in self.held()]
        dataset = self.export(lines)
        return [
            tuple(c.written(v) for c, v in zip(self.columns, row, strict=True)) for row in dataset
        ]

    # --- the resource -----------------------------------------------------------------------------
    def get_instance(self, instance_loader: Any, row: Mapping[str, Any]) -> Line | None:
        record = self.find(row)
        return None if record is None else Line(record, self.values_of(record))

    def init_instance(self, row: Mapping[str, Any] | None = None) -> Line:
        return Line(None, {column.name: None for column in self.columns})

    def after_init_instance(
        self, instance: Line, new: bool, row: Mapping[str, Any], **kwargs: Any
    ) -> None:
        said = list(row["said"]) + list(self.check(row, instance.record))
        row["said"][:] = said
        if any(one.severity is Severity.BLOCKER for one in said):
            raise Stopped(said)

    def do_instance_save(self, instance: Line, is_create: bool) -> None:
        """Save through the door, each row in a savepoint, so that one refused spoils no other."""
        with transaction.atomic():
            if is_create:
                instance.record = self.begin(instance.values)
                self.known().append(instance.record)
                return
            kept = self.values_of(instance.record)
            changed = {k: v for k, v in instance.values.items() if v != kept.get(k)}
            instance.record = self.change(instance.record, changed)
            self._known = None


_sheets: list[type[Sheet]] = []


def register(sheet: type[Sheet]) -> type[Sheet]:
    """Add a kind of sheet; called in an app's `intake` module."""
    if sheet not in _sheets:
        _sheets.append(sheet)
    return sheet


def sheets_for(desk: Desk) -> list[Sheet]:
    """Every kind of sheet, in the order they are read, whoever may bring them in."""
    return [kind(desk) for kind in sorted(_sheets, key=lambda kind: kind.order)]
