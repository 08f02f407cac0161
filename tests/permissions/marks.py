"""Marks: a word in every text of a record, which says on any page whose record it came from.

`Zq.Need.title` at the head of a title is the title of a need of Elsewhere; `Rv.` marks what belongs
to the rival of Cumbria's provider.
"""

from __future__ import annotations

import re
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat, Left

from accounts.models import Membership, Organisation, User
from performance.models import Upload
from tests.permissions.world import Half, World
from workflow.models import AuditEntry, StoredFile

ROOMS = ("workflow", "accounts", "commissioning", "tenders", "contracts", "performance")
#: Texts a program reads: codes, hashes, addresses, references to law, quarters.
MACHINE_WORDS = {
    *("slug", "quarter", "from_quarter", "until_quarter", "state", "state_from", "state_to"),
    *("code", "cpv", "regime", "route", "ground_code", "basis", "kind", "key", "status", "tenant"),
    *("sha256", "digest", "previous", "receipt", "content_type", "password", "step", "sheet"),
    *("cell", "record_type", "unit", "polarity", "roll_up", "path", "outcome", "rating", "turn"),
    *("salt", "token", "session_key"),
}
#: What is nobody's: published figures and the law.
SHARED = {"Indicator", "IndicatorValue", "DemonstrationClock", "Job", "Lead"}
MARK = re.compile(r"(?:Zq|Rv)\.[A-Za-z]+\.[a-z_]+")


def mark_everything(world: World) -> None:
    """Mark every text there is by now, before Cumbria is filled: all of it is Elsewhere's.

    Spared are Cumbria, its provider and their people; the rival's name gets the rival's mark.
    """
    home, rival = world.home, world.home.rival
    councils = home.trust.members.values_list("organisation", flat=True)
    spared: dict[str, list[Any]] = {
        "Organisation": [home.provider.pk, rival.pk, *councils],
        "Partnership": [home.trust.pk],
        "AuditEntry": _entries_about(home),
        "User": [*(person.pk for person in home.people.values()), *_staff(rival)],
    }
    for model in texts_of():
        mark("Zq", QuerySet(model).exclude(pk__in=spared.get(model.__name__, [])))
    mark("Rv", QuerySet(Organisation).filter(pk=rival.pk))
    mark("Rv", QuerySet(User).filter(pk__in=_staff(rival)))
    for half in (*world.others, world.home):
        half.trust.refresh_from_db()
        half.provider.refresh_from_db()
        half.rival.refresh_from_db()


def _entries_about(half: Half) -> list[int]:
    """How its people came to their roles."""
    held = Membership.objects.filter(person__in=half.people.values())
    entries = AuditEntry.objects.filter(
        record_type="accounts.membership", record_id__in=held.values("pk")
    )
    return list(entries.values_list("pk", flat=True))


def _staff(provider: Organisation) -> list[int]:
    return list(provider.memberships.values_list("person", flat=True))


def mark_rival(world: World) -> None:
    """Mark what the rival has in Cumbria: its bids, agreements, returns and files."""
    rival, trust = world.home.rival, world.home.trust
    for model in texts_of():
        for whose, where in (
            ("provider", "tender__partnership"),
            ("provider", "partnership"),
            ("agreement__provider", "agreement__partnership"),
            ("kpi_return__agreement__provider", "kpi_return__agreement__partnership"),
            ("bid__provider", "bid__tender__partnership"),
        ):
            if _reaches(model, whose) and _reaches(model, where):
                mark("Rv", QuerySet(model).filter(**{whose: rival, where: trust}))
    sent = Upload.objects.filter(kpi_return__agreement__provider=rival)
    mark("Rv", QuerySet(StoredFile).filter(pk__in=sent.values("file"), tenant=trust.slug))


def mark(family: str, records: QuerySet[Any]) -> None:
    """Put the mark before every text of these records."""
    model = records.model
    for field in _texts(model):
        word = f"{family}.{model.__name__}.{field.name} "
        whole = Concat(Value(word), field.name)
        value = Left(whole, field.max_length) if field.max_length else whole
        records.exclude(**{field.name: ""}).update(**{field.name: value})


def texts_of() -> list[type[models.Model]]:
    """The models of our rooms that hold texts of somebody's."""
    found = [m for room in ROOMS for m in apps.get_app_config(room).get_models()]
    return [m for m in found if m.__name__ not in SHARED and _texts(m)]


def _texts(model: type[models.Model]) -> list[Any]:
    return [
        field
        for field in model._meta.concrete_fields
        if type(field).__name__ in {"CharField", "TextField"}
        and field.name not in MACHINE_WORDS
        and not field.name.endswith("sha256")
        and not field.choices
        and (field.max_length or 1000) >= 60
    ]


def _reaches(model: type[models.Model], path: str) -> bool:
    for name in path.split("__"):
        try:
            field = model._meta.get_field(name)
        except Exception:
            return False
        if not field.is_relation or field.related_model is None:
            return False
        model = field.related_model
    return True


def marks_in(text: str, family: str) -> set[str]:
    """The marks of a family in a page."""
    return {word for word in MARK.findall(text) if word.startswith(family)}
