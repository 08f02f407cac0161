"""The sheet of services."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from accounts.intake.columns import Column, same
from accounts.intake.sheets import Sheet, register
from accounts.roles import commissioner
from commissioning.models import Service
from workflow.door import amend, begin


@register
class Services(Sheet):
    """The services agreements are for."""

    name = "Services"
    noun = ("service", "services")
    about = "The services to children that agreements are for."
    comes_next = "Name your services; specifications and agreements are for one each."
    may = commissioner
    order = 40
    identified_by = ("name",)
    columns = (
        Column("name", "Service", synonyms=("Service name",), needed=True,
               example="0-19 public health nursing"),
        Column("description", "Description", "In a sentence or two.", needed=True,
               synonyms=("About", "What it does", "Service description"), longest=4000,
               example="Health visiting and school nursing", width=60),
    )  # fmt: skip

    def held(self) -> Iterable[Service]:
        return self.desk.trust.services.all()

    def count(self) -> int:
        return self.desk.trust.services.count()

    def values_of(self, record: Service) -> dict[str, Any]:
        return {"name": record.name, "description": record.description}

    def find(self, row: Mapping[str, Any]) -> Service | None:
        return next((one for one in self.known() if same(one.name, row["name"] or "")), None)

    def begin(self, values: Mapping[str, Any]) -> Service:
        made = Service(partnership=self.desk.trust, **values)
        return begin(made, by=self.desk.by, at=self.desk.at)

    def skip_row(self, instance: Any, original: Any, row: Any, errors: Any = None) -> bool:
        """Another way of writing the same name changes nothing."""
        if instance.record is not None:
            instance.values["name"] = instance.record.name
        return bool(super().skip_row(instance, original, row, errors))

    def change(self, record: Service, changed: Mapping[str, Any]) -> Service:
        return amend(record, by=self.desk.by, at=self.desk.at, **changed)
